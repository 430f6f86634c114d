import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { getAppointment } from './calendar-queries.ts';
import { bookAppointment, cancelAppointment } from './calendar-service.ts';
import { describeAppointment } from './describe-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from './hold-service.ts';
import { markAppointmentInError } from './visit-step-service.ts';

const day = '2026-11-24';
const ten = '2026-11-24T15:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function place(clinic: BookableClinic) {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  return { clinicId, providerId, patientId, visitTypeId, startsAt: ten, overrides: [] };
}

async function given(reason?: string): Promise<{ clinic: BookableClinic; visit: Appointment }> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const visit = await clinic.act((ctx) => bookAppointment(ctx, { ...place(clinic), reason }));
  return { clinic, visit };
}

const write = (
  clinic: BookableClinic,
  { id: appointmentId, version: expectedVersion }: Appointment,
  words: { reason: string; note: string },
  by: GivenStaff = clinic.scheduler,
) =>
  clinic.actAs(by, (ctx) => describeAppointment(ctx, { appointmentId, expectedVersion, ...words }));

function changes<T>(clinic: BookableClinic, action: () => Promise<T>, types?: string[]) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(day),
    fold: foldCalendar,
    action,
    types: types ?? ['calendar.appointment-described'],
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

const words = { reason: 'Knee pain', note: 'Uses a wheelchair' };

describe('what is written on a visit', () => {
  it('begins with the booking', async () => {
    const { visit } = await given('Knee pain');
    assert.deepEqual([visit.reason, visit.note], ['Knee pain', null]);
    const { visit: unsaid } = await given('');
    assert.equal(unsaid.reason, null);
  });

  it('comes with the booking also where its time was held', async () => {
    t.clock.set(testStart);
    const clinic = await givenBookableClinic(t);
    const held = await clinic.act((ctx) => holdAppointment(ctx, place(clinic)));
    const known = { appointmentId: held.id, expectedVersion: held.version };
    const { answer: booked } = await changes(
      clinic,
      () =>
        clinic.act((ctx) => confirmAppointment(ctx, { ...known, reason: 'Cough', overrides: [] })),
      ['calendar.appointment-booked'],
    );
    assert.equal(booked.reason, 'Cough');
  });

  it('is written anew, kept in the history, and audited without its words', async () => {
    const { clinic, visit } = await given('Knee');
    const { answer: described } = await changes(clinic, () => write(clinic, visit, words));
    assert.deepEqual(
      [described.reason, described.note, described.version],
      [words.reason, words.note, 2],
    );
    const versions = await t
      .owner('appointment_version')
      .where({ id: visit.id })
      .orderBy('version')
      .select<{ act: string; row: { reason: string; note: string } }[]>('act', 'row');
    assert.deepEqual(
      versions.map(({ act, row }) => [act, row.reason, row.note]),
      [
        ['booked', 'Knee', null],
        ['described', words.reason, words.note],
      ],
    );
    const entry = await t
      .owner('audit_entry')
      .where({ entity_id: visit.id, act: 'appointment.describe' })
      .first<{ detail: unknown }>('detail');
    assert.deepEqual(entry.detail, { changed: ['reason', 'note'] });
    const { answer: emptied } = await changes(clinic, () =>
      write(clinic, described, { reason: '', note: words.note }),
    );
    assert.deepEqual([emptied.reason, emptied.note], [null, words.note]);
  });

  it('that says the same changes nothing', async () => {
    const { clinic, visit } = await given('Knee pain');
    const { answer } = await changes(
      clinic,
      () => write(clinic, visit, { reason: 'Knee pain', note: '' }),
      [],
    );
    assert.deepEqual(answer, visit);
  });

  it('can be by who sees the patient, also when the visit is cancelled', async () => {
    const { clinic, visit } = await given();
    const clinician = await givenStaff(t, { ...clinic, role: 'clinician' });
    const cancelled = await clinic.act((ctx) =>
      cancelAppointment(ctx, {
        appointmentId: visit.id,
        expectedVersion: visit.version,
        reason: 'pat',
      }),
    );
    const { answer } = await changes(clinic, () => write(clinic, cancelled, words, clinician));
    assert.deepEqual([answer.status, answer.note], ['cancelled', words.note]);
  });

  it('is not written over what somebody else wrote meanwhile', async () => {
    const { clinic, visit } = await given();
    const theirs = await write(clinic, visit, { reason: 'Cough', note: '' });
    await refuses(clinic, 'conflict', () => write(clinic, visit, words));
    const now = await clinic.act((ctx) => getAppointment(ctx, visit.id));
    assert.deepEqual(now, theirs);
  });

  it('is refused to who only reads visits, and hidden from who does not work here', async () => {
    const { clinic, visit } = await given();
    const biller = await givenStaff(t, { ...clinic, role: 'biller' });
    await refuses(clinic, 'not-allowed', () => write(clinic, visit, words, biller));
    const { manager: stranger } = await givenBookableClinic(t);
    await refuses(clinic, 'not-found', () => write(clinic, visit, words, stranger));
  });

  it('is refused while the time is only held, and for a visit that never was', async () => {
    const { clinic, visit } = await given();
    const struck = await clinic.actAs(clinic.manager, (ctx) =>
      markAppointmentInError(ctx, {
        appointmentId: visit.id,
        expectedVersion: visit.version,
        reason: 'duplicate',
      }),
    );
    await refuses(clinic, 'rule-broken wrong-state', () => write(clinic, struck, words));
    const held = await clinic.act((ctx) => holdAppointment(ctx, place(clinic)));
    await refuses(clinic, 'rule-broken wrong-state', () => write(clinic, held, words));
  });
});
