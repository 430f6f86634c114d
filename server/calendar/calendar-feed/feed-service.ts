// Use cases of links to calendars: make, revoke, list; and an end of them when a provider leaves.
import type { AnswerOf } from '#contract/endpoint';
import {
  mostCalendarFeeds,
  type CalendarFeed,
  type createCalendarFeed as createCalendarFeedEndpoint,
  type FeedTitles,
} from '#contract/calendar-feed';
import type { ChangeEnvelope } from '#contract/realtime';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { recordChange } from '../../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../../platform/problem.ts';
import { listLeft } from '../../staff/absence-queries.ts';
import { worksInClinic } from '../../staff/staff-queries.ts';
import { feedPath, feedTokenHash, newFeedToken } from './feed-link.ts';
import { denyFeedOf } from './feed-policy.ts';
import { feedViews, listFeedIdsOf, listFeeds } from './feed-queries.ts';
import { insertFeed, lockFeed, revokeFeedRow, type FeedRow } from './feed-repository.ts';

interface OfProvider {
  clinicId: string;
  providerId: string;
}

export async function listCalendarFeeds(ctx: Ctx, clinicId: string): Promise<CalendarFeed[]> {
  const providerId = mayAct(ctx, 'availability:manage', clinicId) ? null : ctx.actorId;
  return feedViews(ctx, await listFeeds(ctx, { clinicId, providerId }));
}

export async function createCalendarFeed(
  ctx: Ctx,
  { titles, ...of }: OfProvider & { titles: FeedTitles },
): Promise<AnswerOf<typeof createCalendarFeedEndpoint>> {
  requireAllowed(ctx, of);
  if (ctx.actorId === null) throw notAllowed('A link to a calendar is made by somebody.');
  if (!(await worksInClinic(ctx, of.providerId, of.clinicId)))
    throw invalidInput('providerId', 'names no provider of this clinic');
  if ((await listFeeds(ctx, of)).length >= mostCalendarFeeds)
    throw ruleBroken(
      'too-many-feeds',
      `${mostCalendarFeeds} links to this calendar work already; revoke one first. None was made.`,
    );
  const token = newFeedToken();
  const row = await insertFeed(ctx, {
    id: newId(),
    clinic_id: of.clinicId,
    provider_id: of.providerId,
    titles,
    token_hash: feedTokenHash(token),
    created_by_id: ctx.actorId,
  });
  announce(ctx, row, 'created');
  const [feed] = await feedViews(ctx, [row]);
  if (!feed) throw new Error('A link has no view.');
  return { feed, path: feedPath(token) };
}

export async function revokeCalendarFeed(ctx: Ctx, feedId: string): Promise<void> {
  const row = await lockFeed(ctx, feedId);
  if (!row) throw notFound('link');
  requireAllowed(ctx, { clinicId: row.clinic_id, providerId: row.provider_id });
  if (row.revoked_at !== null)
    throw ruleBroken('feed-revoked', 'This link was revoked before; nothing was changed.');
  announce(ctx, await revokeFeedRow(ctx, row), 'revoked');
}

/** Nobody's links come back with them: they work no longer at once, and are revoked for good. */
export async function revokeFeedsOfLeft(ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> {
  if (!(await listLeft(ctx)).includes(entityId)) return;
  for (const feedId of await listFeedIdsOf(ctx, entityId)) await revokeCalendarFeed(ctx, feedId);
}

function requireAllowed(ctx: Ctx, of: OfProvider): void {
  const denied = denyFeedOf((...asked) => mayAct(ctx, ...asked), { ...of, actorId: ctx.actorId });
  if (denied !== null) throw notAllowed(denied);
}

function announce(ctx: Ctx, row: FeedRow, what: 'created' | 'revoked'): void {
  const { id: entityId, clinic_id: clinicId, version, provider_id: providerId, titles } = row;
  recordChange(ctx, {
    type: `calendar-feeds.${what}`,
    clinicId,
    entityId,
    version,
    payload: null,
  });
  const detail = { providerId, titles };
  recordAudit(ctx, { act: `calendar-feed.${what}`, clinicId, entityId, detail });
}
