// Whatever a laboratory, clinicians and time do to a result: nobody outside ever sees what is preliminary, held or taken back, on
// any way that leads out, and everybody sees at once what nothing keeps from them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { ReportStatus } from '#contract/result-content';
import type { Audience } from '#contract/result-release';
import { givenProxy } from '../patients/given-proxy.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { openReleasedReport } from './fhir/released-report-service.ts';
import {
  aReport,
  givenResultClinic,
  heldBy,
  potassium,
  take,
  type ResultClinic,
} from './given-result.ts';
import { endResultHold, holdResult } from './hold-service.ts';
import { listReleased, openReleasedResult, type Asking } from './portal-service.ts';
import { signResult } from './review-service.ts';
import { releaseTick } from './results-ticks.ts';
import { simulateRelease } from './simulate-queries.ts';
import { takeReport } from './take-report-service.ts';

const statuses = ['preliminary', 'final', 'corrected', 'cancelled', 'entered-in-error'] as const;
const audiences = ['patient', 'proxy', 'outside'] as const;

type Act =
  | { kind: 'send'; status: (typeof statuses)[number]; text: string }
  | { kind: 'hold'; audiences: Audience[]; hours: number }
  | { kind: 'end-hold' }
  | { kind: 'wait'; hours: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('send' as const),
    status: fc.constantFrom(...statuses),
    text: fc.constantFrom('4.1', '4.2', '5.9'),
  }),
  fc.record({
    kind: fc.constant('hold' as const),
    audiences: fc.uniqueArray(fc.constantFrom(...audiences), { minLength: 1, maxLength: 3 }),
    hours: fc.integer({ min: 1, max: 100 }),
  }),
  fc.constant({ kind: 'end-hold' as const }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
);

/** What must hold, kept apart from the code that is tried. */
interface Model {
  status: ReportStatus | null;
  text: string;
  holds: { audiences: Audience[]; until: number; ended: boolean }[];
}

function mustSee(model: Model, audience: Audience, now: number): boolean {
  if (!['final', 'corrected', 'cancelled'].includes(model.status ?? '')) return false;
  return !model.holds.some(
    (hold) => hold.audiences.includes(audience) && !hold.ended && now < hold.until,
  );
}

describe('release, whatever happens', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  it('lets out what is final and not held, and nothing else, on every way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 9 }), async (acts) => {
        t.clock.set('2026-11-23T15:00:00.000Z');
        const clinic = await givenResultClinic(t);
        const proxyId = await givenProxy(t, clinic, { ground: 'power-of-attorney' });
        const filler = `F-${clinic.patientId.slice(-8)}`;
        const model: Model = { status: null, text: '', holds: [] };
        let itemId: string | null = null;
        for (const each of acts) {
          itemId = (await apply(clinic, model, { act: each, filler, itemId })) ?? itemId;
          await runTickOnce(t.database, releaseTick, clinic.organizationId);
          if (itemId !== null) await check(clinic, model, { itemId, proxyId });
        }
      }),
      {
        numRuns: 40,
        // Held and let go of in one instant.
        examples: [
          [
            [
              { kind: 'send', status: 'corrected', text: '4.1' },
              { kind: 'hold', audiences: ['patient'], hours: 1 },
              { kind: 'end-hold' },
            ],
          ],
        ],
      },
    );
  });

  async function apply(
    clinic: ResultClinic,
    model: Model,
    { act: each, filler, itemId }: { act: Act; filler: string; itemId: string | null },
  ): Promise<string | null> {
    const now = Date.parse(t.clock.now);
    switch (each.kind) {
      case 'wait':
        t.clock.advance({ seconds: each.hours * 3600 });
        return null;
      case 'send':
        return send(clinic, model, { ...each, filler });
      case 'hold': {
        if (itemId === null || model.status === 'entered-in-error') return null;
        const until = now + each.hours * 3_600_000;
        const expectedVersion = await versionOf(itemId);
        await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
          holdResult(ctx, {
            ...{ itemId, expectedVersion, audiences: each.audiences, ground: 'data-suspect' },
            ...{ reasoning: 'The specimen was mixed up', until: new Date(until).toISOString() },
          }),
        );
        model.holds.push({ audiences: each.audiences, until, ended: false });
        return null;
      }
      case 'end-hold': {
        const index = model.holds.findLastIndex((hold) => !hold.ended && now < hold.until);
        const hold = model.holds[index];
        if (itemId === null || !hold) return null;
        const rows = await t
          .owner('result_hold')
          .where({ result_id: itemId })
          .orderBy(['at', 'id'])
          .select<{ id: string }[]>('id');
        const expectedVersion = await versionOf(itemId);
        await t.database.inTransaction(clinic.clinician.scope, (ctx) =>
          endResultHold(ctx, { itemId, expectedVersion, holdId: rows[index]?.id ?? '' }),
        );
        hold.ended = true;
        return null;
      }
    }
  }

  async function send(
    clinic: ResultClinic,
    model: Model,
    { status, text, filler }: { status: (typeof statuses)[number]; text: string; filler: string },
  ): Promise<string | null> {
    const sent = aReport(clinic, { filler, status, values: [potassium(text)] });
    try {
      const { item, outcome } = await take(t, clinic, sent);
      if (outcome !== 'same') Object.assign(model, { status, text });
      return item.id;
    } catch (error) {
      // Taken back before it was sent, or preliminary after it was final: refused, and nothing is changed by it.
      assert.ok(error instanceof ProblemError);
      assert.ok(status === 'preliminary' || status === 'entered-in-error');
      return null;
    }
  }

  async function versionOf(id: string): Promise<number> {
    const row = await t.owner('work_item').where({ id }).first<{ version: number }>('version');
    return row.version;
  }

  async function check(
    clinic: ResultClinic,
    model: Model,
    { itemId, proxyId }: { itemId: string; proxyId: string },
  ): Promise<void> {
    const { clinicId, patientId, system } = clinic;
    const now = Date.parse(t.clock.now);
    const asks = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
      t.database.inTransaction(system, fn);
    const simulated = await asks((ctx) => simulateRelease(ctx, { itemId }));
    const kept = await t.owner('result_release').where({ result_id: itemId }).whereNull('until_at');
    for (const show of audiences) {
      const asking: Asking = show === 'proxy' ? { clinicId, show, proxyId } : { clinicId, show };
      const may = mustSee(model, show, now);
      const listed = await asks((ctx) => listReleased(ctx, { ...asking, patientId }));
      assert.deepEqual(
        listed.map((each) => each.itemId),
        may ? [itemId] : [],
        `list, ${show}`,
      );
      const opened = await asks((ctx) => openReleasedResult(ctx, { ...asking, itemId })).catch(
        notThere,
      );
      assert.equal(opened !== null, may, `open, ${show}`);
      if (opened) {
        assert.equal(opened.status, model.status);
        assert.equal(opened.content.values[0]?.text, model.text);
      }
      const fhir = await asks((ctx) => openReleasedReport(ctx, { ...asking, itemId })).catch(
        notThere,
      );
      assert.equal(fhir !== null, may, `FHIR, ${show}`);
      const viewer = simulated.viewers.find((each) => each.audience === show);
      if (!simulated.isSupposed)
        assert.equal(viewer?.stretches[0]?.sees, may, `simulator, ${show}`);
      const key = show === 'proxy' ? `proxy:${proxyId}` : show;
      assert.equal(
        kept.some((row: { viewer: string }) => row.viewer === key),
        may,
        `kept, ${show}`,
      );
    }
    const changes = await t.owner('change_log').where({ entity_id: itemId }).select('payload');
    // No value travels with what consoles hear.
    for (const { payload } of changes as { payload: unknown }[])
      assert.ok(!JSON.stringify(payload).includes('mmol/L'));
  }
});

function notThere(error: unknown): null {
  assert.ok(error instanceof ProblemError);
  assert.equal(error.code, 'not-found');
  return null;
}

describe('results, raced for', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  it('are one, however many copies come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const clinic = await givenResultClinic(t);
      const sent = aReport(clinic);
      const taken = await Promise.all(
        Array.from({ length: 8 }, () =>
          t.database.inTransaction(clinic.system, (ctx) => takeReport(ctx, clinic.clinicId, sent)),
        ),
      );
      assert.equal(new Set(taken.map(({ item }) => item.id)).size, 1);
      assert.deepEqual(taken.map(({ outcome }) => outcome).sort(), [
        'same',
        'same',
        'same',
        'same',
        'same',
        'same',
        'same',
        'taken',
      ]);
    }
  });

  it('are never signed in a version that was not seen', async () => {
    for (let round = 0; round < 10; round += 1) {
      const clinic = await givenResultClinic(t);
      const sent = aReport(clinic);
      const { item } = await take(t, clinic, sent);
      const held = await heldBy(t, clinic.clinician, item.id);
      const corrected = {
        ...{ ...sent, status: 'corrected' as const },
        content: { ...sent.content, values: [potassium('5.9', { flag: 'high' })] },
      };
      const [signed] = await Promise.allSettled([
        t.database.inTransaction(clinic.clinician.scope, (ctx) =>
          signResult(ctx, { ...held, note: '' }),
        ),
        take(t, clinic, corrected),
      ]);
      const row = await t
        .owner('result')
        .where({ id: item.id })
        .first<{ number: number; signed_at: string | null }>('*');
      // Whoever was first: what stands in the end is the correction, and nobody has signed it.
      assert.deepEqual([row.number, row.signed_at], [2, null]);
      if (signed.status === 'rejected')
        assert.match((signed.reason as ProblemError).code, /conflict|rule-broken/);
    }
  });
});
