import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { aVisit, followUpId, leeId, monday, serverWith, standingClock } from '../given-calendar';
import { CheckOutDialog } from './check-out-dialog';

const visit = aVisit({ status: 'checked-in' });
const fulfil = `POST /api/calendar/appointments/${visit.id}/fulfil`;

async function open() {
  const server = serverWith({ visits: [visit] });
  TestBed.configureTestingModule({
    providers: [
      CalendarStore,
      server.provider,
      new FakeSocket().provider,
      standingClock().provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  TestBed.inject(CalendarStore);
  TestBed.runInInjectionContext(() => injectDispatch(calendarPageEvents)).opened({
    clinicId: riverside,
    date: monday,
    providerId: null,
  });
  const fixture = TestBed.createComponent(CheckOutDialog);
  fixture.componentRef.setInput('appointment', visit);
  fixture.componentRef.setInput('today', monday);
  const taken: Appointment[] = [];
  fixture.componentInstance.taken.subscribe((one) => taken.push(one));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const set = async (name: string, value: string, event: string) => {
    const field = element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
    field.value = value;
    field.dispatchEvent(new Event(event));
    await fixture.whenStable();
  };
  const submit = () => element.querySelector<HTMLButtonElement>('button[type=submit]')!;
  return {
    server,
    taken,
    text: () => element.innerText.replace(/\s+/g, ' '),
    type: (name: string, value: string) => set(name, value, 'input'),
    choose: (name: string, value: string) => set(name, value, 'change'),
    mayCheckOut: () => !submit().disabled,
    async checkOut() {
      submit().click();
      await fixture.whenStable();
    },
  };
}

describe('CheckOutDialog', () => {
  it('checks out and puts down when, for what and with whom the patient comes back', async () => {
    const dialog = await open();
    const done: Appointment = { ...visit, status: 'fulfilled', version: 2 };
    dialog.server.when(fulfil, done);
    expect(dialog.text()).toContain('Around Tue, Feb 23, 2027');
    await dialog.type('count', '6');
    await dialog.choose('unit', 'week');
    await dialog.type('backNote', ' Fasting ');
    expect(dialog.text()).toContain('Around Mon, Jan 4, 2027');
    await dialog.checkOut();
    expect(dialog.server.callsOf(fulfil).map(({ body }) => body)).toEqual([
      {
        expectedVersion: 1,
        back: {
          visitTypeId: followUpId,
          providerId: leeId,
          dueOn: '2027-01-04',
          note: 'Fasting',
        },
      },
    ]);
    expect(dialog.taken).toEqual([done]);
  });

  it('waits for a number that can be', async () => {
    const dialog = await open();
    await dialog.type('count', '0');
    expect(dialog.text()).toContain('Say in how many weeks, months or years.');
    expect(dialog.mayCheckOut()).toBeFalse();
  });

  it('keeps what was chosen when the server refuses', async () => {
    const dialog = await open();
    dialog.server.refuses(fulfil, aProblem('rule-broken', 422, 'The patient has died.'));
    await dialog.checkOut();
    expect(dialog.text()).toContain('The patient has died.');
    expect(dialog.text()).toContain('Around Tue, Feb 23, 2027');
    expect(dialog.taken).toEqual([]);
  });
});
