import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider, givenStaff } from '../staff/given-organization.ts';
import { history, listPatientAppointments } from './calendar-queries.ts';
import {
  bookAppointment,
  cancelAppointment,
  closeUndo,
  moveAppointment,
  reinstateAppointment,
} from './calendar-service.ts';
import { givenAppointment } from './given-appointment.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York; Tuesday lies ahead.
const [monday, tuesday, wednesday] = ['2026-11-23', '2026-11-24', '2026-11-25'] as const;
const nine = '2026-11-24T14:00:00.000Z';
const ten = '2026-11-24T15:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const days = [monday, tuesday, wednesday] as const;

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(...days),
    fold: foldCalendar,
    action,
    types,
  });
}

async function refuses(
  clinic: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const snapshot = async () => ({
    visits: await clinic.snapshot(...days),
    occupied: await occupied(clinic),
  });
  await expectNoChange({ t, organizationId: clinic.organizationId, snapshot, action, refusal });
}

function occupied(clinic: BookableClinic) {
  return t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId })
    .orderBy(['starts_at', 'appointment_id'])
    .select<{ appointment_id: string; resource_id: string; starts_at: string; ends_at: string }[]>(
      'appointment_id',
      'resource_id',
      'starts_at',
      'ends_at',
    );
}

function wanted(clinic: BookableClinic, startsAt = nine) {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  return { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
}

function book(clinic: BookableClinic, startsAt = nine): Promise<Appointment> {
  return clinic.act((ctx) => bookAppointment(ctx, wanted(clinic, startsAt)));
}

async function lastAct(clinic: BookableClinic): Promise<{ act: string; detail: unknown }> {
  const row = await t
    .owner('audit_entry')
    .where({ organization_id: clinic.organizationId, kind: 'act' })
    .orderBy('id', 'desc')
    .first<{ act: string; detail: unknown }>('act', 'detail');
  return row;
}

describe('booking', () => {
  it('puts the visit on every console, and its time with the buffers into occupied time', async () => {
    const clinic = await givenBookableClinic(t, { bufferBefore: 5, bufferAfter: 10 });
    const { answer } = await changes(clinic, ['calendar.appointment-booked'], () => book(clinic));
    assert.equal(answer.endsAt, '2026-11-24T14:30:00.000Z');
    assert.deepEqual(await occupied(clinic), [
      {
        appointment_id: answer.id,
        resource_id: clinic.providerId,
        starts_at: '2026-11-24T13:55:00.000Z',
        ends_at: '2026-11-24T14:40:00.000Z',
      },
    ]);
    const { act, detail } = await lastAct(clinic);
    assert.equal(act, 'appointment.book');
    assert.doesNotMatch(JSON.stringify(detail), /Díaz|Ana/);
  });

  it('takes a start with another offset as the same instant', async () => {
    const clinic = await givenBookableClinic(t);
    const visit = await book(clinic, '2026-11-24T09:00:00-05:00');
    assert.equal(visit.startsAt, nine);
  });

  it('refuses a time that is taken and names the next three free times', async () => {
    const clinic = await givenBookableClinic(t);
    await book(clinic);
    const other = await givenPatient(t, clinic);
    const again = () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...wanted(clinic), patientId: other }));
    await refuses(clinic, 'slot-taken', again);
    await assert.rejects(again, (error: { details: { alternatives: { startsAt: string }[] } }) => {
      assert.deepEqual(
        error.details.alternatives.map((slot) => slot.startsAt.slice(11, 16)),
        ['14:30', '14:45', '15:00'],
      );
      return true;
    });
  });

  it('refuses a time whose buffers would touch the visit before', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 15 });
    await book(clinic);
    await refuses(clinic, 'slot-taken', () => book(clinic, '2026-11-24T14:30:00.000Z'));
  });

  it('offers other providers of the clinic when the same one has no time left', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    const busy = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, {
      organizationId,
      clinicId,
      providerId: busy,
      effectiveTo: tuesday,
      blocks: [{ weekday: 2, startsAt: '09:00', endsAt: '09:30' }],
    });
    const place = { ...wanted(clinic), providerId: busy };
    await clinic.act((ctx) => bookAppointment(ctx, place));
    const patientId = await givenPatient(t, clinic);
    await assert.rejects(
      clinic.act((ctx) => bookAppointment(ctx, { ...place, patientId })),
      (error: { details: { alternatives: { providerId: string }[] } }) => {
        const providers = error.details.alternatives.map((slot) => slot.providerId);
        assert.deepEqual(providers, Array(3).fill(clinic.providerId));
        return true;
      },
    );
  });

  it('refuses a provider who is busy in another clinic, without showing what is there', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicIds, providerId } = clinic;
    const elsewhere = clinicIds[1]!;
    const theirs = await givenVisitType(t, { organizationId, clinicId: elsewhere });
    const id = await givenAppointment(t, {
      organizationId,
      clinicId: elsewhere,
      providerId,
      visitTypeId: theirs,
      startsAt: nine,
    });
    const here = await givenStaff(t, { organizationId, clinicIds: [clinic.clinicId] });
    const action = () => clinic.actAs(here, (ctx) => bookAppointment(ctx, wanted(clinic)));
    await refuses(clinic, 'slot-taken', action);
    await assert.rejects(action, (error) => !JSON.stringify(error).includes(id));
  });

  it('refuses the past, a broken minute, and what is not of the clinic', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const closed = await givenVisitType(t, { ...clinic, active: false });
    const attempt = (changed: Partial<ReturnType<typeof wanted>>) => () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...wanted(clinic), ...changed }));
    const early = '2026-11-23T14:59:00.000Z';
    await refuses(clinic, 'rule-broken in-the-past', attempt({ startsAt: early }));
    await refuses(clinic, 'invalid-input', attempt({ startsAt: '2026-11-24T14:00:30.000Z' }));
    await refuses(clinic, 'invalid-input', attempt({ providerId: other.providerId }));
    await refuses(clinic, 'invalid-input', attempt({ patientId: other.patientId }));
    await refuses(clinic, 'invalid-input', attempt({ visitTypeId: other.visitTypeId }));
    await refuses(clinic, 'invalid-input', attempt({ visitTypeId: closed }));
  });

  it('refuses somebody whose role does not book, and somebody of another clinic', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicIds } = clinic;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    const next = await givenStaff(t, { organizationId, clinicIds: [clinicIds[1]!] });
    for (const staff of [biller, next]) {
      await refuses(clinic, 'not-allowed', () =>
        clinic.actAs(staff, (ctx) => bookAppointment(ctx, wanted(clinic))),
      );
    }
  });
});

describe('soft rules', () => {
  const evening = '2026-11-24T23:00:00.000Z';

  it('refuse a time outside of the hours and say who may override', async () => {
    const clinic = await givenBookableClinic(t);
    await refuses(clinic, 'rule-broken outside-template', () => book(clinic, evening));
    await assert.rejects(book(clinic, evening), (error: { details: { overridable: unknown } }) => {
      assert.deepEqual(error.details.overridable, [
        {
          rule: 'outside-template',
          permission: 'appointment:overbook',
          message: 'The time lies outside the provider’s hours.',
        },
      ]);
      return true;
    });
  });

  it('give way to a manager with a reason, which goes to the audit log', async () => {
    const clinic = await givenBookableClinic(t);
    const overrides = [{ rule: 'outside-template', reason: 'asked by the provider' }];
    const place = { ...wanted(clinic, evening), overrides };
    await refuses(clinic, 'not-allowed', () => clinic.act((ctx) => bookAppointment(ctx, place)));
    await changes(clinic, ['calendar.appointment-booked'], () =>
      clinic.actAs(clinic.manager, (ctx) => bookAppointment(ctx, place)),
    );
    const { detail } = await lastAct(clinic);
    assert.deepEqual((detail as { overrides: unknown }).overrides, overrides);
  });

  it('refuse a visit type to which the hours are not open', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    const visitTypeIds = [await givenVisitType(t, clinic)];
    await givenTemplate(t, {
      organizationId,
      clinicId,
      providerId,
      blocks: [{ weekday: 2, startsAt: '08:00', endsAt: '12:00', visitTypeIds }],
    });
    await refuses(clinic, 'rule-broken visit-type-not-allowed', () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...wanted(clinic), providerId })),
    );
  });

  it('refuse a patient who is expected elsewhere at that time, unless a scheduler gives a reason', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId });
    await book(clinic);
    const place = { ...wanted(clinic, '2026-11-24T14:15:00.000Z'), providerId };
    await refuses(clinic, 'rule-broken patient-busy', () =>
      clinic.act((ctx) => bookAppointment(ctx, place)),
    );
    const overrides = [{ rule: 'patient-busy', reason: 'two short visits' }];
    await changes(clinic, ['calendar.appointment-booked'], () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...place, overrides })),
    );
  });

  it('come after the time being taken, which nobody overrides', async () => {
    const clinic = await givenBookableClinic(t);
    await book(clinic);
    await refuses(clinic, 'slot-taken', () => book(clinic));
  });
});

describe('moving', () => {
  it('keeps the identity, frees the old time and is one change', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const { answer } = await changes(clinic, ['calendar.appointment-moved'], () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: 1,
          startsAt: ten,
          overrides: [],
        }),
      ),
    );
    assert.deepEqual([answer.id, answer.version, answer.startsAt], [id, 2, ten]);
    assert.deepEqual(
      (await occupied(clinic)).map((row) => row.starts_at),
      [ten],
    );
    await book({ ...clinic, patientId: await givenPatient(t, clinic) });
  });

  it('may overlap the visit’s own old time', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const startsAt = '2026-11-24T14:15:00.000Z';
    const visit = await clinic.act((ctx) =>
      moveAppointment(ctx, { appointmentId: id, expectedVersion: 1, startsAt, overrides: [] }),
    );
    assert.equal(visit.startsAt, startsAt);
  });

  it('goes to another provider of the clinic', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId });
    const { id } = await book(clinic);
    await changes(clinic, ['calendar.appointment-moved'], () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: null,
          startsAt: nine,
          providerId,
          overrides: [],
        }),
      ),
    );
    assert.deepEqual(
      (await occupied(clinic)).map((row) => row.resource_id),
      [providerId],
    );
  });

  it('to where the visit stands already changes nothing', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const { answer } = await changes(clinic, [], () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: 1,
          startsAt: nine,
          overrides: [],
        }),
      ),
    );
    assert.equal(answer.version, 1);
  });

  it('is refused onto a taken time, into the past, on a stale version and for a cancelled visit', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    await givenAppointment(t, {
      ...clinic,
      patientId: await givenPatient(t, clinic),
      startsAt: ten,
    });
    const move =
      (changed: { startsAt?: string; expectedVersion?: number; appointmentId?: string }) => () =>
        clinic.act((ctx) =>
          moveAppointment(ctx, {
            appointmentId: id,
            expectedVersion: 1,
            startsAt: '2026-11-25T14:00:00.000Z',
            overrides: [],
            ...changed,
          }),
        );
    await refuses(clinic, 'slot-taken', move({ startsAt: ten }));
    await refuses(
      clinic,
      'rule-broken in-the-past',
      move({ startsAt: '2026-11-23T13:00:00.000Z' }),
    );
    await refuses(clinic, 'conflict', move({ expectedVersion: 7 }));
    await refuses(clinic, 'not-found', move({ appointmentId: clinic.patientId }));
    await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: id, expectedVersion: 1, reason: 'pat' }),
    );
    await refuses(clinic, 'conflict', move({}));
    await refuses(clinic, 'rule-broken wrong-state', move({ expectedVersion: 2 }));
  });

  it('shows on a conflict what the visit is now', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const moving = { appointmentId: id, expectedVersion: 1, overrides: [] };
    const moved = await clinic.act((ctx) => moveAppointment(ctx, { ...moving, startsAt: ten }));
    await assert.rejects(
      clinic.act((ctx) => moveAppointment(ctx, { ...moving, startsAt: nine })),
      (error: { details: { current: unknown } }) => {
        assert.deepEqual(error.details.current, moved);
        return true;
      },
    );
  });

  it('does not find a visit of a clinic that is not the caller’s', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { id } = await book(clinic);
    const { organizationId, clinicIds } = clinic;
    const next = await givenStaff(t, { organizationId, clinicIds: [clinicIds[1]!] });
    await refuses(clinic, 'not-found', () =>
      clinic.actAs(next, (ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: 1,
          startsAt: ten,
          overrides: [],
        }),
      ),
    );
  });
});

describe('cancelling', () => {
  const cancel = (clinic: BookableClinic, appointmentId: string, note?: string) =>
    clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId, expectedVersion: null, reason: 'pat-lt', note }),
    );

  it('frees the time, keeps reason and notice, and opens the undo window', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const { answer } = await changes(clinic, ['calendar.appointment-cancelled'], () =>
      cancel(clinic, id, 'bus strike'),
    );
    assert.deepEqual(answer.cancellation, {
      reason: 'pat-lt',
      note: 'bus strike',
      at: '2026-11-23T15:00:00.000Z',
      noticeMinutes: 23 * 60,
      late: true,
      undoUntil: '2026-11-23T15:01:00.000Z',
      undoClosed: false,
    });
    assert.deepEqual(await occupied(clinic), []);
    const { detail } = await lastAct(clinic);
    assert.doesNotMatch(JSON.stringify(detail), /strike/);
  });

  it('with a day’s notice is not late', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic, ten);
    assert.equal((await cancel(clinic, id)).cancellation?.late, false);
  });

  it('is refused once the visit has started, a second time, and to those who may not', async () => {
    const clinic = await givenBookableClinic(t);
    const now = await book(clinic, '2026-11-23T15:00:00.000Z');
    await refuses(clinic, 'rule-broken already-started', () => cancel(clinic, now.id));
    const { id } = await book(clinic);
    const { organizationId, clinicIds } = clinic;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    const attempt = { appointmentId: id, expectedVersion: 1, reason: 'pat' } as const;
    await refuses(clinic, 'not-allowed', () =>
      clinic.actAs(biller, (ctx) => cancelAppointment(ctx, attempt)),
    );
    await cancel(clinic, id);
    await refuses(clinic, 'rule-broken wrong-state', () => cancel(clinic, id));
    await refuses(clinic, 'conflict', () => clinic.act((ctx) => cancelAppointment(ctx, attempt)));
  });

  it('is refused without one of the listed reasons', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    const cancelling = { appointmentId: id, expectedVersion: 1, reason: 'whim' as 'pat' };
    await refuses(clinic, 'invalid-input', () =>
      clinic.act((ctx) => cancelAppointment(ctx, cancelling)),
    );
  });
});

describe('undoing a cancellation', () => {
  async function givenCancelled(clinic: BookableClinic): Promise<string> {
    const { id } = await book(clinic);
    await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: id, expectedVersion: 1, reason: 'pat' }),
    );
    return id;
  }
  const reinstate = (clinic: BookableClinic, appointmentId: string, expectedVersion = 2) =>
    clinic.act((ctx) => reinstateAppointment(ctx, { appointmentId, expectedVersion }));
  const leave = (clinic: BookableClinic, appointmentId: string) =>
    t.database.inTransaction(
      { kind: 'system', organizationId: clinic.organizationId, reason: 'offers leave' },
      (ctx) => closeUndo(ctx, appointmentId),
    );

  it('brings the same visit back and takes its time again', async () => {
    const clinic = await givenBookableClinic(t);
    const id = await givenCancelled(clinic);
    const { answer } = await changes(clinic, ['calendar.appointment-reinstated'], () =>
      reinstate(clinic, id),
    );
    assert.deepEqual([answer.status, answer.cancellation, answer.version], ['booked', null, 3]);
    assert.equal((await occupied(clinic)).length, 1);
  });

  it('is refused when the time has gone', async () => {
    const clinic = await givenBookableClinic(t);
    const id = await givenCancelled(clinic);
    await book({ ...clinic, patientId: await givenPatient(t, clinic) });
    await refuses(clinic, 'slot-taken', () => reinstate(clinic, id));
  });

  it('is refused for a visit that stands, and on a stale version', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    await refuses(clinic, 'rule-broken wrong-state', () => reinstate(clinic, id, 1));
    await refuses(clinic, 'conflict', () => reinstate(clinic, id, 2));
  });

  it('is refused once an offer has left, which closes it once and for all', async () => {
    const clinic = await givenBookableClinic(t);
    const id = await givenCancelled(clinic);
    const { answer } = await changes(clinic, ['calendar.appointment-undo-closed'], () =>
      leave(clinic, id),
    );
    assert.equal(answer, true);
    await changes(clinic, [], () => leave(clinic, id));
    await refuses(clinic, 'rule-broken offer-left', () => reinstate(clinic, id, 3));
  });

  it('tells the offer to stay when the visit stands again', async () => {
    const clinic = await givenBookableClinic(t);
    const id = await givenCancelled(clinic);
    await reinstate(clinic, id);
    const { answer } = await changes(clinic, [], () => leave(clinic, id));
    assert.equal(answer, false);
  });

  it('is refused from the second at which the undo window ends', async (test) => {
    const clinic = await givenBookableClinic(t);
    const id = await givenCancelled(clinic);
    const start = t.clock.now;
    test.after(() => t.clock.set(start));
    t.clock.advance({ seconds: 60 });
    await refuses(clinic, 'rule-broken undo-too-late', () => reinstate(clinic, id));
    t.clock.advance({ milliseconds: -1 });
    assert.equal((await reinstate(clinic, id)).status, 'booked');
  });
});

describe('reading', () => {
  it('tells the history of a visit, newest first, with who did it', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await book(clinic);
    await clinic.actAs(clinic.manager, (ctx) =>
      moveAppointment(ctx, { appointmentId: id, expectedVersion: 1, startsAt: ten, overrides: [] }),
    );
    const entries = await clinic.act((ctx) => history(ctx, id));
    assert.deepEqual(
      entries.map(({ version, act, startsAt, actor }) => [version, act, startsAt, actor]),
      [
        [2, 'moved', ten, 'Rivera, Sam'],
        [1, 'booked', nine, 'Rivera, Sam'],
      ],
    );
  });

  it('lists a patient’s visits only in the clinics that the caller may see', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicIds, patientId } = clinic;
    await book(clinic);
    await book(clinic, '2026-11-25T14:00:00.000Z');
    const seen = await clinic.act((ctx) => listPatientAppointments(ctx, patientId));
    assert.deepEqual(
      seen.map((visit) => visit.startsAt),
      ['2026-11-25T14:00:00.000Z', nine],
    );
    const next = await givenStaff(t, { organizationId, clinicIds: [clinicIds[1]!] });
    const theirs = await clinic.actAs(next, (ctx) => listPatientAppointments(ctx, patientId));
    assert.deepEqual(theirs, []);
  });
});
