import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { changeEntryStatus } from './entry-service.ts';
import { givenEntry, givenOffer, givenOpening, givenWaitlist } from './given-waitlist.ts';
import { replayWaitlistPolicy } from './replay-queries.ts';
import { waitlistProof } from './test-waitlist.ts';
import { waitlistRule } from './waitlist-rule.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const day = 1440;
const quietless = { quietFrom: '00:00', quietUntil: '00:00' };

test('replays what ended in ninety days for who waited then, beside what was done', async () => {
  const world = await givenWaitlist(t);
  const raised = plusMinutes(testStart, -10 * day);
  const ended = (given: object) =>
    givenOpening(t, world, {
      starts_at: plusMinutes(raised, 2 * day),
      raised_at: raised,
      offers_leave_at: raised,
      ended_at: plusMinutes(raised, day),
      status: 'lapsed',
      ...given,
    });
  const opening = await ended({});
  await ended({ ended_at: plusMinutes(testStart, -91 * day) });
  const added = { added_at: plusMinutes(testStart, -20 * day) };
  const gone = await givenEntry(t, world, added);
  await givenOffer(t, opening, gone, { status: 'expired', sent_at: plusMinutes(raised, 5) });
  await givenEntry(t, world, { ...added, status: 'paused' });
  await givenEntry(t, world, { added_at: plusMinutes(testStart, -day) });
  await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    changeEntryStatus(ctx, { entryId: gone.id, expectedVersion: 1, transition: 'withdraw' }),
  );
  const draft = { ...waitlistRule.standard, ...quietless, autoOffer: true };
  const replay = await t.database.inTransaction(world.manager.scope, (ctx) =>
    replayWaitlistPolicy(ctx, { clinicId: world.clinicId, ...draft }),
  );
  assert.equal(replay.openings, 1);
  assert.deepEqual(replay.model, {
    ...{ acceptedLow: 8, acceptedHigh: 11, source: 'published', answerMinutes: 10 },
  });
  assert.deepEqual(replay.measured, { filled: 0, offers: 1 });
  // Whoever was withdrawn today waited then.
  assert.deepEqual(replay.draft.offers, { low: 2, high: 2 });
  assert.deepEqual(replay.draft.filled, { low: 0.2, high: 0.2 });
  assert.deepEqual(replay.inForce.offers, { low: 0, high: 0 });
});

test('is refused to who may not set the rules, and changes nothing', async () => {
  const world = await givenWaitlist(t);
  const { refuses } = waitlistProof(t);
  await refuses(
    world,
    world.scheduler.scope,
    (ctx) => replayWaitlistPolicy(ctx, { clinicId: world.clinicId, ...waitlistRule.standard }),
    'not-allowed',
  );
});
