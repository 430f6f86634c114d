import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { at, aVisit, monday, serverWith, standingClock } from '../given-calendar';
import { LateDialog } from './late-dialog';

/** Begun at half past eight, for an hour: it is nine, and who is booked for nine waits until half past. */
const inTheRoom = aVisit({
  startsAt: at('08:30'),
  endsAt: at('09:30'),
  status: 'checked-in',
  stage: 'with-provider',
  steps: [{ step: 'with-provider', at: at('08:30'), enteredLate: false }],
});
const here = aVisit({ startsAt: at('09:00'), endsAt: at('09:15'), status: 'arrived' });
const away = aVisit({ startsAt: at('09:15'), endsAt: at('09:30') });
const tell = ({ id }: Appointment) => `POST /api/calendar/appointments/${id}/tell-late`;

async function open(role: Role = 'scheduler') {
  const server = serverWith({ visits: [inTheRoom, here, away] });
  TestBed.configureTestingModule({
    providers: [
      CalendarStore,
      server.provider,
      new FakeSocket().provider,
      standingClock().provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  TestBed.inject(CalendarStore);
  TestBed.runInInjectionContext(() => injectDispatch(calendarPageEvents)).opened({
    clinicId: riverside,
    date: monday,
    providerId: null,
  });
  const fixture = TestBed.createComponent(LateDialog);
  fixture.componentRef.setInput('clinicId', riverside);
  const moves: string[] = [];
  fixture.componentInstance.moveAsked.subscribe((id) => moves.push(id));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    server,
    moves,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(label: RegExp) {
      const buttons = [...element.querySelectorAll('button')];
      buttons.find((one) => label.test(one.getAttribute('aria-label') ?? ''))?.click();
      await fixture.whenStable();
    },
  };
}

describe('LateDialog', () => {
  it('tells who is here at the desk, and has the others called', async () => {
    const dialog = await open();
    expect(dialog.text()).toContain('about 9:30 am, 30 min late');
    await dialog.press(/^Told at the desk/);
    expect(dialog.server.callsOf(tell(here)).map(({ body }) => body)).toEqual([
      { expectedVersion: here.version, beginsAt: at('09:30'), way: 'at-the-desk' },
    ]);
    await dialog.press(/^Ask for a call/);
    expect(dialog.server.callsOf(tell(away)).map(({ body }) => body)).toEqual([
      { expectedVersion: away.version, beginsAt: at('09:45'), way: 'by-call' },
    ]);
  });

  it('offers another time to who is not here yet', async () => {
    const dialog = await open();
    await dialog.press(/^Move…/);
    expect(dialog.moves).toEqual([away.id]);
  });

  it('says beside the name why it was refused', async () => {
    const dialog = await open();
    dialog.server.refuses(
      tell(away),
      aProblem('rule-broken', 422, 'The patient may not be called.'),
    );
    await dialog.press(/^Ask for a call/);
    expect(dialog.text()).toContain('may not be called');
  });
});
