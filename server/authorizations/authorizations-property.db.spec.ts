// Whatever people, payers and visits do to a request, in whatever order: the item stands where its lines stand, no clock runs
// that has ended, and units are neither negative nor more than granted.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { AuthorizationLine } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { authorizationStatusOf } from '#contract/authorization-workflow';
import type { Appointment } from '#contract/calendar';
import { bookAppointment, cancelAppointment } from '../calendar/calendar-service.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { findReadableRow, workItem } from '../platform/work/work-queries.ts';
import { askAnew } from './anew-service.ts';
import {
  dismissContradiction,
  extendGrant,
  recordAnswer,
  takeBackAnswer,
} from './answer-service.ts';
import { acceptDenial, cancelLines, endAppeal, fileAppeal } from './appeal-service.ts';
import { expireTick } from './authorizations-ticks.ts';
import { authorizations } from './authorizations-queue.ts';
import { endedClocks } from './ended-clocks.ts';
import { followVisit } from './follow-service.ts';
import {
  givenAuthorizationClinic,
  givenFile,
  givenRequest,
  givenRule,
  grantOf,
  inHand,
  visitLine,
  type AuthorizationClinic,
} from './given-authorization.ts';
import { settleAuthorizationNeed } from './need-service.ts';
import { endPeerToPeer, offerPeerToPeer } from './peer-service.ts';
import { submitAuthorization } from './submit-service.ts';
import type { Held } from './take-request.ts';
import { takeAnswers } from './take-answers-service.ts';

const onwards = ['submit', 'approve', 'book', 'book', 'cancel-visit', 'fulfil', 'fulfil'] as const;
const others = [
  ...(['deny', 'pend', 'need-nothing', 'payer-cancels', 'file', 'extend', 'take-back'] as const),
  ...(['dismiss', 'talk', 'talked', 'appeal', 'win', 'lose', 'accept', 'cancel', 'anew'] as const),
  ...(['not-required', 'later'] as const),
] as const;
const step = fc.record({
  act: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...onwards) },
    { weight: 3, arbitrary: fc.constantFrom(...others) },
  ),
  line: fc.nat({ max: 1 }),
  quantity: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface World {
  clinic: AuthorizationClinic;
  itemId: string;
  proofId: string;
  visits: Appointment[];
}

describe('the property of authorizations', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  it('holds after whatever is done', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 28 }), async (steps) => {
        t.clock.set('2026-11-23T15:00:00.000Z');
        const world = await givenWorld();
        for (const each of steps) {
          await tryStep(world, each);
          const item = await holds(world);
          for (const { status } of item.lines) reached.add(status);
        }
      }),
      { numRuns: 30 },
    );
    for (const status of ['approved', 'denied', 'pended'])
      assert.ok(reached.has(status), `${status} was never reached`);
  });

  async function givenWorld(): Promise<World> {
    const clinic = await givenAuthorizationClinic(t);
    await givenRule(t, clinic, { payerId: clinic.payerId });
    const second = visitLine(clinic, {
      ...{ kind: 'imaging', description: 'MRI', visitTypeId: null, quantity: 3, unit: 'units' },
      code: { system: 'cpt', code: '72148', modifiers: [] },
    });
    const lines = [visitLine(clinic, { quantity: 3 }), second];
    const { id } = await givenRequest(t, clinic, { lines });
    return { clinic, itemId: id, proofId: await givenFile(t, clinic, id), visits: [] };
  }

  /** A refusal is an answer; anything else is a bug. */
  async function tryStep(world: World, each: Step): Promise<void> {
    try {
      if (each.act === 'later') {
        t.clock.advance({ hours: 24 * 40 });
        await t.database.inTransaction(world.clinic.system, (ctx) => expireTick.run(ctx));
      } else if (each.act === 'book' || each.act === 'cancel-visit' || each.act === 'fulfil')
        await visit(world, each.act);
      else await onLine(world, each);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  async function visit({ clinic, visits }: World, act: Step['act']): Promise<void> {
    const { clinicId, patientId, visitTypeId, providerId, scheduler, system } = clinic;
    if (act === 'book') {
      const startsAt = plusMinutes('2026-11-24T13:00:00.000Z', 30 * visits.length);
      const booked = await t.database.inTransaction(scheduler.scope, (ctx) =>
        bookAppointment(ctx, {
          ...{ clinicId, patientId, visitTypeId, providerId, startsAt, overrides: [] },
        }),
      );
      visits.push(booked);
      return;
    }
    const last = visits.findLast(({ status }) => status === 'booked');
    if (!last) return;
    const at = visits.indexOf(last);
    if (act === 'fulfil') {
      visits[at] = { ...last, status: 'fulfilled' };
      await t.database.inTransaction(system, (ctx) =>
        followVisit(ctx, { ...last, status: 'fulfilled' }),
      );
      return;
    }
    const { id: appointmentId, version: expectedVersion } = last;
    const cancelled = await t.database.inTransaction(scheduler.scope, (ctx) =>
      cancelAppointment(ctx, { appointmentId, expectedVersion, reason: 'pat' }),
    );
    visits[at] = cancelled;
    await t.database.inTransaction(system, (ctx) => followVisit(ctx, cancelled));
  }

  async function onLine(world: World, { act, line, quantity }: Step): Promise<void> {
    const { clinic, itemId, proofId } = world;
    const held = await inHand(t, clinic, itemId);
    const now = await read(world);
    const lineId = now.lines[line]?.id ?? '';
    const grant = grantOf(clinic, { quantity });
    const answers: Partial<Record<Step['act'], HeardAnswer>> = {
      approve: { action: quantity === 3 ? 'A1' : 'A2', lineId, number: 'AU', grant },
      deny: { action: 'A3', lineId, number: null, because: 'No', codes: [] },
      pend: {
        ...{ action: 'A4', lineId, number: null, waitsFor: 'documents' },
        until: plusMinutes(t.clock.now, 3000),
      },
      'need-nothing': { action: 'NA', lineId, number: null },
      'payer-cancels': { action: 'C', lineId, number: null },
    };
    const answer = answers[act];
    const decidedAt = t.clock.now;
    const lineIds = [lineId];
    const more = { lineId, number: null };
    const acts: Partial<Record<Step['act'], (ctx: Ctx, held: Held) => Promise<unknown>>> = {
      submit: (ctx) =>
        submitAuthorization(ctx, {
          ...{ ...held, channel: 'portal', confirmation: 'C', proofId, receivedAt: decidedAt },
        }),
      file: (ctx) =>
        takeAnswers(ctx, {
          ...{ itemId, heard: { via: 'x12', decidedAt } },
          answers: [{ action: 'A2', lineId, number: 'AU-2', grant }],
        }),
      extend: (ctx) => extendGrant(ctx, { ...held, ...more, grant, via: 'letter' }),
      'take-back': (ctx) => takeBackAnswer(ctx, { ...held, lineId }),
      dismiss: (ctx) => dismissContradiction(ctx, { ...held, lineId, because: 'Seen' }),
      talk: (ctx) => offerPeerToPeer(ctx, { ...held, lineId, until: plusMinutes(decidedAt, 900) }),
      talked: (ctx) =>
        endPeerToPeer(ctx, {
          ...{ ...held, ...more, outcome: quantity === 1 ? 'upheld' : 'overturned' },
          grant: quantity === 1 ? null : grant,
        }),
      appeal: (ctx) => fileAppeal(ctx, { ...held, lineIds, filedAt: decidedAt, confirmation: 'A' }),
      win: (ctx) => endAppeal(ctx, { ...held, ...more, outcome: 'overturned', grant, decidedAt }),
      lose: (ctx) =>
        endAppeal(ctx, { ...held, ...more, outcome: 'upheld', grant: null, decidedAt }),
      accept: (ctx) => acceptDenial(ctx, { ...held, lineIds, note: '' }),
      cancel: (ctx) => cancelLines(ctx, { ...held, lineIds, reason: 'not-needed' }),
      anew: (ctx) =>
        askAnew(ctx, { ...held, lineIds, span: { from: '2027-03-01', until: '2027-04-01' } }),
      'not-required': (ctx) =>
        settleAuthorizationNeed(ctx, { ...held, lineIds, required: false, proof: 'Rep Kim' }),
    };
    const { scope } = act === 'file' ? { scope: clinic.system } : clinic.specialist;
    await t.database.inTransaction(scope, async (ctx) => {
      if (answer)
        await recordAnswer(ctx, { ...held, via: 'phone', decidedAt, answers: [answer], note: '' });
      else await acts[act]?.(ctx, held);
    });
  }

  function read({ clinic, itemId }: World): Promise<Authorization> {
    return t.database.inTransaction(clinic.specialist.scope, async (ctx) =>
      workItem(ctx, authorizations, await findReadableRow(ctx, authorizations, itemId)),
    );
  }

  async function holds(world: World): Promise<Authorization> {
    const item = await read(world);
    const { lines, work } = item;
    assert.equal(work.status, authorizationStatusOf(lines));
    assert.equal(work.closedAt !== null, work.status === 'closed');
    const running = work.clocks.filter(({ state }) => state !== 'stopped').map(({ rule }) => rule);
    const ended = endedClocks(lines.map(asClocked));
    assert.deepEqual(
      running.filter((rule) => ended.includes(rule)),
      [],
    );
    for (const line of lines) {
      const { reserved, used } = line.units;
      assert.ok(reserved >= 0 && used >= 0);
      assert.ok(reserved + used <= (line.grant?.quantity ?? 0), 'more than is granted');
    }
    const uses = await t
      .owner('authorization_use')
      .whereIn(
        'line_id',
        lines.map(({ id }) => id),
      )
      .whereNot({ state: 'returned' })
      .select<{ line_id: string; state: string; units: number }[]>('line_id', 'state', 'units');
    for (const { id, units } of lines)
      for (const state of ['reserved', 'used'] as const) {
        const theirs = uses.filter((use) => use.line_id === id && use.state === state);
        assert.equal(
          theirs.reduce((sum, use) => sum + use.units, 0),
          units[state],
        );
      }
    return item;
  }
});

function asClocked({
  status,
  peerToPeer,
}: AuthorizationLine): Parameters<typeof endedClocks>[0][number] {
  return {
    ...{ status, peer_until: peerToPeer?.until ?? null },
    peer_outcome: peerToPeer?.outcome ?? null,
  };
}
