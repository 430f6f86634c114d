// The view that PostgreSQL composes is the one that the contract means, for any item: composed here once more, field by
// field, from the rows as they are stored.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { call, callOutcomes, type Call } from '#contract/calls';
import { clockLevels, noDue, workPriorities, type WorkClock } from '#contract/work';
import { calls } from '../../calls/calls-queue.ts';
import type { AttemptRow, CallRow } from '../../calls/calls-repository.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import type { PatientRow } from '../../patients/patients-view.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import type { StoredClock } from './clock-repository.ts';
import { workItem } from './work-queries.ts';
import { updateWorkItem, type WorkRow } from './work-repository.ts';

const runs = 60;

describe('the view of an item', () => {
  let t: TestDatabase;
  let clinic: CallClinic;
  let people: string[];
  before(async () => {
    t = await testDatabase();
    clinic = await givenCallClinic(t);
    people = [clinic.ana.staffId, clinic.ben.staffId];
  });
  after(() => t.close());

  it('is what its rows say, for any state, clock, pause, lease and attempt', async () => {
    const { id } = await givenCall(t, clinic);
    await fc.assert(
      fc.asyncProperty(anyRows(), async (rows) => {
        await store(id, rows);
        const seen = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
          workItem(ctx, calls, { id }),
        );
        assert.deepEqual(seen, await expected(id));
        z.parse(call, seen);
      }),
      { numRuns: runs },
    );
  });

  it('is the one of the row as it is written, not as it was', async () => {
    const { id } = await givenCall(t, clinic);
    const [row] = await t.owner('work_item').where({ id }).select<WorkRow[]>('*');
    const change = { owner_id: clinic.ben.staffId, tags: ['spanish'], level: 2 };
    const { item } = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      updateWorkItem(ctx, calls, row!, { act: 'test', change }),
    );
    assert.deepEqual(item, await expected(id));
    assert.deepEqual(item.work.tags, ['spanish']);
  });

  it('is kept with its version as its row, in the instants of the contract', async () => {
    const { id } = await givenCall(t, clinic);
    const kept = await t.owner('work_item_version').where({ id }).pluck<WorkRow[]>('row');
    assert.deepEqual(kept, await t.owner('work_item').where({ id }).select<WorkRow[]>('*'));
  });

  it('does not show what lies behind a wall', async () => {
    const elsewhere = await givenCallClinic(t);
    const { id } = await givenCall(t, elsewhere);
    await assert.rejects(
      t.database.inTransaction(clinic.ana.scope, (ctx) => workItem(ctx, calls, { id })),
      /has no view/,
    );
  });

  function anyRows() {
    const instant = fc
      .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2900, 0, 1) })
      .map((at) => new Date(at).toISOString());
    const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
      fc.option(value, { nil: null });
    // No NUL and no half of a pair: PostgreSQL stores neither, and the edge takes neither.
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((value) => !value.includes('\0') && value.isWellFormed());
    const person = fc.constantFrom(...people);
    const clock = fc.record({
      title: text,
      started_at: instant,
      start_evidence: text,
      target_at: maybe(instant),
      deadline_at: instant,
      warn_at: maybe(instant),
      level: fc.nat({ max: 2 }),
      state: fc.constantFrom('running' as const, 'paused' as const, 'stopped' as const),
      at: instant,
      rule_version: fc.nat({ max: 9 }),
      because: text,
    });
    const attempt = fc.record({
      caller_id: person,
      outcome: fc.constantFrom(...callOutcomes),
      reason: text,
      note: text,
      at: instant,
    });
    return fc.record({
      item: fc.record({
        status: fc.constantFrom('to-call', 'message-left', 'done'),
        priority: fc.nat({ max: 3 }),
        owner_id: maybe(person),
        reason: maybe(text),
        tags: fc.array(text, { maxLength: 3 }),
        sort_at: fc.oneof(instant, fc.constant(noDue)),
        due_at: fc.oneof(instant, fc.constant(noDue)),
        level: fc.nat({ max: 2 }),
        amount_cents: maybe(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
        comments: fc.nat({ max: 99 }),
        attachments: fc.nat({ max: 20 }),
        opened_at: instant,
        lease_token: fc.nat({ max: 1000 }),
        version: fc.integer({ min: 1, max: 1000 }),
      }),
      place: fc.constantFrom(
        'free' as const,
        'held' as const,
        'snoozed' as const,
        'closed' as const,
      ),
      at: instant,
      about: text,
      callingSince: maybe(instant),
      holder: person,
      clocks: fc.array(clock, { maxLength: 4 }),
      attempts: fc.array(attempt, { maxLength: 4 }),
    });
  }

  type Rows = ReturnType<typeof anyRows> extends fc.Arbitrary<infer R> ? R : never;

  async function store(id: string, rows: Rows): Promise<void> {
    const key = { organization_id: clinic.organizationId, clinic_id: clinic.clinicId };
    const { place, at, holder } = rows;
    await t.owner.transaction(async (db) => {
      await db('call_attempt').where({ call_id: id }).delete();
      await db('work_clock_pause').where(key).delete();
      await db('work_clock').where({ work_item_id: id }).delete();
      await db('work_item')
        .where({ id })
        .update({
          ...rows.item,
          lease_holder_id: place === 'held' ? holder : null,
          lease_until: place === 'held' ? at : null,
          snoozed_until: place === 'snoozed' ? at : null,
          closed_at: place === 'closed' ? at : null,
        });
      await db('call_task')
        .where({ id })
        .update({ about: rows.about, calling_since: rows.callingSince });
      for (const { at: when, because, ...clock } of rows.clocks) {
        const clockId = newId();
        const isStopped = clock.state === 'stopped';
        await db('work_clock').insert({
          ...key,
          ...clock,
          id: clockId,
          work_item_id: id,
          rule: 'calls.routine',
          rule_value: '{}',
          next_at: null,
          stopped_at: isStopped ? when : null,
        });
        // One that is over, and where it pauses one that is open.
        const pause = { ...key, clock_id: clockId, from_at: when, reason: because };
        await db('work_clock_pause').insert({ ...pause, id: newId(), until_at: when });
        if (clock.state === 'paused')
          await db('work_clock_pause').insert({ ...pause, id: newId(), reason: `${because}!` });
      }
      for (const { at: when, ...attempt } of rows.attempts)
        await db('call_attempt').insert({
          ...key,
          ...attempt,
          id: newId(),
          call_id: id,
          began_at: when,
          ended_at: when,
        });
    });
  }

  async function expected(id: string): Promise<Call> {
    const [row] = await t.owner('work_item').where({ id }).select<WorkRow[]>('*');
    const [own] = await t.owner('call_task').where({ id }).select<CallRow[]>('*');
    const [patient] = await t
      .owner('patient')
      .where({ id: row!.patient_id })
      .select<PatientRow[]>('*');
    const { mrn, family, given, birth_on: birthOn, interpreter } = patient!;
    const attempts = await t
      .owner('call_attempt')
      .where({ call_id: id })
      .orderBy('id')
      .select<AttemptRow[]>('*');
    return {
      id,
      version: row!.version,
      patient: { id: row!.patient_id!, mrn, family, given, birthOn, interpreter },
      kind: own!.kind,
      about: own!.about,
      appointmentId: own!.appointment_id,
      openingId: own!.opening_id,
      callingSince: own!.calling_since,
      attempts: attempts.map((attempt) => ({
        callerId: attempt.caller_id,
        outcome: attempt.outcome,
        reason: attempt.reason,
        note: attempt.note,
        beganAt: attempt.began_at,
        endedAt: attempt.ended_at,
      })),
      work: {
        clinicId: row!.clinic_id,
        status: row!.status,
        priority: workPriorities[row!.priority]!,
        ownerId: row!.owner_id,
        lease:
          row!.lease_holder_id === null
            ? null
            : { holderId: row!.lease_holder_id, token: row!.lease_token },
        snoozedUntil: row!.snoozed_until,
        reason: row!.reason,
        tags: row!.tags,
        sortAt: row!.sort_at,
        dueAt: row!.due_at === noDue ? null : row!.due_at,
        level: clockLevels[row!.level]!,
        clocks: await expectedClocks(id),
        amountCents: row!.amount_cents,
        comments: row!.comments,
        attachments: row!.attachments,
        openedAt: row!.opened_at,
        closedAt: row!.closed_at,
      },
    };
  }

  async function expectedClocks(itemId: string): Promise<WorkClock[]> {
    const clocks = await t
      .owner('work_clock')
      .where({ work_item_id: itemId })
      .orderBy(['deadline_at', 'id'])
      .select<StoredClock[]>('*');
    const open = await t
      .owner('work_clock_pause')
      .whereNull('until_at')
      .select<{ clock_id: string; reason: string }[]>('clock_id', 'reason');
    return clocks.map((clock) => ({
      id: clock.id,
      rule: clock.rule,
      ruleVersion: clock.rule_version,
      title: clock.title,
      startedAt: clock.started_at,
      startEvidence: clock.start_evidence,
      targetAt: clock.target_at,
      deadlineAt: clock.deadline_at,
      warnAt: clock.warn_at,
      level: clockLevels[clock.level]!,
      state: clock.state,
      pausedBecause: open.find(({ clock_id }) => clock_id === clock.id)?.reason ?? null,
      stoppedAt: clock.stopped_at,
    }));
  }
});
