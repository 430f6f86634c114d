import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostCalendarFeeds, type CalendarFeed } from '#contract/calendar-feed';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import type { Ctx } from '../../platform/context.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { newId } from '../../platform/ids.ts';
import { runReactionsOnce } from '../../platform/reactions/run-reactions.ts';
import { givenProvider, givenStaff, type GivenStaff } from '../../staff/given-organization.ts';
import { endStaffMember } from '../../staff/member-service.ts';
import { calendarReactions } from '../calendar-reactions.ts';
import { givenBookableClinic, type BookableClinic } from '../given-bookable-clinic.ts';
import { feedTokenHash } from './feed-link.ts';
import { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed } from './feed-service.ts';
import { givenFeed } from './given-feed.ts';

describe('links to the calendars of providers', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  /** Whom the provider is when they sign in. */
  function ownOf({ organizationId, clinicIds, providerId }: BookableClinic) {
    const grants = clinicIds.map((clinicId) => ({ clinicId, role: 'clinician' as const }));
    const scope = { kind: 'user' as const, organizationId, staffId: providerId, grants };
    return { staffId: providerId, organizationId, grants, scope } satisfies GivenStaff;
  }
  const listed = (clinic: BookableClinic, staff = clinic.manager): Promise<CalendarFeed[]> =>
    clinic.actAs(staff, (ctx) => listCalendarFeeds(ctx, clinic.clinicId));
  const create =
    ({ clinicId, providerId }: { clinicId: string; providerId: string }) =>
    (ctx: Ctx) =>
      createCalendarFeed(ctx, { clinicId, providerId, titles: 'busy' });

  async function changes<T>(
    clinic: BookableClinic,
    { by, type }: { by: GivenStaff; type: string },
    act: (ctx: Ctx) => Promise<T>,
  ): Promise<T> {
    let fresh: CalendarFeed[] = [];
    const { answer, changes } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => listed(clinic),
      fold: () => fresh,
      action: async () => {
        const done = await clinic.actAs(by, act);
        fresh = await listed(clinic);
        return done;
      },
      types: [type],
    });
    assert.deepEqual(
      changes.map(({ feed, payload }) => [feed, payload]),
      [[`calendar-feeds:${clinic.clinicId}`, null]],
    );
    return answer;
  }
  const refuses = (
    clinic: BookableClinic,
    { by, refusal }: { by: GivenStaff; refusal: string },
    act: (ctx: Ctx) => Promise<unknown>,
  ) =>
    expectNoChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => listed(clinic),
      action: () => clinic.actAs(by, act),
      refusal,
    });

  it('are made by the provider; the secret is shown once, and only its hash is kept', async () => {
    const clinic = await givenBookableClinic(t);
    const own = ownOf(clinic);
    const type = 'calendar-feeds.created';
    const { feed, path } = await changes(clinic, { by: own, type }, create(clinic));
    assert.match(path, /^\/feed\/[\w-]{32}\.ics$/);
    assert.deepEqual(await listed(clinic, own), [feed]);
    assert.deepEqual([feed.titles, feed.lastReadAt, feed.version], ['busy', null, 1]);
    const row = await t.owner('calendar_feed').where({ id: feed.id }).first<object>();
    const token = path.slice('/feed/'.length, -'.ics'.length);
    assert.deepEqual((row as { token_hash: Buffer }).token_hash, feedTokenHash(token));
    const acts = await t
      .owner('audit_entry')
      .where({ entity_id: feed.id })
      .select<object[]>('act', 'actor_id', 'clinic_id', 'detail');
    assert.deepEqual(acts, [
      {
        act: 'calendar-feed.created',
        actor_id: own.staffId,
        clinic_id: clinic.clinicId,
        detail: { providerId: clinic.providerId, titles: 'busy' },
      },
    ]);
    assert.ok(!JSON.stringify([acts, row]).includes(token));
  });

  it('are made and seen by managers for each provider of the clinic', async () => {
    const clinic = await givenBookableClinic(t);
    const type = 'calendar-feeds.created';
    const { feed } = await changes(clinic, { by: clinic.manager, type }, create(clinic));
    const { organizationId, clinicId } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenFeed(t, { organizationId, clinicId, providerId });
    assert.equal((await listed(clinic)).length, 2);
    assert.deepEqual(await listed(clinic, ownOf(clinic)), [feed]);
  });

  it('are for nobody else to make, see or revoke', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicId, clinicIds, scheduler } = clinic;
    const { feedId } = await givenFeed(t, clinic);
    const revoke = (ctx: Ctx) => revokeCalendarFeed(ctx, feedId);
    const elsewhere = await givenStaff(t, {
      organizationId,
      clinicIds: clinicIds.slice(1),
      role: 'clinic-manager',
    });
    assert.deepEqual(await listed(clinic, scheduler), []);
    for (const act of [create(clinic), revoke])
      await refuses(clinic, { by: scheduler, refusal: 'not-allowed' }, act);
    await refuses(clinic, { by: elsewhere, refusal: 'not-allowed' }, create(clinic));
    await refuses(clinic, { by: elsewhere, refusal: 'not-found' }, revoke);
    const { manager } = clinic;
    const unknown = { by: manager, refusal: 'invalid-input' };
    for (const providerId of [newId(), scheduler.staffId])
      await refuses(clinic, unknown, create({ clinicId, providerId }));
  });

  it('are so many at most, and are revoked once', async () => {
    const clinic = await givenBookableClinic(t);
    const { manager } = clinic;
    const { feedId } = await givenFeed(t, clinic);
    for (let n = 1; n < mostCalendarFeeds; n += 1) await givenFeed(t, clinic);
    const full = { by: manager, refusal: 'rule-broken too-many-feeds' };
    await refuses(clinic, full, create(clinic));
    const own = ownOf(clinic);
    const type = 'calendar-feeds.revoked';
    await changes(clinic, { by: own, type }, (ctx) => revokeCalendarFeed(ctx, feedId));
    const gone = { by: manager, refusal: 'rule-broken feed-revoked' };
    await refuses(clinic, gone, (ctx) => revokeCalendarFeed(ctx, feedId));
    await clinic.actAs(manager, create(clinic));
  });

  it('are revoked for good when the provider leaves', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicIds, clinicId, providerId } = clinic;
    await t.owner('role_grant').insert({
      organization_id: organizationId,
      staff_id: providerId,
      clinic_id: clinicId,
      role: 'clinician',
    });
    const kept = await givenProvider(t, { organizationId, clinicIds });
    await givenFeed(t, clinic);
    const { feedId } = await givenFeed(t, { organizationId, clinicId, providerId: kept });
    const administrator = await givenStaff(t, {
      organizationId,
      clinicIds,
      role: 'administrator',
    });
    await clinic.actAs(administrator, (ctx) =>
      endStaffMember(ctx, { staffId: providerId, expectedVersion: 1 }),
    );
    await runReactionsOnce(t.database, calendarReactions, organizationId);
    assert.deepEqual(
      (await listed(clinic)).map(({ id }) => id),
      [feedId],
    );
  });
});
