import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { LinkedVisits } from '#contract/linked-visits';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeSocket,
  riverside,
  type FakeServer,
} from '../../platform/given-session';
import { Session } from '../../platform/session';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import {
  aPatient,
  at,
  aVisit,
  followUpId,
  idOf,
  leeId,
  monday,
  okaforId,
  serverWith,
  standingClock,
} from '../given-calendar';
import { anyTime } from '../time-wishes/time-wishes';
import { BookLinked } from './book-linked';

const find = 'POST /api/availability/linked-times/find';
const book = 'POST /api/calendar/linked-visits/book';
const { id, mrn, family, given, birthOn, interpreter } = aPatient();
const patient = { id, mrn, family, given, birthOn, interpreter };
const slot = (time: string, providerId: string) => ({
  ...{ providerId, clinicId: riverside },
  ...{ startsAt: at(time), endsAt: at(time) },
});
const chain = { slots: [slot('11:00', leeId), slot('11:30', okaforId)] };
const found = { items: [chain], explanation: null, lackingPart: null };

async function open(prepare: (server: FakeServer) => void) {
  const server = serverWith();
  prepare(server);
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
    ...{ clinicId: riverside, date: monday, providerId: null },
  });
  const fixture = TestBed.createComponent(BookLinked);
  const first = { patient, visitTypeId: followUpId, providerId: leeId };
  const inputs = { clinicId: riverside, zone: 'America/New_York', day: monday, first };
  for (const [name, value] of Object.entries({ ...inputs, wishes: anyTime }))
    fixture.componentRef.setInput(name, value);
  const booked: LinkedVisits[] = [];
  fixture.componentInstance.booked.subscribe((view) => booked.push(view));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    ...{ server, booked },
    text: () => element.innerText.replace(/\s+/g, ' '),
    async chooseType(part: number) {
      const select = element.querySelector<HTMLSelectElement>(
        `[data-part="${String(part)}"] [name=visitType]`,
      )!;
      select.value = followUpId;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async press(text: string) {
      [...element.querySelectorAll('button')].find((one) => one.innerText.includes(text))?.click();
      await fixture.whenStable();
    },
  };
}

describe('BookLinked', () => {
  it('looks for times once each visit is known, and books those that were chosen', async () => {
    const view = { linkId: idOf(70), visits: [aVisit(), aVisit()] };
    const dialog = await open((server) => server.when(find, found).when(book, view));
    expect(dialog.text()).toContain('Choose a visit type for visit 2.');
    expect(dialog.server.callsOf(find)).toEqual([]);
    await dialog.chooseType(2);
    const part = { patientId: patient.id, visitTypeId: followUpId };
    expect(dialog.server.callsOf(find)[0]?.body).toEqual(
      jasmine.objectContaining({
        parts: [
          { ...part, providerIds: [leeId] },
          { ...part, providerIds: [] },
        ],
        ...{ mode: 'one-after-another', gapMinutes: 15 },
      }),
    );
    await dialog.press('11:00 am Lee, then 11:30 am Okafor');
    await dialog.press('Book 2 visits');
    expect(dialog.server.callsOf(book)[0]?.body).toEqual({
      clinicId: riverside,
      parts: [
        { ...part, providerId: leeId, startsAt: at('11:00') },
        { ...part, providerId: okaforId, startsAt: at('11:30') },
      ],
    });
    expect(dialog.booked).toEqual([view]);
  });

  it('says why there are none, and lets the patient wait', async () => {
    const explanation = 'Visit 2, Follow-up: every time is taken.';
    const dialog = await open((server) =>
      server.when(find, { items: [], explanation, lackingPart: 2 }),
    );
    await dialog.chooseType(2);
    expect(dialog.text()).toContain(explanation);
    expect(dialog.text()).toContain('No time suits?');
  });

  it('names the visit that cannot stand, looks again and books nothing', async () => {
    const current = { items: [{ place: 2, rule: 'day-full', message: 'The day is full.' }] };
    const dialog = await open((server) =>
      server.when(find, found).refuses(book, {
        ...aProblem('rule-broken', 422, '1 visit cannot stand.'),
        ...{ rule: 'lines-refused', current },
      }),
    );
    await dialog.chooseType(2);
    await dialog.press('11:00 am Lee');
    await dialog.press('Book 2 visits');
    expect(dialog.text()).toContain('Visit 2: The day is full.');
    expect(dialog.server.callsOf(find).length).toBe(2);
    expect(dialog.booked).toEqual([]);
  });
});
