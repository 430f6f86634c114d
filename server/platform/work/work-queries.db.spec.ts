// A page of a queue is what the contract's own filter and order say, page after page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Call } from '#contract/calls';
import {
  clockLevels,
  compareWork,
  matchesWork,
  noDue,
  workPriorities,
  type WorkFilter,
} from '#contract/work';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof } from '../../calls/test-calls.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { countWork, listWork } from './work-queries.ts';

describe('a queue', () => {
  let t: TestDatabase;
  let clinic: CallClinic;
  let all: Call[];
  before(async () => {
    t = await testDatabase();
    clinic = await givenCallClinic(t);
    await givenMixedCalls(t, clinic, 60);
    all = Object.values((await callsProof(t).snapshot(clinic)).calls);
  });
  after(() => t.close());

  const me = () => clinic.ana.staffId;
  const read = (filter: WorkFilter & { limit: number; after?: string }) =>
    t.database.inTransaction(clinic.ana.scope, (ctx) =>
      listWork(ctx, calls, { clinicId: clinic.clinicId, ...filter }),
    );

  it('lists page after page what the console would show, in its order', async () => {
    const anyFilter = fc.record(
      {
        owner: fc.constantFrom('me' as const, 'nobody' as const),
        level: fc.constantFrom(...clockLevels),
        priority: fc.constantFrom(...workPriorities),
        status: fc.constantFrom('to-call', 'message-left', 'done'),
        before: fc.constantFrom('2026-11-23T18:00:00.000Z', '2026-11-23T12:00:00-05:00', noDue),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('open' as const, 'snoozed' as const, 'closed' as const),
        anyFilter,
        fc.integer({ min: 1, max: 25 }),
        async (show, narrowed, limit) => {
          const filter: WorkFilter = { show, ...narrowed };
          const seen: string[] = [];
          let after: string | null = null;
          do {
            const page: Awaited<ReturnType<typeof read>> = await read({
              ...filter,
              limit,
              ...(after === null ? {} : { after }),
            });
            seen.push(...page.items.map(({ id }) => id));
            after = page.next;
          } while (after !== null);
          const expected = all
            .filter((call) => matchesWork(filter, call, me()))
            .sort(compareWork(show))
            .map(({ id }) => id);
          assert.deepEqual(seen, expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts the same', async () => {
    const counted = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      countWork(ctx, calls, clinic.clinicId),
    );
    const count = (filter: WorkFilter) =>
      all.filter((call) => matchesWork(filter, call, me())).length;
    assert.deepEqual(counted, {
      open: count({ show: 'open' }),
      late: count({ show: 'open', level: 'late' }),
      mine: count({ show: 'open', owner: 'me' }),
      snoozed: count({ show: 'snoozed' }),
    });
    assert.ok(counted.open > 5 && counted.late > 0 && counted.mine > 0 && counted.snoozed > 0);
  });

  it('refuses a cursor that is not its own', async () => {
    const forged = Buffer.from(JSON.stringify(['x', 99, 'y'])).toString('base64url');
    const { next } = await read({ show: 'open', limit: 1 });
    for (const after of ['', '!', forged])
      await assert.rejects(read({ show: 'open', limit: 5, after }), { code: 'invalid-input' });
    await assert.rejects(read({ show: 'closed', limit: 5, after: next ?? '' }), {
      code: 'invalid-input',
    });
  });
});

/** Every mixture of due time, level, owner, holder, snooze and end. */
async function givenMixedCalls(t: TestDatabase, clinic: CallClinic, count: number): Promise<void> {
  const patientId = await givenPatient(t, clinic);
  for (let at = 0; at < count; at++) {
    const { id } = await givenCall(t, clinic, { patientId });
    const hour = `2026-11-23T${String(16 + (at % 4)).padStart(2, '0')}:00:00.000Z`;
    const isClosed = at % 5 === 0;
    const isSnoozed = !isClosed && at % 7 === 0;
    const isHeld = !isClosed && !isSnoozed && at % 3 === 0;
    await t
      .owner('work_item')
      .where({ id })
      .update({
        sort_at: isClosed || at % 11 === 0 ? noDue : hour,
        // Not the order, which is the queue's.
        due_at: at % 2 === 0 ? noDue : '2026-11-23T15:00:00.000Z',
        level: at % 3,
        priority: at % 4,
        status: isClosed ? 'done' : at % 2 === 0 ? 'to-call' : 'message-left',
        owner_id: [null, clinic.ana.staffId, clinic.ben.staffId][at % 3] ?? null,
        lease_holder_id: isHeld ? [clinic.ana, clinic.ben][at % 2]!.staffId : null,
        lease_until: isHeld ? '2026-11-23T15:05:00.000Z' : null,
        snoozed_until: isSnoozed ? '2026-11-24T15:00:00.000Z' : null,
        closed_at: isClosed ? hour : null,
      });
  }
}
