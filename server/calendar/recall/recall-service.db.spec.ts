import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import {
  applyRecallChange,
  type Recall,
  type RecallChange,
  type RecallState,
} from '#contract/recalls';
import { addFlag } from '../../patients/flag-service.ts';
import { givenFlag } from '../../patients/given-flag.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import type { Ctx } from '../../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../../platform/db/test-database.ts';
import { runReactionsOnce } from '../../platform/reactions/run-reactions.ts';
import { givenStaff } from '../../staff/given-organization.ts';
import { bookAppointment, cancelAppointment, reinstateAppointment } from '../calendar-service.ts';
import { givenAppointment } from '../given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from '../hold-service.ts';
import {
  arriveAppointment,
  checkInAppointment,
  fulfilAppointment,
  markNoShow,
  reverseNoShow,
} from '../visit-step-service.ts';
import { givenRecall } from './given-recall.ts';
import { countDueRecalls, listPatientRecalls, listRecalls, recallViews } from './recall-queries.ts';
import { recallReactions } from './recall-reactions.ts';
import type { RecallRow } from './recall-repository.ts';
import { addRecall, cancelForLater, dropRecall } from './recall-service.ts';
import { claimRecall, postponeRecall, releaseRecall } from './tend-recall-service.ts';

const ten = '2026-11-24T15:00:00.000Z';
const eleven = '2026-11-24T16:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given(): Promise<BookableClinic> {
  t.clock.set(testStart);
  return givenBookableClinic(t);
}

async function snapshot(clinic: BookableClinic): Promise<RecallState> {
  const views = await clinic.act(async (ctx) =>
    recallViews(ctx, await ctx.db('recall').select<RecallRow[]>('*')),
  );
  return { recalls: Object.fromEntries(views.map((view) => [view.id, view])) };
}

const fold = (state: RecallState, change: { type: string; payload: unknown }): RecallState =>
  change.type.startsWith('recalls.') ? applyRecallChange(state, change as RecallChange) : state;

async function changes<T>(
  clinic: BookableClinic,
  types: string[],
  action: () => Promise<T>,
): Promise<T> {
  const proof = {
    t,
    organizationId: clinic.organizationId,
    snapshot: () => snapshot(clinic),
    fold,
    action,
    types,
  };
  return (await expectChange(proof)).answer;
}

/** Neither a recall nor a visit nor a time is other than before. */
function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  return expectNoChange({
    t,
    organizationId,
    snapshot: async () => ({
      ...(await snapshot(clinic)),
      visits: await t.owner('appointment').where({ organization_id: organizationId }).orderBy('id'),
      occupied: await t
        .owner('occupied_time')
        .where({ organization_id: organizationId })
        .pluck<string[]>('appointment_id'),
    }),
    action,
    refusal,
  });
}

function wish(clinic: BookableClinic, recall: RecallRow, startsAt = ten) {
  const { clinicId, providerId, visitTypeId } = clinic;
  const place = { clinicId, providerId, visitTypeId, startsAt };
  return { ...place, patientId: recall.patient_id, overrides: [], recallId: recall.id };
}

const book = (clinic: BookableClinic, recall: RecallRow, startsAt = ten) =>
  clinic.act((ctx) => bookAppointment(ctx, wish(clinic, recall, startsAt)));

const react = (clinic: BookableClinic) =>
  runReactionsOnce(t.database, recallReactions, clinic.organizationId);

const known = ({ id: appointmentId }: Pick<Appointment, 'id'>) => ({
  appointmentId,
  expectedVersion: null,
});

async function only(clinic: BookableClinic): Promise<Recall> {
  const [recall] = Object.values((await snapshot(clinic)).recalls);
  assert.ok(recall);
  return recall;
}

const booked = ['calendar.appointment-booked', 'recalls.recall-booked'];

function back(clinic: BookableClinic, dueOn = '2027-02-23') {
  return { visitTypeId: clinic.visitTypeId, providerId: clinic.providerId, dueOn, note: 'Fasting' };
}

async function checkedIn(clinic: BookableClinic): Promise<string> {
  const appointmentId = await givenAppointment(t, { ...clinic, startsAt: testStart });
  for (const step of [arriveAppointment, checkInAppointment])
    await clinic.act((ctx) => step(ctx, { appointmentId, expectedVersion: null }));
  return appointmentId;
}

describe('a recall', () => {
  it('is put down at check-out, with the visit that it comes from', async () => {
    const clinic = await given();
    const id = await checkedIn(clinic);
    const types = ['calendar.appointment-fulfilled', 'recalls.recall-added'];
    const visit = await changes(clinic, types, () =>
      clinic.act((ctx) => fulfilAppointment(ctx, { ...known({ id }), back: back(clinic) })),
    );
    const recall = await only(clinic);
    assert.equal(visit.status, 'fulfilled');
    assert.deepEqual(
      [recall.patient.id, recall.fromAppointmentId, recall.dueOn, recall.note, recall.status],
      [visit.patient.id, id, '2027-02-23', 'Fasting', 'open'],
    );
  });

  it('that cannot be leaves the visit where it is', async () => {
    const clinic = await given();
    const id = await checkedIn(clinic);
    await refuses(clinic, 'rule-broken in-the-past', () =>
      clinic.act((ctx) =>
        fulfilAppointment(ctx, { ...known({ id }), back: back(clinic, '2026-11-22') }),
      ),
    );
  });

  it('is put down by hand, by who may, for who may come', async () => {
    const clinic = await given();
    const { clinicId, patientId } = clinic;
    const wanted = { ...back(clinic), clinicId, patientId };
    const clinician = await givenStaff(t, { ...clinic, role: 'clinician' });
    await changes(clinic, ['recalls.recall-added'], () =>
      clinic.actAs(clinician, (ctx) => addRecall(ctx, wanted)),
    );
    const biller = await givenStaff(t, { ...clinic, role: 'biller' });
    await refuses(clinic, 'not-allowed', () =>
      clinic.actAs(biller, (ctx) => addRecall(ctx, wanted)),
    );
    const far = { ...wanted, dueOn: '2031-11-24' };
    await refuses(clinic, 'rule-broken too-far-ahead', () =>
      clinic.act((ctx) => addRecall(ctx, far)),
    );
    await givenFlag(t, clinic, { kind: 'deceased', source: 'family' });
    await refuses(clinic, 'rule-broken deceased', () =>
      clinic.act((ctx) => addRecall(ctx, wanted)),
    );
  });

  it('is closed by the visit that is booked for it, also where its time was held', async () => {
    const clinic = await given();
    const [one, other] = [await givenRecall(t, clinic), await givenRecall(t, clinic)];
    const visit = await changes(clinic, booked, () => book(clinic, one));
    const { recalls } = await snapshot(clinic);
    assert.deepEqual(
      [recalls[one.id]?.status, recalls[one.id]?.appointmentId],
      ['booked', visit.id],
    );
    const { recallId, ...place } = wish(clinic, other, eleven);
    const held = await clinic.act((ctx) => holdAppointment(ctx, place));
    await changes(clinic, booked, () =>
      clinic.act((ctx) => confirmAppointment(ctx, { ...known(held), recallId, overrides: [] })),
    );
    assert.equal((await snapshot(clinic)).recalls[other.id]?.appointmentId, held.id);
  });

  it('is booked once: of ten at once one wins, and the others leave no visit behind', async () => {
    const clinic = await given();
    const recall = await givenRecall(t, clinic);
    const starts = Array.from(
      { length: 10 },
      (_, n) => `2026-11-24T${String(14 + Math.floor(n / 2))}:${n % 2 ? '30' : '00'}:00.000Z`,
    );
    const tries = await Promise.allSettled(
      starts.map((startsAt) => book(clinic, recall, startsAt)),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    const visits = await t
      .owner('appointment')
      .where({ organization_id: clinic.organizationId })
      .pluck<string[]>('id');
    assert.deepEqual(visits, [(await only(clinic)).appointmentId]);
    const occupied = await t
      .owner('occupied_time')
      .where({ organization_id: clinic.organizationId })
      .pluck<string[]>('appointment_id');
    assert.deepEqual(occupied, visits);
  });

  it('of another patient, or of a clinic that is not seen, is not closed', async () => {
    const clinic = await given();
    const recall = await givenRecall(t, clinic);
    const patientId = await givenPatient(t, clinic);
    await refuses(clinic, 'invalid-input', () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...wish(clinic, recall), patientId })),
    );
    const elsewhere = await givenRecall(t, await givenBookableClinic(t));
    await refuses(clinic, 'not-found', () =>
      clinic.act((ctx) =>
        bookAppointment(ctx, { ...wish(clinic, recall), recallId: elsewhere.id }),
      ),
    );
  });

  it('is open again when its visit is cancelled, and booked when that is undone', async () => {
    const clinic = await given();
    const visit = await book(clinic, await givenRecall(t, clinic));
    await react(clinic);
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known(visit), reason: 'pat' }));
    await changes(clinic, ['recalls.recall-reopened'], () => react(clinic));
    assert.equal((await only(clinic)).status, 'open');
    await clinic.act((ctx) => reinstateAppointment(ctx, known(visit)));
    await changes(clinic, ['recalls.recall-booked'], () => react(clinic));
    assert.equal((await only(clinic)).status, 'booked');
  });

  it('is open again when the patient did not come, until that is taken back', async () => {
    const clinic = await given();
    const visit = await book(clinic, await givenRecall(t, clinic));
    t.clock.set('2026-11-24T16:00:00.000Z');
    await clinic.act((ctx) => markNoShow(ctx, known(visit)));
    await changes(clinic, ['recalls.recall-reopened'], () => react(clinic));
    await clinic.actAs(clinic.manager, (ctx) => reverseNoShow(ctx, known(visit)));
    await changes(clinic, ['recalls.recall-booked'], () => react(clinic));
  });

  it('that was booked anew stays with the new visit when the old one stands again', async () => {
    const clinic = await given();
    const recall = await givenRecall(t, clinic);
    const first = await book(clinic, recall);
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known(first), reason: 'pat' }));
    await react(clinic);
    const second = await book(clinic, recall, eleven);
    await clinic.act((ctx) => reinstateAppointment(ctx, known(first)));
    await changes(clinic, [], () => react(clinic));
    assert.equal((await only(clinic)).appointmentId, second.id);
  });

  it('is dropped for a reason, once, by who knows it as it is', async () => {
    const clinic = await given();
    const { id: recallId } = await givenRecall(t, clinic);
    const drop = (expectedVersion: number) => (ctx: Ctx) =>
      dropRecall(ctx, { recallId, expectedVersion, reason: 'elsewhere' });
    await refuses(clinic, 'conflict', () => clinic.act(drop(2)));
    const biller = await givenStaff(t, { ...clinic, role: 'biller' });
    await refuses(clinic, 'not-found', () => clinic.actAs(biller, drop(1)));
    const dropped = await changes(clinic, ['recalls.recall-dropped'], () => clinic.act(drop(1)));
    assert.deepEqual([dropped.status, dropped.droppedBecause], ['dropped', 'elsewhere']);
    await refuses(clinic, 'rule-broken wrong-state', () => clinic.act(drop(2)));
    await refuses(clinic, 'rule-broken recall-gone', async () => book(clinic, await row(recallId)));
  });

  it('is due on another day, which lies ahead', async () => {
    const clinic = await given();
    const { id: recallId } = await givenRecall(t, clinic);
    const postpone = (dueOn: string) => (ctx: Ctx) =>
      postponeRecall(ctx, { recallId, expectedVersion: 1, dueOn });
    await refuses(clinic, 'rule-broken in-the-past', () => clinic.act(postpone('2026-11-22')));
    await refuses(clinic, 'rule-broken too-far-ahead', () => clinic.act(postpone('2031-11-24')));
    await changes(clinic, ['recalls.recall-postponed'], () => clinic.act(postpone('2026-11-23')));
    assert.equal((await only(clinic)).dueOn, '2026-11-23');
    await refuses(clinic, 'conflict', () => clinic.act(postpone('2026-12-01')));
    const { clinicId } = clinic;
    assert.equal(await clinic.act((ctx) => countDueRecalls(ctx, clinicId)), 1);
  });

  it('is taken on by one of two at once; the other sees who, and may take it over', async () => {
    const clinic = await given();
    const { id: recallId } = await givenRecall(t, clinic);
    const claim = (expectedVersion: number) => (ctx: Ctx) =>
      claimRecall(ctx, { recallId, expectedVersion });
    const ends = await Promise.allSettled([
      clinic.act(claim(1)),
      clinic.actAs(clinic.manager, claim(1)),
    ]);
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
    await changes(clinic, ['recalls.recall-claimed'], () => clinic.actAs(clinic.manager, claim(2)));
    assert.equal((await only(clinic)).claimedBy?.id, clinic.manager.staffId);
    await changes(clinic, ['recalls.recall-released'], () =>
      clinic.act((ctx) => releaseRecall(ctx, { recallId, expectedVersion: 3 })),
    );
    assert.equal((await only(clinic)).claimedBy, null);
  });

  it('is nobody’s any more once it is booked, and then cannot be taken on', async () => {
    const clinic = await given();
    const recall = await givenRecall(t, clinic);
    const { id: recallId } = recall;
    await clinic.act((ctx) => claimRecall(ctx, { recallId, expectedVersion: 1 }));
    await book(clinic, recall);
    const { claimedBy, version } = await only(clinic);
    assert.equal(claimedBy, null);
    await refuses(clinic, 'rule-broken wrong-state', () =>
      clinic.act((ctx) => claimRecall(ctx, { recallId, expectedVersion: version })),
    );
  });

  it('says who asked for it, and stands in the chart whatever becomes of it', async () => {
    const clinic = await given();
    const { clinicId, patientId, visitTypeId } = clinic;
    await clinic.act((ctx) =>
      addRecall(ctx, {
        ...{ clinicId, patientId, visitTypeId, providerId: null },
        ...{ dueOn: '2026-12-01', askedBy: 'provider' },
      }),
    );
    await givenRecall(t, clinic, {
      ...{ patient_id: patientId, status: 'dropped', dropped_because: 'declined' },
    });
    const listed = await clinic.act((ctx) => listPatientRecalls(ctx, patientId));
    assert.deepEqual(
      listed.map(({ askedBy, status }) => [askedBy, status]),
      [
        ['clinic', 'dropped'],
        ['provider', 'open'],
      ],
    );
    const biller = await givenStaff(t, { ...clinic, role: 'biller' });
    assert.deepEqual(await clinic.actAs(biller, (ctx) => listPatientRecalls(ctx, patientId)), []);
  });

  it('is put down with a cancellation, and answered should that be undone', async () => {
    const clinic = await given();
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: ten });
    const cancel = (dueOn: string) => (ctx: Ctx) =>
      cancelForLater(ctx, { dueOn }, () =>
        cancelAppointment(ctx, { ...known({ id: appointmentId }), reason: 'pat' }),
      );
    await refuses(clinic, 'rule-broken in-the-past', () => clinic.act(cancel('2026-11-22')));
    await clinic.act(cancel('2026-12-01'));
    await changes(clinic, [], () => react(clinic));
    const { askedBy, dueOn, providerId, status } = await only(clinic);
    assert.deepEqual(
      [askedBy, dueOn, providerId, status],
      ['cancelled-visit', '2026-12-01', clinic.providerId, 'open'],
    );
    await clinic.act((ctx) => reinstateAppointment(ctx, known({ id: appointmentId })));
    await changes(clinic, ['recalls.recall-booked'], () => react(clinic));
    assert.equal((await only(clinic)).status, 'booked');
  });

  it('of who has died is dropped', async () => {
    const clinic = await given();
    const { patient_id: patientId } = await givenRecall(t, clinic);
    const { clinicId } = clinic;
    await clinic.act((ctx) =>
      addFlag(ctx, {
        clinicId,
        patientId,
        detail: { kind: 'deceased', diedOn: null, source: 'family' },
        note: null,
      }),
    );
    await changes(clinic, ['recalls.recall-dropped'], () => react(clinic));
    assert.equal((await only(clinic)).droppedBecause, 'deceased');
  });
});

async function row(id: string): Promise<RecallRow> {
  const found = await t.owner('recall').where({ id }).first<RecallRow>('*');
  return found;
}

describe('the list of recalls', () => {
  it('begins with the one due first and goes on from page to page', async () => {
    const clinic = await given();
    const days = ['2027-03-01', '2026-10-01', '2027-02-01', '2026-12-24', '2026-12-24'];
    for (const due_on of days) await givenRecall(t, clinic, { due_on });
    await givenRecall(t, clinic, { status: 'dropped', dropped_because: 'declined' });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { clinicId } = clinic;
      const page = await clinic.act((ctx) => listRecalls(ctx, { clinicId, after, limit: 2 }));
      seen.push(...page.items.map(({ dueOn }) => dueOn));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assert.deepEqual(seen, days.toSorted());
  });
});
