import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WorkFilter } from '#contract/work';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { exportWork, itemsPerPart } from './export-work.ts';
import { assignWork } from './work-service.ts';

describe('a list that leaves the console', () => {
  let t: TestDatabase;
  let clinic: CallClinic;
  before(async () => {
    t = await testDatabase();
    clinic = await givenCallClinic(t);
  });
  after(() => t.close());

  const take = (filter: WorkFilter, from?: string) =>
    t.database.inTransaction(clinic.ana.scope, (ctx) =>
      exportWork(ctx, calls, {
        clinicId: clinic.clinicId,
        filter,
        after: from,
      }),
    );

  it('is whole, part after part, each item once', async () => {
    const patientId = await givenPatient(t, clinic);
    const made: string[] = [];
    while (made.length < itemsPerPart + 2)
      made.push((await givenCall(t, clinic, { patientId })).id);
    const first = await take({ show: 'open' });
    const second = await take({ show: 'open' }, first.next ?? undefined);
    assert.equal(second.next, null);
    assert.equal(first.items.length, itemsPerPart);
    const taken = [...first.items, ...second.items].map(({ id }) => id);
    assert.deepEqual(new Set(taken), new Set(made));
    assert.equal(taken.length, made.length);
  });

  it('holds what the filter lets through and nothing else', async () => {
    const patientId = await givenPatient(t, clinic);
    const mine = await givenCall(t, clinic, { patientId });
    await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      assignWork(ctx, calls, {
        itemId: mine.id,
        expectedVersion: mine.version,
        ownerId: clinic.ana.staffId,
      }),
    );
    const { items } = await take({ show: 'open', owner: 'me' });
    assert.deepEqual(
      items.map(({ id }) => id),
      [mine.id],
    );
  });
});
