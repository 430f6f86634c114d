import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import { aGrant, aPerson, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { aVisit, cancelled, monday, serverWith, standingClock } from '../given-calendar';
import { CancelDialog } from './cancel-dialog';

const visit = aVisit();
const cancel = `POST /api/calendar/appointments/${visit.id}/cancel`;

async function open() {
  const server = serverWith({ visits: [visit] }).when(cancel, cancelled(visit));
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
  const fixture = TestBed.createComponent(CancelDialog);
  fixture.componentRef.setInput('appointment', visit);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  return {
    field,
    bodies: () => server.callsOf(cancel).map(({ body }) => body),
    async toggle(name: string) {
      field(name).click();
      await fixture.whenStable();
    },
    async enter() {
      element.querySelector('form')!.requestSubmit();
      await fixture.whenStable();
    },
  };
}

describe('CancelDialog', () => {
  it('cancels by Enter alone', async () => {
    const dialog = await open();
    await dialog.enter();
    expect(dialog.bodies()).toEqual([{ expectedVersion: 1, reason: 'pat' }]);
  });

  it('puts the patient on the list of who is to be booked, in a week unless told', async () => {
    const dialog = await open();
    await dialog.toggle('isLater');
    expect(dialog.field('laterOn').value).toBe('2026-11-30');
    await dialog.enter();
    expect(dialog.bodies()).toEqual([
      { expectedVersion: 1, reason: 'pat', later: { dueOn: '2026-11-30' } },
    ]);
  });
});
