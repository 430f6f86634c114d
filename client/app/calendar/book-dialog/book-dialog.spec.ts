import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import type { Recall } from '#contract/recalls';
import type { Problem } from '#contract/problem';
import type { Clinic } from '#contract/staff';
import {
  aClinic,
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
  aProvider,
  aRecall,
  at,
  aVisit,
  aVisitType,
  followUpId,
  idOf,
  leeId,
  monday,
  okafor,
  okaforId,
  serverWith,
  standingClock,
} from '../given-calendar';
import { ParkedBookings, type BookingDraft } from '../parked-bookings';
import { BookDialog } from './book-dialog';

const book = 'POST /api/calendar/appointments/book';
const patient = aPatient();

const find = 'POST /api/availability/free-times/find';
const wait = 'POST /api/waitlist/entries/add';
const hold = 'POST /api/calendar/appointments/hold';
const held = aVisit({ status: 'pending', hold: { until: at('09:05'), by: null } });
const confirmHeld = `POST /api/calendar/appointments/${held.id}/confirm`;
const releaseHeld = `POST /api/calendar/appointments/${held.id}/release`;
/** Until what was chosen is held. */
const settled = () => new Promise((done) => setTimeout(done, 450));

async function open(
  prepare: (server: FakeServer) => void,
  role: Role = 'scheduler',
  recall?: Recall,
  elsewhere: Clinic[] = [],
) {
  const server = serverWith().when(hold, held);
  const clock = standingClock();
  prepare(server);
  TestBed.configureTestingModule({
    providers: [
      CalendarStore,
      server.provider,
      new FakeSocket().provider,
      clock.provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(
    aPerson({
      grants: [aGrant(role), ...elsewhere.map(({ id }) => aGrant(role, id))],
      clinics: [aClinic(), ...elsewhere],
    }),
  );
  TestBed.inject(CalendarStore);
  TestBed.runInInjectionContext(() => injectDispatch(calendarPageEvents)).opened({
    clinicId: riverside,
    date: monday,
    providerId: null,
  });
  return { server, clock, ...(await show({ recall: recall ?? null })) };
}

/** The dialog, with what it is opened with beside the usual. */
async function show(opened: { recall?: Recall | null; draft?: BookingDraft }) {
  const fixture = TestBed.createComponent(BookDialog);
  const { id, mrn, family, given, birthOn, interpreter } = patient;
  const inputs = {
    clinicId: riverside,
    zone: 'America/New_York',
    day: monday,
    slot: { providerId: leeId, startsAt: at('11:00') },
    patient: { id, mrn, family, given, birthOn, interpreter },
    ...opened,
  };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const booked: Appointment[] = [];
  let closed = 0;
  fixture.componentInstance.closed.subscribe(() => closed++);
  fixture.componentInstance.booked.subscribe((visit) => booked.push(visit));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  return {
    booked,
    close: () => fixture.destroy(),
    closed: () => closed,
    whenStable: () => fixture.whenStable(),
    field,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async pickType() {
      const select = field('visitType');
      select.value = followUpId;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async type(name: string, value: string) {
      const input = field(name);
      input.value = value;
      input.dispatchEvent(new Event('input'));
      input.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async choose(label: string, value: string) {
      const select = element.querySelector<HTMLSelectElement>(
        `[aria-label="${label}"], select[name="${label}"]`,
      )!;
      select.value = value;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async press(text: string | RegExp) {
      const button = [...element.querySelectorAll('button')].find((one) =>
        typeof text === 'string' ? one.innerText.trim() === text : text.test(one.innerText),
      );
      button?.click();
      await fixture.whenStable();
    },
  };
}

const outside: Problem = {
  ...aProblem('rule-broken', 422, 'The time lies outside the provider’s hours.'),
  rule: 'outside-template',
  overridable: [
    { rule: 'outside-template', permission: 'appointment:overbook', message: 'Outside hours.' },
  ],
};

describe('BookDialog', () => {
  it('books what was chosen', async () => {
    const visit = aVisit();
    const dialog = await open((server) => server.when(book, visit));
    expect(dialog.text()).toContain('Choose a visit type.');
    await dialog.pickType();
    await dialog.press('Book');
    expect(dialog.server.callsOf(book).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        patientId: patient.id,
        visitTypeId: followUpId,
        providerId: leeId,
        startsAt: at('11:00'),
        overrides: [],
      },
    ]);
    expect(dialog.booked).toEqual([visit]);
  });

  it('looks among those who are as wished, and waits for the same', async () => {
    const spanish = aProvider({ languages: ['en', 'es'] });
    const dialog = await open(
      (server) =>
        server
          .when('GET /api/staff/providers', { items: [spanish, okafor()] })
          .when(find, { items: [], explanation: 'Every time is taken.' })
          .when(wait, {}),
      'scheduler',
    );
    await dialog.choose('provider', '');
    await dialog.pickType();
    await dialog.press(/Any day and time/);
    await dialog.choose('language', 'es');
    expect(dialog.server.callsOf(find).at(-1)?.body).toEqual(
      jasmine.objectContaining({ providerIds: [leeId] }),
    );
    await dialog.press(/No time suits/);
    await dialog.press('Add to the waitlist');
    expect(dialog.server.callsOf(wait)[0]?.body).toEqual(
      jasmine.objectContaining({ providerIds: [], providerLanguage: 'es', providerGender: null }),
    );
  });

  it('finds a time at another clinic by its own clocks, and books it there', async () => {
    const lakeside = idOf(77);
    const found = {
      ...{ providerId: okaforId, clinicId: lakeside, visitTypeId: idOf(78) },
      ...{ startsAt: at('12:00'), endsAt: at('12:30') },
      ...{ clinicName: 'Lakeside', zone: 'America/Chicago', providerName: 'Okafor, Ada' },
    };
    const there = aVisit({ clinicId: lakeside });
    const dialog = await open(
      (server) => server.when(find, { items: [found], explanation: null }).when(book, there),
      'scheduler',
      undefined,
      [aClinic({ id: lakeside, name: 'Lakeside', zone: 'America/Chicago' })],
    );
    await dialog.pickType();
    expect(dialog.server.callsOf(find).at(-1)?.body).not.toEqual(
      jasmine.objectContaining({ clinicIds: [lakeside] }),
    );
    dialog.field('wide').click();
    await dialog.whenStable();
    expect(dialog.server.callsOf(find).at(-1)?.body).toEqual(
      jasmine.objectContaining({ clinicIds: [lakeside] }),
    );
    await dialog.press('Mon, Nov 23, 11:00 am CST · Lakeside · Okafor');
    expect(dialog.text()).toContain('At Lakeside: Mon, Nov 23, 11:00 am CST, with Okafor, Ada');
    await dialog.press('Book');
    expect(dialog.server.callsOf(book).map(({ body }) => body)).toEqual([
      {
        ...{ clinicId: lakeside, visitTypeId: idOf(78), providerId: okaforId },
        ...{ startsAt: at('12:00'), patientId: patient.id, overrides: [] },
      },
    ]);
    expect(dialog.booked).toEqual([there]);
  });

  it('finds nobody who is as wished, and lets nobody wait for others', async () => {
    const dialog = await open((server) =>
      server
        .when('GET /api/staff/providers', { items: [aProvider({ gender: 'female' })] })
        .when(find, { items: [], explanation: 'Every time is taken.' }),
    );
    await dialog.choose('provider', '');
    await dialog.pickType();
    await dialog.press(/Any day and time/);
    const asked = dialog.server.callsOf(find).length;
    await dialog.choose('gender', 'male');
    expect(dialog.text()).toContain('Nobody here is as wished (a man).');
    expect(dialog.text()).not.toContain('No time suits?');
    expect(dialog.server.callsOf(find).length).toBe(asked);
  });

  it('asks where a patient of a phone visit is called, and says what time it is there', async () => {
    const chicago = { ...patient, zone: 'America/Chicago' };
    const dialog = await open((server) =>
      server
        .when('GET /api/availability/visit-types', {
          items: [aVisitType({ id: followUpId, modality: 'phone' })],
        })
        .when(`GET /api/patients/${patient.id}/header`, { patient: chicago, lookAlikes: [] })
        .when(book, aVisit()),
    );
    await dialog.pickType();
    expect(dialog.field('callNumber').placeholder).toBe('(617) 555-0123, on the chart');
    expect(dialog.text()).toContain('For the patient it is then 10:00 am CST.');
    await dialog.type('callNumber', ' 617 555 0188 ');
    await dialog.press('Book');
    expect(dialog.server.callsOf(book)[0]?.body).toEqual(
      jasmine.objectContaining({ callNumber: '617 555 0188' }),
    );
  });

  it('offers three other times when somebody was faster, and books the one that is pressed', async () => {
    const visit = aVisit({ startsAt: at('13:00') });
    const alternatives = ['13:00', '13:30', '14:00'].map((time) => ({
      providerId: leeId,
      clinicId: riverside,
      startsAt: at(time),
      endsAt: at(time),
    }));
    const dialog = await open((server) =>
      server.refuses(book, { ...aProblem('slot-taken', 409, 'Just taken.'), alternatives }),
    );
    await dialog.pickType();
    await dialog.press('Book');
    expect(dialog.booked).toEqual([]);
    expect(dialog.text()).toContain('Just taken.');
    dialog.server.when(book, visit);
    await dialog.press('Mon, Nov 23, 1:00 pm · Lee');
    expect(dialog.server.callsOf(book)[1]?.body).toEqual(
      jasmine.objectContaining({ startsAt: at('13:00'), patientId: patient.id }),
    );
    expect(dialog.booked).toEqual([visit]);
  });

  it('keeps what was chosen when the server cannot be reached, and repeats under the same key', async () => {
    const visit = aVisit();
    const dialog = await open((server) => server.answers.set(book, 'unreachable'));
    await dialog.pickType();
    await dialog.press('Book');
    expect(dialog.text()).toContain('cannot be reached');
    expect(dialog.field('time').value).toBe('11:00');
    dialog.server.when(book, visit);
    await dialog.press('Book');
    const keys = dialog.server.callsOf(book).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
    expect(dialog.booked).toEqual([visit]);
  });

  it('lets a manager override a soft rule with a reason', async () => {
    const visit = aVisit();
    const dialog = await open((server) => server.refuses(book, outside), 'clinic-manager');
    await dialog.pickType();
    await dialog.press('Book');
    dialog.server.when(book, visit);
    await dialog.type('reason', 'Travels far');
    await dialog.press('Book anyway');
    expect(dialog.server.callsOf(book)[1]?.body).toEqual(
      jasmine.objectContaining({
        overrides: [{ rule: 'outside-template', reason: 'Travels far' }],
      }),
    );
    expect(dialog.booked).toEqual([visit]);
  });

  it('lets a manager book beside a visit whose type allows it, for a reason', async () => {
    const visit = aVisit();
    const message = 'Another visit stands at that time.';
    const dialog = await open(
      (server) =>
        server.refuses(book, {
          ...aProblem('slot-taken', 409, 'Just taken.'),
          alternatives: [],
          overridable: [{ rule: 'time-taken', permission: 'appointment:overbook', message }],
        }),
      'clinic-manager',
    );
    await dialog.pickType();
    await dialog.press('Book');
    expect(dialog.text()).toContain(message);
    dialog.server.when(book, visit);
    await dialog.type('reason', 'Travels far');
    await dialog.press('Book anyway');
    expect(dialog.server.callsOf(book)[1]?.body).toEqual(
      jasmine.objectContaining({ overrides: [{ rule: 'time-taken', reason: 'Travels far' }] }),
    );
    expect(dialog.booked).toEqual([visit]);
  });

  it('tells others who may override it', async () => {
    const dialog = await open((server) => server.refuses(book, outside));
    await dialog.pickType();
    await dialog.press('Book');
    expect(dialog.text()).toContain('A clinic manager may override this');
    expect(dialog.text()).not.toContain('Book anyway');
  });

  it('holds the time that is chosen, and confirms the hold', async () => {
    const visit = aVisit();
    const dialog = await open((server) => server.when(confirmHeld, visit));
    await dialog.pickType();
    await settled();
    await dialog.whenStable();
    expect(dialog.server.callsOf(hold).map(({ body }) => body)).toEqual([
      jasmine.objectContaining({ patientId: patient.id, startsAt: at('11:00') }),
    ]);
    expect(dialog.text()).toContain('Held for you for 5:00');
    await dialog.press('Book');
    expect(dialog.server.callsOf(book)).toEqual([]);
    expect(dialog.server.callsOf(confirmHeld).map(({ body }) => body)).toEqual([
      { expectedVersion: held.version, overrides: [] },
    ]);
    expect(dialog.booked).toEqual([visit]);
    dialog.close();
    await settled();
    expect(dialog.server.callsOf(releaseHeld)).toEqual([]);
  });

  it('keeps the hold while the reason is typed, and books it along', async () => {
    const visit = aVisit({ reason: 'Knee pain' });
    const dialog = await open((server) => server.when(confirmHeld, visit));
    await dialog.pickType();
    await settled();
    await dialog.type('visitReason', ' Knee pain ');
    await settled();
    await dialog.press('Book');
    expect(dialog.server.callsOf(hold).map(({ body }) => Object.keys(body as object))).toEqual([
      ['clinicId', 'patientId', 'visitTypeId', 'providerId', 'startsAt', 'overrides'],
    ]);
    expect(dialog.server.callsOf(confirmHeld).map(({ body }) => body)).toEqual([
      { expectedVersion: held.version, reason: 'Knee pain', overrides: [] },
    ]);
    expect(dialog.booked).toEqual([visit]);
  });

  it('for a recall begins with what it says, and closes it with the booking', async () => {
    const recall = aRecall({ patient: held.patient, note: 'Fasting' });
    const visit = aVisit();
    const dialog = await open((server) => server.when(confirmHeld, visit), 'scheduler', recall);
    expect(dialog.text()).toContain('To come back around Tue, Feb 23, 2027: Fasting');
    expect(dialog.field('visitType').value).toBe(followUpId);
    await settled();
    await dialog.whenStable();
    await dialog.press('Book');
    expect(dialog.server.callsOf(hold).map(({ body }) => Object.keys(body as object))).toEqual([
      ['clinicId', 'patientId', 'visitTypeId', 'providerId', 'startsAt', 'overrides'],
    ]);
    expect(dialog.server.callsOf(confirmHeld).map(({ body }) => body)).toEqual([
      { expectedVersion: held.version, recallId: recall.id, overrides: [] },
    ]);
    expect(dialog.booked).toEqual([visit]);
  });

  it('lets the hold go when another time is chosen, and when the dialog is left', async () => {
    const dialog = await open((server) => server.when(releaseHeld, held));
    await dialog.pickType();
    await settled();
    await dialog.type('time', '11:30');
    await settled();
    await dialog.whenStable();
    expect(dialog.server.callsOf(releaseHeld).length).toBe(1);
    expect(dialog.server.callsOf(hold).length).toBe(2);
    dialog.close();
    await settled();
    expect(dialog.server.callsOf(releaseHeld).length).toBe(2);
  });

  it('books anew when the hold has ended before the button was pressed', async () => {
    const visit = aVisit();
    const dialog = await open((server) => server.when(book, visit));
    await dialog.pickType();
    await settled();
    dialog.clock.now.set(at('09:05'));
    await dialog.whenStable();
    expect(dialog.text()).toContain('No longer held');
    await dialog.press('Book');
    expect(dialog.server.callsOf(confirmHeld)).toEqual([]);
    expect(dialog.booked).toEqual([visit]);
  });

  it('says at once that a time cannot be held, with others instead', async () => {
    const dialog = await open((server) =>
      server.refuses(hold, { ...aProblem('slot-taken', 409, 'Just taken.'), alternatives: [] }),
    );
    await dialog.pickType();
    await settled();
    await dialog.whenStable();
    expect(dialog.text()).toContain('Just taken.');
    expect(dialog.booked).toEqual([]);
  });

  it('looks for times when the patient can come, and puts who finds none on the waitlist', async () => {
    const dialog = await open((server) =>
      server
        .when(find, { items: [], explanation: 'Every time for this visit type is taken.' })
        .refuses(wait, aProblem('rule-broken', 422, 'The patient waits for this already.')),
    );
    await dialog.pickType();
    await dialog.press('Any day and time');
    await dialog.press('Tue');
    await dialog.type('earliestTime', '13:00');
    await dialog.choose('How far ahead', '7');
    await dialog.choose('Order of the free times', 'fit');
    const wishes = { weekdays: [2], earliestTime: '13:00', latestTime: null };
    expect(dialog.server.callsOf(find).at(-1)?.body).toEqual(
      jasmine.objectContaining({ ...wishes, days: 7, order: 'fit', patientId: patient.id }),
    );
    expect(dialog.text()).toContain('Tue, from 1:00 pm');
    expect(dialog.text()).toContain('Every time for this visit type is taken.');
    await dialog.press('No time suits? Add to the waitlist…');
    await dialog.press('Add to the waitlist');
    expect(dialog.text()).toContain('The patient waits for this already.');
    expect(dialog.closed()).toBe(0);
    dialog.server.when(wait, {});
    await dialog.press('Add to the waitlist');
    const calls = dialog.server.callsOf(wait);
    expect(calls.map(({ body }) => body)).toEqual(
      Array.from({ length: 2 }, () => ({
        ...{ clinicId: riverside, patientId: patient.id, visitTypeId: followUpId },
        ...{ urgency: 'routine', providerIds: [leeId], ...wishes },
        ...{ providerLanguage: null, providerGender: null },
      })),
    );
    expect(calls[0]?.headers['Idempotency-Key']).toBe(calls[1]?.headers['Idempotency-Key']);
    expect(dialog.closed()).toBe(1);
  });

  it('says that a time which the clocks skip does not exist', async () => {
    const dialog = await open(() => undefined);
    await dialog.type('date', '2026-03-08');
    await dialog.type('time', '02:30');
    expect(dialog.text()).toContain('it does not exist');
    expect(dialog.text()).toContain('Choose a visit type.');
  });

  it('is parked while somebody else is served, and taken up again as it was', async () => {
    const dialog = await open((server) => server.when(releaseHeld, null));
    await dialog.pickType();
    await dialog.type('visitReason', 'Cough for a week');
    await settled();
    await dialog.press('Park');
    dialog.close();
    expect([dialog.closed(), dialog.booked.length]).toEqual([1, 0]);
    const parked = TestBed.inject(ParkedBookings);
    const [draft] = parked.here();
    expect(draft).toEqual(
      jasmine.objectContaining({
        visitTypeId: followUpId,
        providerId: leeId,
        startsAt: at('11:00'),
      }),
    );
    parked.take(draft!);
    expect(parked.here()).toEqual([]);

    const again = await show({ draft: draft! });
    expect(again.field('visitReason').value).toBe('Cough for a week');
    expect(again.text()).toContain(patient.family);
    await again.whenStable();
    await settled();
    expect(dialog.server.callsOf(hold).at(-1)?.body).toEqual(
      jasmine.objectContaining({ patientId: patient.id, startsAt: at('11:00') }),
    );
  });

  it('forgets what was parked when the session ends', async () => {
    const dialog = await open(() => undefined);
    await dialog.press('Park');
    const parked = TestBed.inject(ParkedBookings);
    expect(parked.here().length).toBe(1);
    TestBed.inject(Session).lose('signed-out');
    TestBed.tick();
    expect(parked.here()).toEqual([]);
  });
});
