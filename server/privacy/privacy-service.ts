// The lists of the privacy page, each for who answers for all clinics; the edge writes down who read which.
import type { AnswerOf, CallInput } from '#contract/endpoint';
import type {
  Access,
  AccessReview,
  AccessToReview,
  AccessWindow,
  FailedTry,
  TakenOut,
  takePrivacyList as takeEndpoint,
  WatchedPerson,
} from '#contract/privacy';
import type { Ctx } from '../platform/context.ts';
import * as accesses from './access-queries.ts';
import type { AccessSearch, Page, Paged } from './access-queries.ts';
import * as entries from './entry-queries.ts';
import * as people from './own-chart-queries.ts';
import { requireReader } from './require-reader.ts';

type Windowed = Paged & { window: AccessWindow };

export async function searchAccesses(ctx: Ctx, search: AccessSearch): Promise<Page<Access>> {
  await requireReader(ctx);
  return accesses.searchAccesses(ctx, search);
}

export async function searchTakenOut(ctx: Ctx, search: Windowed): Promise<Page<TakenOut>> {
  await requireReader(ctx);
  return entries.searchTakenOut(ctx, search);
}

export async function searchFailedTries(ctx: Ctx, search: Windowed): Promise<Page<FailedTry>> {
  await requireReader(ctx);
  return entries.searchFailedTries(ctx, search);
}

export async function listToReview(ctx: Ctx, page: Paged): Promise<Page<AccessToReview>> {
  await requireReader(ctx);
  return accesses.listToReview(ctx, page);
}

export async function countToReview(ctx: Ctx): Promise<number> {
  await requireReader(ctx);
  return accesses.countToReview(ctx);
}

export async function listReviews(ctx: Ctx, page: Paged): Promise<Page<AccessReview>> {
  await requireReader(ctx);
  return accesses.listReviews(ctx, page);
}

export async function listWatchedPeople(ctx: Ctx): Promise<WatchedPerson[]> {
  await requireReader(ctx);
  return people.listWatchedPeople(ctx);
}

/** So many rows a part: an answer of some hundred kilobytes. */
const rowsPerPart = 500;

export async function takePrivacyList(
  ctx: Ctx,
  { list, window, after }: CallInput<typeof takeEndpoint>['body'],
): Promise<AnswerOf<typeof takeEndpoint>> {
  await requireReader(ctx);
  const page = { window, after, limit: rowsPerPart };
  const none = { accesses: [], takenOut: [], failedTries: [], at: ctx.now };
  if (list.of === 'taken-out') {
    const { items, next } = await entries.searchTakenOut(ctx, page);
    return { ...none, takenOut: items, next };
  }
  if (list.of === 'failed-tries') {
    const { items, next } = await entries.searchFailedTries(ctx, page);
    return { ...none, failedTries: items, next };
  }
  const { items, next } = await accesses.searchAccesses(ctx, { ...page, ...list });
  return { ...none, accesses: items, next };
}
