import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { history } from './calendar-queries.ts';
import { bookAppointment, cancelAppointment } from './calendar-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { resizeAppointment, type ResizeAppointment } from './resize-service.ts';

const day = '2026-11-24';
const at = (time: string): string => new Date(`${day}T${time}:00-05:00`).toISOString();

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(buffers: { bufferBefore?: number; bufferAfter?: number } = {}) {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t, buffers);
  return { clinic, visit: await book(clinic, '09:00') };
}

/** For a patient of its own. */
async function book(
  clinic: BookableClinic,
  time: string,
  wish: { visitTypeId?: string; overrides?: ResizeAppointment['overrides'] } = {},
): Promise<Appointment> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const place = { clinicId, providerId, patientId, visitTypeId, startsAt: at(time) };
  return clinic.actAs(clinic.manager, (ctx) =>
    bookAppointment(ctx, { ...place, overrides: [], ...wish }),
  );
}

type Wish = Pick<ResizeAppointment, 'minutes'> & Partial<ResizeAppointment>;

function resize(
  clinic: BookableClinic,
  { id: appointmentId, version: expectedVersion }: Appointment,
  wish: Wish,
  by: GivenStaff = clinic.scheduler,
): Promise<Appointment> {
  const input = { appointmentId, expectedVersion, overrides: [], ...wish };
  return clinic.actAs(by, (ctx) => resizeAppointment(ctx, input));
}

function changes<T>(clinic: BookableClinic, action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(day),
    fold: foldCalendar,
    action,
    types: ['calendar.appointment-resized'],
  });
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  return expectNoChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(day),
    action,
    refusal,
  });
}

async function occupied(clinic: BookableClinic): Promise<[string, string, number][]> {
  const rows = await t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId })
    .orderBy(['starts_at', 'lane'])
    .select<{ starts_at: string; ends_at: string; lane: number }[]>('*');
  return rows.map((row) => [row.starts_at, row.ends_at, row.lane]);
}

describe('the length of a visit', () => {
  it('grows and shrinks: it begins when it did, keeps its type, and takes its buffers with it', async () => {
    const { clinic, visit } = await given({ bufferBefore: 5, bufferAfter: 10 });
    const { answer: longer } = await changes(clinic, () => resize(clinic, visit, { minutes: 50 }));
    assert.deepEqual(longer, { ...visit, endsAt: at('09:50'), version: 2 });
    assert.deepEqual(await occupied(clinic), [[at('08:55'), at('10:00'), 0]]);
    const { answer: shorter } = await changes(clinic, () =>
      resize(clinic, longer, { minutes: 15 }),
    );
    assert.equal(shorter.endsAt, at('09:15'));
    assert.deepEqual(await occupied(clinic), [[at('08:55'), at('09:25'), 0]]);
    const versions = await clinic.act((ctx) => history(ctx, visit.id));
    assert.deepEqual(
      versions.map(({ act, endsAt }) => [act, endsAt]),
      [
        ['resized', at('09:15')],
        ['resized', at('09:50')],
        ['booked', at('09:30')],
      ],
    );
    const details = await t
      .owner('audit_entry')
      .where({ entity_id: visit.id, act: 'appointment.resize' })
      .orderBy('at')
      .pluck('detail');
    assert.deepEqual(
      details.map((detail: { from: number; to: number }) => [detail.from, detail.to]).sort(),
      [
        [30, 50],
        [50, 15],
      ],
    );
  });

  it('frees what it no longer takes, for the next booking', async () => {
    const { clinic, visit } = await given();
    await refuses(clinic, 'slot-taken', () => book(clinic, '09:15'));
    await resize(clinic, visit, { minutes: 15 });
    assert.equal((await book(clinic, '09:15')).startsAt, at('09:15'));
  });

  it('does not change into time that somebody else has, buffers included', async () => {
    const { clinic, visit } = await given({ bufferBefore: 5 });
    await book(clinic, '10:00');
    await refuses(clinic, 'slot-taken', () => resize(clinic, visit, { minutes: 60 }));
    const fits = await resize(clinic, visit, { minutes: 55 });
    assert.equal(fits.endsAt, at('09:55'));
  });

  it('does not change beyond the provider’s hours, unless who may overrides it with a reason', async () => {
    const { clinic } = await given();
    const last = await book(clinic, '16:30');
    await refuses(clinic, 'rule-broken outside-template', () =>
      resize(clinic, last, { minutes: 45 }),
    );
    const overrides = [{ rule: 'outside-template', reason: 'Dr Lee stays' }];
    await refuses(clinic, 'not-allowed', () => resize(clinic, last, { minutes: 45, overrides }));
    const { answer } = await changes(clinic, () =>
      resize(clinic, last, { minutes: 45, overrides }, clinic.manager),
    );
    assert.equal(answer.endsAt, at('17:15'));
    // What is shorter again asks nobody.
    assert.equal((await resize(clinic, answer, { minutes: 35 })).endsAt, at('17:05'));
  });

  it('does not count again in a day that is full', async () => {
    t.clock.set(testStart);
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId, visitsADay: 1 });
    const full = { ...clinic, providerId };
    await book(full, '09:00');
    const overrides = [{ rule: 'day-full', reason: 'She cannot wait' }];
    const second = await book(full, '11:00', { overrides });
    assert.equal((await resize(full, second, { minutes: 45 })).endsAt, at('11:45'));
  });

  it('leaves a visit that stands beside another where it is when it gets shorter', async () => {
    const { clinic } = await given();
    const { organizationId, clinicId } = clinic;
    const terms = { overbookTolerance: 1 };
    const visitTypeId = await givenVisitType(t, { organizationId, clinicId, terms });
    await book(clinic, '13:00', { visitTypeId });
    const overrides = [{ rule: 'time-taken', reason: 'She travels for two hours' }];
    const beside = await book(clinic, '13:00', { visitTypeId, overrides });
    await resize(clinic, beside, { minutes: 20 });
    assert.deepEqual((await occupied(clinic)).slice(1), [
      [at('13:00'), at('13:30'), 0],
      [at('13:00'), at('13:20'), 1],
    ]);
  });

  it('is refused once the visit has started or is off, to who may not move visits, and onto a stale picture', async () => {
    const { clinic, visit } = await given();
    const biller = await givenStaff(t, {
      organizationId: clinic.organizationId,
      clinicIds: clinic.clinicIds,
      role: 'biller',
    });
    await refuses(clinic, 'not-allowed', () => resize(clinic, visit, { minutes: 20 }, biller));
    const stale = { minutes: 20, expectedVersion: 7 };
    await refuses(clinic, 'conflict', () => resize(clinic, visit, stale));
    t.clock.set(at('09:00'));
    await refuses(clinic, 'rule-broken already-started', () =>
      resize(clinic, visit, { minutes: 20 }),
    );
    t.clock.set(testStart);
    const off = await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: visit.id, expectedVersion: null, reason: 'pat' }),
    );
    await refuses(clinic, 'rule-broken wrong-state', () => resize(clinic, off, { minutes: 20 }));
  });

  it('changes nothing where it is what it was', async () => {
    const { clinic, visit } = await given();
    assert.deepEqual(await resize(clinic, visit, { minutes: 30 }), visit);
  });
});
