import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AccessToReview } from '#contract/privacy';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { countToReview, listReviews, listToReview } from './access-queries.ts';
import { givenAccess } from './given-access.ts';
import { reviewAccesses } from './review-service.ts';

describe('a review of look-ups', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  async function givenPair(count: number) {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const hire = async () =>
      (await givenStaff(t, { organizationId, clinicIds, role: 'administrator' })).staffId;
    const [officer, other, staffId] = [await hire(), await hire(), await hire()];
    const patientId = await givenPatient(t, { organizationId });
    const of = { organizationId, staffId, patientId };
    for (let at = 0; at < count; at += 1)
      await givenAccess(t, {
        ...of,
        flags: at === 0 ? ['own-chart', 'vip'] : ['vip'],
        at: `2026-11-23T14:0${at}:00.000Z`,
      });
    await givenAccess(t, of);
    const scopeOf = (whose: string): Scope => ({
      kind: 'user',
      organizationId,
      staffId: whose,
      grants: clinicIds.map((clinicId) => ({ clinicId, role: 'administrator' })),
    });
    const review = (seen: Pick<AccessToReview, 'count' | 'lastAt'>, by = officer) =>
      t.database.inTransaction(scopeOf(by), (ctx) =>
        reviewAccesses(ctx, { staffId, patientId, seen, note: 'Asked their manager' }),
      );
    const read = <T>(ask: Parameters<typeof t.database.inTransaction<T>>[1]): Promise<T> =>
      t.database.inTransaction(scopeOf(officer), ask);
    const snapshot = async () => ({
      toReview: await read((ctx) => listToReview(ctx, { limit: 50 })),
      reviews: await read((ctx) => listReviews(ctx, { limit: 50 })),
    });
    return { ...of, officer, other, review, snapshot, read };
  }

  const two = { count: 2, lastAt: '2026-11-23T14:01:00.000Z' };

  it('takes what was seen out of the list, and keeps the note', async () => {
    const pair = await givenPair(2);
    const before = await pair.snapshot();
    assert.deepEqual(
      before.toReview.items.map(({ count, flags }) => [count, flags]),
      [[2, ['own-chart', 'vip']]],
    );
    const { answer } = await expectChange({
      t,
      organizationId: pair.organizationId,
      // Thin: what is left is asked for anew.
      snapshot: () => Promise.resolve(null),
      fold: (state) => state,
      action: () => pair.review(two),
      types: ['privacy.accesses-reviewed'],
    });
    assert.deepEqual(
      [answer.count, answer.note, answer.reviewedBy.id, answer.firstAt, answer.lastAt],
      [2, 'Asked their manager', pair.officer, '2026-11-23T14:00:00.000Z', two.lastAt],
    );
    const after = await pair.snapshot();
    assert.deepEqual(after.toReview.items, []);
    assert.deepEqual(after.reviews.items, [answer]);
    assert.equal(await pair.read(countToReview), 0);
  });

  it('of one pair is written once, however many write it at the same time', async () => {
    const pair = await givenPair(2);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) => pair.review(two, at % 2 ? pair.officer : pair.other)),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    const codes = tries.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    );
    assert.deepEqual([...new Set(codes)], ['conflict']);
    assert.equal((await pair.snapshot()).reviews.items.length, 1);
  });

  it('does not cover what came after it was seen', async () => {
    const pair = await givenPair(3);
    await expectNoChange({
      ...pair,
      t,
      action: () => pair.review(two),
      refusal: 'conflict',
    });
    await pair.review({ count: 3, lastAt: '2026-11-23T14:02:00.000Z' });
    await givenAccess(t, { ...pair, flags: ['vip'], at: '2026-11-23T14:09:00.000Z' });
    const { toReview } = await pair.snapshot();
    assert.deepEqual(
      toReview.items.map(({ count }) => count),
      [1],
    );
  });

  it('is not written by who looked, nor by who answers for fewer clinics', async () => {
    const pair = await givenPair(2);
    await expectNoChange({
      ...pair,
      t,
      action: () => pair.review(two, pair.staffId),
      refusal: 'rule-broken own-look-up',
    });
    const scope: Scope = {
      kind: 'user',
      organizationId: pair.organizationId,
      staffId: pair.officer,
      grants: [],
    };
    await expectNoChange({
      ...pair,
      t,
      action: () =>
        t.database.inTransaction(scope, (ctx) =>
          reviewAccesses(ctx, { ...pair, seen: two, note: 'Nothing' }),
        ),
      refusal: 'not-allowed',
    });
  });

  it('stays as it was written', async () => {
    const pair = await givenPair(2);
    await pair.review(two);
    for (const statement of [
      `update access_review set note = 'Other'`,
      'delete from access_review',
      `update patient_access set flags = '{}'`,
      'delete from patient_access',
    ])
      await assert.rejects(
        pair.read((ctx) => ctx.db.raw(statement)),
        { code: '42501' },
        statement,
      );
  });
});
