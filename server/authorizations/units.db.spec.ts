// Units and the guard: reserved with the booking, used with the visit, returned with its cancellation; never more than there are.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import type { ChangeEnvelope } from '#contract/realtime';
import type { AuthorizationLine } from '#contract/authorization-line';
import { givenTemplate } from '../availability/given-template.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
} from '../calendar/calendar-service.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { workItem, findReadableRow } from '../platform/work/work-queries.ts';
import { givenProvider, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { authorizations } from './authorizations-queue.ts';
import { authorizationsReactions } from './authorizations-reactions.ts';
import { expireTick } from './authorizations-ticks.ts';
import { followVisit } from './follow-service.ts';
import { recheckLeft, recheckPatient } from './recheck-service.ts';
import {
  givenApproved,
  givenAuthorizationClinic,
  givenSubmitted,
  grantOf,
  visitLine,
  type AuthorizationClinic,
} from './given-authorization.ts';
import { checkVisit } from './guard-service.ts';
import { takeAnswers } from './take-answers-service.ts';
import { listStandingsOf } from './standing-queries.ts';

const nine = '2026-11-24T14:00:00.000Z';

describe('units of an authorization', () => {
  let t: TestDatabase;
  let clinic: AuthorizationClinic;
  before(async () => {
    t = await testDatabase();
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenAuthorizationClinic(t);
  });
  after(() => t.close());

  const react = (): Promise<unknown> =>
    runReactionsOnce(t.database, authorizationsReactions, clinic.organizationId);

  function book(
    startsAt: string,
    over: { by?: GivenStaff; providerId?: string; reason?: string } = {},
  ): Promise<Appointment> {
    const { by = clinic.scheduler, providerId = clinic.providerId, reason } = over;
    const { clinicId, patientId, visitTypeId } = clinic;
    const rules = ['authorization-absent', 'authorization-exceeded', 'authorization-mismatch'];
    const overrides = reason === undefined ? [] : rules.map((rule) => ({ rule, reason }));
    return t.database.inTransaction(by.scope, (ctx) =>
      bookAppointment(ctx, {
        ...{ clinicId, providerId, patientId, visitTypeId, startsAt, overrides },
      }),
    );
  }

  async function lineOf(itemId: string): Promise<AuthorizationLine> {
    const item = await t.database.inTransaction(clinic.specialist.scope, async (ctx) =>
      workItem(ctx, authorizations, await findReadableRow(ctx, authorizations, itemId)),
    );
    const [line] = item.lines;
    assert.ok(line);
    return line;
  }

  const units = async (itemId: string): Promise<[number, number]> => {
    const line = await lineOf(itemId);
    return [line.units.reserved, line.units.used];
  };

  async function refusedBy(act: Promise<unknown>, rule: string): Promise<ProblemError> {
    let refused: unknown = null;
    await act.catch((error: unknown) => {
      refused = error;
    });
    assert.ok(refused instanceof ProblemError, 'It was done.');
    assert.equal(refused.details.rule, rule);
    return refused;
  }

  it('are reserved in the booking’s own transaction, follow it, and come back with its cancellation', async () => {
    const { item } = await givenApproved(t, clinic);
    const visit = await book(nine);
    assert.deepEqual(await units(item.id), [1, 0]);
    const moved = await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      moveAppointment(ctx, {
        ...{ appointmentId: visit.id, expectedVersion: visit.version },
        ...{ startsAt: '2026-11-25T14:00:00.000Z', overrides: [] },
      }),
    );
    assert.deepEqual(await units(item.id), [1, 0]);
    await react();
    assert.deepEqual(await units(item.id), [1, 0]);
    await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      cancelAppointment(ctx, {
        ...{ appointmentId: visit.id, expectedVersion: moved.version, reason: 'pat' },
      }),
    );
    await react();
    assert.deepEqual(await units(item.id), [0, 0]);
  });

  it('warn with the denial that the visit would earn: 197 where there is none', async () => {
    const problem = await refusedBy(book(nine), 'authorization-absent');
    assert.match(problem.message, /^Denial 197 is likely\./);
    assert.deepEqual(
      problem.details.overridable?.map(({ rule, permission }) => [rule, permission]),
      [['authorization-absent', 'authorization:override']],
    );
    const visit = await book(nine, { by: clinic.manager, reason: 'Retroactive by contract' });
    assert.equal(visit.status, 'booked');
  });

  it('warn with 15 outside the span, and offer the nearest time inside', async () => {
    await givenApproved(t, clinic, { grant: { from: '2026-12-01', until: '2026-12-31' } });
    const problem = await refusedBy(book(nine), 'authorization-mismatch');
    assert.match(problem.message, /Denial 15 .*begins on Dec 1, 2026/);
    assert.equal(problem.details.alternatives?.[0]?.startsAt, '2026-12-01T13:00:00.000Z');
  });

  it('warn with 15 for another provider than the one whom the payer approved, and not at the level of the site', async () => {
    const other = await givenProvider(t, {
      organizationId: clinic.organizationId,
      clinicIds: [clinic.clinicId],
    });
    const { organizationId, clinicId } = clinic;
    await givenTemplate(t, { organizationId, clinicId, providerId: other });
    await givenApproved(t, clinic);
    const problem = await refusedBy(book(nine, { providerId: other }), 'authorization-mismatch');
    assert.match(problem.message, /another provider/);
    assert.equal(problem.details.alternatives?.[0]?.providerId, clinic.providerId);
    clinic = await givenAuthorizationClinic(t);
    const third = await givenProvider(t, {
      organizationId: clinic.organizationId,
      clinicIds: [clinic.clinicId],
    });
    await givenTemplate(t, {
      ...{ organizationId: clinic.organizationId, clinicId: clinic.clinicId, providerId: third },
    });
    await givenApproved(t, clinic, { grant: { level: 'site', providerIds: [] } });
    assert.equal((await book(nine, { providerId: third })).status, 'booked');
  });

  it('warn with 198 once all are booked', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { quantity: 2 } });
    await book(nine);
    await book('2026-11-24T15:00:00.000Z');
    const problem = await refusedBy(book('2026-11-24T16:00:00.000Z'), 'authorization-exceeded');
    assert.match(problem.message, /Denial 198 .*All 2 visits/);
    assert.deepEqual(await units(item.id), [2, 0]);
  });

  it('say nothing to who pays themselves, or where the payer wants nothing', async () => {
    await t.owner('coverage').where({ id: clinic.coverageId }).update({ ends_on: '2026-11-01' });
    assert.equal((await book(nine)).status, 'booked');
  });

  it('are used when the visit is done, and the line is used up with the last', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { quantity: 1 } });
    const visit = await book(nine);
    await react();

    await t.database.inTransaction(clinic.system, (ctx) =>
      followVisit(ctx, { ...visit, status: 'fulfilled' }),
    );
    assert.deepEqual(await units(item.id), [0, 1]);
    assert.equal((await lineOf(item.id)).status, 'consumed');
  });

  it('never go below zero nor above what is granted under fifty bookings and cancellations at once', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { quantity: 7 } });
    const starts = Array.from({ length: 50 }, (_, at) =>
      plusMinutes(
        `2026-12-${String(1 + Math.floor(at / 16)).padStart(2, '0')}T13:00:00.000Z`,
        30 * (at % 16),
      ),
    );
    const outcomes = await Promise.allSettled(
      starts.map(async (startsAt, at) => {
        const visit = await book(startsAt);
        if (at % 3 !== 0) return;
        await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
          cancelAppointment(ctx, {
            ...{ appointmentId: visit.id, expectedVersion: visit.version, reason: 'pat' },
          }),
        );
        await react();
      }),
    );
    await react();
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') {
        assert.ok(outcome.reason instanceof ProblemError, String(outcome.reason));
        assert.equal(outcome.reason.details.rule, 'authorization-exceeded');
      }
    const booked = await t
      .owner('appointment')
      .where({ organization_id: clinic.organizationId, status: 'booked' })
      .count<{ count: string }[]>('id');
    const standing = Number(booked[0]?.count);
    assert.ok(standing > 0 && standing <= 7, String(standing));
    assert.deepEqual(await units(item.id), [standing, 0]);
  });

  it('raise a request for a visit that nothing covers, once', async () => {
    await book(nine, { by: clinic.manager, reason: 'Urgent' });
    await react();
    await react();
    const standings = await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      listStandingsOf(ctx, clinic.patientId),
    );
    assert.deepEqual(
      standings.map(({ status, visitTypeId }) => [status, visitTypeId]),
      [['gathering', clinic.visitTypeId]],
    );
    assert.match(standings[0]?.pending?.because ?? '', /gathers/);
  });

  it('are reserved for visits that stand already once the payer has approved', async () => {
    await book(nine, { by: clinic.manager, reason: 'Asked for' });
    await react();
    const [raised] = await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      listStandingsOf(ctx, clinic.patientId),
    );
    assert.ok(raised);
    const { itemId, lineId } = raised;
    await t.owner('authorization_line').where({ id: lineId }).update({ status: 'submitted' });
    const grant = grantOf(clinic, { quantity: 1 });
    await t.database.inTransaction(clinic.system, (ctx) =>
      takeAnswers(ctx, {
        ...{ itemId, heard: { via: 'x12', decidedAt: t.clock.now } },
        answers: [{ action: 'A1', lineId, number: null, grant }],
      }),
    );
    await react();
    assert.deepEqual(await units(itemId), [1, 0]);
    assert.equal((await lineOf(itemId)).trouble, null);
  });

  it('are as many as the visit is long, where hours are approved, also once it is longer', async () => {
    const { item } = await givenApproved(t, clinic, {
      lines: [visitLine(clinic, { quantity: 6, unit: 'hours' })],
      grant: { quantity: 6, unit: 'hours' },
    });
    const visit = await book(nine);
    assert.deepEqual(await units(item.id), [1, 0]);
    const longer = { ...visit, endsAt: plusMinutes(visit.startsAt, 90) };
    await t.database.inTransaction(clinic.system, (ctx) => followVisit(ctx, longer));
    assert.deepEqual(await units(item.id), [2, 0]);
    await t.database.inTransaction(clinic.system, (ctx) => followVisit(ctx, longer));
    assert.deepEqual(await units(item.id), [2, 0]);
  });

  it('go to a visit that had none once another visit gives one back', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { quantity: 1 } });
    const first = await book(nine);
    await book('2026-11-24T16:00:00.000Z', { by: clinic.manager, reason: 'Urgent' });
    await react();
    await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      cancelAppointment(ctx, {
        ...{ appointmentId: first.id, expectedVersion: first.version, reason: 'pat' },
      }),
    );
    await react();
    assert.deepEqual(await units(item.id), [1, 0]);
    assert.equal((await lineOf(item.id)).trouble, null);
  });

  it('come to the front while a visit stands that they do not reach', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { quantity: 1 } });
    await book(nine);
    const more = await book('2026-11-24T16:00:00.000Z', { by: clinic.manager, reason: 'Urgent' });
    await react();
    assert.equal((await lineOf(item.id)).trouble, 'visit-outside');
    await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      cancelAppointment(ctx, {
        ...{ appointmentId: more.id, expectedVersion: more.version, reason: 'pat' },
      }),
    );
    await react();
    assert.equal((await lineOf(item.id)).trouble, null);
  });

  it('stay in front while something of them does not hold, whatever else becomes of their units', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { until: '2026-11-30' } });
    const first = await book(nine);
    await book('2026-12-01T16:00:00.000Z', { by: clinic.manager, reason: 'Urgent' });
    await react();
    await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      cancelAppointment(ctx, {
        ...{ appointmentId: first.id, expectedVersion: first.version, reason: 'pat' },
      }),
    );
    await react();
    assert.equal((await lineOf(item.id)).trouble, 'visit-outside');
    const row = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      findReadableRow(ctx, authorizations, item.id),
    );
    assert.equal(row.snoozed_until, null);
  });

  it('come to the front when whom they name has left', async () => {
    const { item } = await givenApproved(t, clinic);
    await t
      .owner('staff_member')
      .where({ id: clinic.providerId })
      .update({ ended_at: t.clock.now });
    const left = { entityId: clinic.providerId } as ChangeEnvelope;
    await t.database.inTransaction(clinic.system, (ctx) => recheckLeft(ctx, left));
    assert.equal((await lineOf(item.id)).trouble, 'provider-left');
  });

  it('come to the front when the plan changes, and go back when it is mended', async () => {
    const { item } = await givenApproved(t, clinic);
    const recheck = async (endsOn: string | null): Promise<AuthorizationLine> => {
      await t.owner('coverage').where({ id: clinic.coverageId }).update({ ends_on: endsOn });

      await t.database.inTransaction(clinic.system, (ctx) => recheckPatient(ctx, clinic.patientId));
      return lineOf(item.id);
    };
    assert.equal((await recheck('2026-11-01')).trouble, 'coverage-changed');
    const woken = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      findReadableRow(ctx, authorizations, item.id),
    );
    assert.equal(woken.snoozed_until, null);
    assert.equal((await recheck(null)).trouble, null);
  });

  it('are over with the last day of the span', async () => {
    const { item } = await givenApproved(t, clinic, { grant: { until: '2026-11-30' } });
    t.clock.set('2026-12-01T04:59:59.000Z');
    const tick = (): Promise<number> =>
      t.database.inTransaction(clinic.system, (ctx) => expireTick.run(ctx));
    assert.equal(await tick(), 0);
    t.clock.set('2026-12-01T05:00:00.000Z');
    assert.equal(await tick(), 1);
    assert.equal((await lineOf(item.id)).status, 'expired');
  });

  it('tell the desk what it needs, and the number only who puts it on claims', async () => {
    const { item } = await givenApproved(t, clinic);
    const seen = (by: GivenStaff) =>
      t.database.inTransaction(by.scope, (ctx) => listStandingsOf(ctx, clinic.patientId));
    const [desk] = await seen(clinic.scheduler);
    const [specialist] = await seen(clinic.specialist);
    assert.deepEqual(
      [desk?.itemId, desk?.number, desk?.units, desk?.span.until],
      [item.id, null, { granted: 12, reserved: 0, used: 0 }, '2027-02-21'],
    );
    assert.equal(specialist?.number, 'AUTH-1');
    const biller = await givenStaff(t, {
      ...{ organizationId: clinic.organizationId, clinicIds: [clinic.clinicId], role: 'biller' },
    });
    const [claims] = await seen(biller);
    assert.equal(claims?.number, 'AUTH-1');
    // A program that bills holds permissions, and no role.
    const { clinicId } = clinic;
    const program = (...permissions: ('authorization:standing' | 'authorization:number')[]) => ({
      ...biller,
      scope: {
        ...biller.scope,
        isService: true,
        grants: permissions.map((permission) => ({ clinicId, permission })),
      },
    });
    const [billing] = await seen(program('authorization:standing', 'authorization:number'));
    const [other] = await seen(program('authorization:standing'));
    assert.deepEqual([billing?.number, other?.number], ['AUTH-1', null]);
  });

  it('are checked before anybody drags', async () => {
    await givenSubmitted(t, clinic);
    const { clinicId, patientId, visitTypeId, providerId } = clinic;
    const visit = { clinicId, patientId, visitTypeId, providerId, startsAt: nine };
    const verdict = await t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
      checkVisit(ctx, visit),
    );
    assert.equal(verdict.needed, 'yes');
    assert.deepEqual(
      verdict.warnings.map(({ denial }) => denial),
      ['197'],
    );
    assert.match(verdict.warnings[0]?.message ?? '', /asked for and not decided/);
  });
});
