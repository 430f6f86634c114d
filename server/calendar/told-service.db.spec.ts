import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CancelReason } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { bookAppointment, cancelAppointment, moveAppointment } from './calendar-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { confirmTold } from './told-service.ts';
import type { Telling } from './told-rules.ts';
import { arriveAppointment } from './visit-step-service.ts';

const day = '2026-11-23';
const [one, two, three] = ['18:00', '19:00', '20:00'].map((time) => `${day}T${time}:00.000Z`) as [
  string,
  string,
  string,
];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(): Promise<{ clinic: BookableClinic; visit: Appointment }> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: one, overrides: [] };
  return { clinic, visit: await clinic.act((ctx) => bookAppointment(ctx, wish)) };
}

const known = ({ id: appointmentId, version: expectedVersion }: Appointment) => ({
  appointmentId,
  expectedVersion,
});

const move = (clinic: BookableClinic, visit: Appointment, startsAt: string, telling?: Telling) =>
  clinic.act((ctx) => moveAppointment(ctx, { ...known(visit), startsAt, telling, overrides: [] }));

const cancel = (clinic: BookableClinic, visit: Appointment, reason: CancelReason) =>
  clinic.act((ctx) => cancelAppointment(ctx, { ...known(visit), reason }));

const tell = (clinic: BookableClinic, visit: Appointment, by: GivenStaff = clinic.scheduler) =>
  clinic.actAs(by, (ctx) => confirmTold(ctx, { ...known(visit), way: 'phone' }));

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(day),
    fold: foldCalendar,
    action,
    types,
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

describe('what the patient knows', () => {
  it('is the old place after the clinic moved the visit without them, until somebody tells them', async () => {
    const { clinic, visit } = await given();
    const { answer: moved } = await changes(clinic, ['calendar.appointment-moved'], () =>
      move(clinic, visit, two, 'told-later'),
    );
    const expected = { since: testStart, providerId: clinic.providerId, startsAt: one };
    assert.deepEqual(moved.notTold, expected);
    const { answer: told } = await changes(clinic, ['calendar.appointment-told'], () =>
      tell(clinic, moved),
    );
    assert.deepEqual([told.notTold, told.startsAt], [null, two]);
    const entry = await t
      .owner('audit_entry')
      .where({ entity_id: visit.id, act: 'appointment.confirm-told' })
      .first<{ detail: unknown }>('detail');
    assert.deepEqual(entry.detail, { way: 'phone' });
  });

  it('stays what they were told last, however often the visit is moved', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two, 'told-later');
    const again = await move(clinic, moved, three, 'told-later');
    assert.equal(again.notTold?.startsAt, one);
    const byHand = await move(clinic, again, two);
    assert.equal(byHand.notTold?.startsAt, one);
  });

  it('is right again once the visit stands where they expect it', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two, 'told-later');
    const { answer: back } = await changes(clinic, ['calendar.appointment-moved'], () =>
      move(clinic, moved, one),
    );
    assert.equal(back.notTold, null);
  });

  it('is what was moved with them, or what they do themselves', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two);
    assert.equal(moved.notTold, null);
    const untold = await move(clinic, moved, three, 'told-later');
    assert.equal((await cancel(clinic, untold, 'pat')).notTold, null);
  });

  it('is still the visit that the clinic cancelled after it had moved it', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two, 'told-later');
    const cancelled = await cancel(clinic, moved, 'prov');
    assert.equal(cancelled.notTold?.startsAt, one);
    assert.equal((await tell(clinic, cancelled)).notTold, null);
  });

  it('is plain once they are here', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two, 'told-later');
    const here = await clinic.act((ctx) => arriveAppointment(ctx, known(moved)));
    assert.deepEqual([here.status, here.notTold], ['arrived', null]);
  });

  it('is noted once, by who moves visits here, on the visit as it is', async () => {
    const { clinic, visit } = await given();
    const moved = await move(clinic, visit, two, 'told-later');
    await refuses(clinic, 'conflict', () => tell(clinic, visit));
    const clinician = await givenStaff(t, { ...clinic, role: 'clinician' });
    await refuses(clinic, 'not-allowed', () => tell(clinic, moved, clinician));
    const { manager: stranger } = await givenBookableClinic(t);
    await refuses(clinic, 'not-found', () => tell(clinic, moved, stranger));
    const told = await tell(clinic, moved);
    await refuses(clinic, 'rule-broken wrong-state', () => tell(clinic, told));
  });
});
