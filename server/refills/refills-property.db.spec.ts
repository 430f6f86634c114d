// Whatever people do to requests, in whatever order: no step that the workflow does not know, and every state with its
// evidence.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { grants, refillWorkflow, type RefillStatus } from '#contract/refill-workflow';
import type { Refill } from '#contract/refill-request';
import { ProblemError } from '../platform/problem.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { Ctx } from '../platform/context.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { getRefillCard } from './card-service.ts';
import * as decision from './decision-service.ts';
import {
  givenKnownPayer,
  givenPrescription,
  givenProtocol,
  givenRefill,
  givenRefillClinic,
  metformin,
  type RefillClinic,
} from './given-refill.ts';
import { refills } from './refills-queue.ts';
import { noteRefillNews, sendRefill } from './sending-service.ts';
import { refillsProof, type RefillsProof } from './test-refills.ts';
import * as waiting from './waiting-service.ts';

const deciding = ['approve', 'changes', 'bridge', 'replace', 'deny', 'ask'] as const;
const knowing = [
  ...(['undo', 'resume', 'reopen', 'withdraw', 'send-print', 'send-ehr'] as const),
  ...(['acknowledge', 'fail', 'dispense', 'pick-up', 'return-to-stock'] as const),
] as const;
interface Known {
  itemId: string;
  expectedVersion: number;
}
const news = (what: Parameters<typeof noteRefillNews>[1]['news'], trouble = '') => {
  return (ctx: Ctx, known: Known) => noteRefillNews(ctx, { ...known, news: what, trouble });
};
const acts: Record<(typeof knowing)[number], (ctx: Ctx, known: Known) => Promise<Refill>> = {
  undo: waiting.undoRefillDecision,
  resume: waiting.resumeRefill,
  reopen: waiting.reopenRefill,
  withdraw: (ctx, known) => waiting.withdrawRefill(ctx, { ...known, reason: 'not-wanted' }),
  'send-print': (ctx, known) => sendRefill(ctx, { ...known, transport: 'print' }),
  'send-ehr': (ctx, known) => sendRefill(ctx, { ...known, transport: 'ehr' }),
  acknowledge: news('acknowledge'),
  fail: news('fail', 'No line'),
  dispense: news('dispense'),
  'pick-up': news('pick-up'),
  'return-to-stock': news('return-to-stock'),
};
const people = ['pharmacist', 'prescriber', 'scheduler'] as const;

/** What leads on comes more often: otherwise hardly one request would reach the patient. */
const onwards = ['approve', 'send-ehr', 'acknowledge', 'dispense', 'pick-up'] as const;
const step = fc.record({
  act: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...onwards) },
    { weight: 1, arbitrary: fc.constantFrom(...deciding) },
    { weight: 1, arbitrary: fc.constantFrom(...knowing) },
  ),
  who: fc.constantFrom(...people),
  minutes: fc.constantFrom(0, 1, 1, 90),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('the property of refills', () => {
  let t: TestDatabase;
  let proof: RefillsProof;
  before(async () => {
    t = await testDatabase();
    proof = refillsProof(t);
  });
  after(() => t.close());

  it('holds after whatever is done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 24 }), async (steps) => {
        t.clock.set('2026-11-23T15:00:00.000Z');
        const clinic = await givenRefillClinic(t);
        await givenProtocol(t, clinic);
        const ordered = await givenPrescription(t, clinic);
        await givenKnownPayer(t, clinic, ordered.patientId);
        const { id } = await givenRefill(t, clinic, { prescription: ordered });
        for (const each of steps) {
          t.clock.advance({ minutes: each.minutes });
          await tryStep(clinic, id, each);
          await holds(clinic, id);
        }
      }),
      { numRuns: 25 },
    );
  });

  /** A refusal is an answer; anything else is a bug. */
  async function tryStep(clinic: RefillClinic, itemId: string, { act, who }: Step): Promise<void> {
    const { scope } = clinic[who];
    try {
      await t.database.inTransaction(scope, async (ctx) => {
        if (act in acts) await goOn(ctx, itemId, act as (typeof knowing)[number]);
        else await decideBy(ctx, itemId, act);
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  async function decideBy(ctx: Ctx, itemId: string, act: Step['act']): Promise<void> {
    const { work } = await claimWork(ctx, refills, itemId);
    const { stamp } = await getRefillCard(ctx, itemId, null);
    const held = { itemId, token: work.lease?.token ?? -1, stamp, note: 'As agreed' };
    const { token, note } = held;
    if (act === 'approve') await decision.approveRefill(ctx, held);
    if (act === 'changes')
      await decision.approveRefillWithChanges(ctx, {
        ...held,
        grant: { ...metformin, repeats: 1 },
      });
    if (act === 'bridge') await decision.bridgeRefill(ctx, { ...held, days: 10 });
    if (act === 'replace')
      await decision.replaceRefill(ctx, { ...held, grant: { ...metformin, strength: '850 mg' } });
    if (act === 'deny') await decision.denyRefill(ctx, { itemId, token, reason: 'tooearly', note });
    if (act === 'ask')
      await waiting.askAboutRefill(ctx, {
        ...{ itemId, token, note, ask: 'ask-information', reason: 'patient' },
      });
  }

  async function goOn(ctx: Ctx, itemId: string, act: (typeof knowing)[number]): Promise<void> {
    const row = await ctx
      .db('work_item')
      .where({ id: itemId })
      .first<{ version: number }>('version');
    await acts[act](ctx, { itemId, expectedVersion: row.version });
  }

  async function holds(clinic: RefillClinic, id: string): Promise<void> {
    await everyStepIsKnown(id);
    const { refills: kept, prescriptions } = await proof.snapshot(clinic);
    const refill = kept[id];
    assert.ok(refill);
    hasEvidence(refill);
    const standing = await t
      .owner('refill_decision')
      .where({ request_id: id, taken_back_at: null })
      .select<{ criteria: unknown[] }[]>('criteria');
    assert.equal(standing.length, refill.decision === null ? 0 : 1);
    for (const { criteria } of standing)
      assert.ok(criteria.length > 0, 'what the card said is kept');
    const row = await t
      .owner('refill_request')
      .where({ id })
      .first<{ open_key: string | null; new_prescription_id: string | null }>('*');
    assert.equal(row.open_key === null, refill.work.closedAt !== null);
    const active = Object.values(prescriptions).filter(({ status }) => status === 'active');
    assert.equal(active.length, 1, 'one prescription is in force, whatever was decided');
    if (refill.work.status === 'picked-up') {
      const filled = prescriptions[row.new_prescription_id ?? refill.prescriptionId ?? ''];
      assert.ok(filled?.fills.some(({ filledOn }) => filledOn >= '2026-11-23'));
    }
  }

  /** Each version of the item is a step of the workflow from the one before, or leaves its state. */
  async function everyStepIsKnown(id: string): Promise<void> {
    const versions = await t
      .owner('work_item_version')
      .where({ id })
      .orderBy('version')
      .select<{ act: string; row: { status: RefillStatus } }[]>('act', 'row');
    for (const [at, { act, row }] of versions.entries()) {
      const before = versions[at - 1]?.row.status;
      if (before === undefined || before === row.status) continue;
      const transition = (
        refillWorkflow.transitions as Record<string, { from: readonly string[]; to: string }>
      )[act];
      assert.ok(transition, `${act} is a step of the workflow`);
      assert.ok(transition.from.includes(before) && transition.to === row.status, act);
    }
  }
});

function hasEvidence({ work, decision: decided, sending }: Refill): void {
  const status = work.status as RefillStatus;
  const after: readonly RefillStatus[] = [
    ...(['decided', 'sent', 'error', 'acknowledged', 'dispensed', 'picked-up'] as const),
    ...(['returned-to-stock', 'answered'] as const),
  ];
  assert.equal(decided !== null, after.includes(status), status);
  if (decided) assert.equal(decided.grant !== null, grants(decided.kind));
  if (['sent', 'acknowledged', 'dispensed', 'picked-up', 'answered'].includes(status))
    assert.ok(sending?.sentAt, 'what is sent names its transport');
  if (status === 'error') assert.ok(sending?.trouble !== null);
  if (['acknowledged', 'dispensed'].includes(status)) {
    assert.ok(sending?.acknowledgedAt);
    const clock = work.clocks.find(({ rule }) => rule === 'refills.answer');
    assert.equal(clock?.state, 'stopped');
  }
  if (decided && !grants(decided.kind)) assert.ok(!['dispensed', 'picked-up'].includes(status));
  if (work.closedAt !== null) assert.ok(work.clocks.every(({ state }) => state === 'stopped'));
}
