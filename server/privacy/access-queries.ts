// Who looked at whom, what waits for a review, and what was reviewed; newest first.
import {
  mostToReview,
  type Access,
  type AccessReview,
  type AccessShow,
  type AccessToReview,
  type AccessWindow,
} from '#contract/privacy';
import type { Knex } from 'knex';
import type { Ctx } from '../platform/context.ts';
import { cutPage, pageByTime } from '../platform/http/time-cursor.ts';
import type { Pair, PairRow, ReviewRow } from './access-repository.ts';
import { accessView, pairView, reviewView, type AccessRow } from './access-view.ts';
import { readNamed } from './named-queries.ts';

export interface Paged {
  after?: string | undefined;
  limit: number;
}
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type AccessSearch = Paged & { window: AccessWindow; show: AccessShow } & (
    { patientId: string } | { staffId: string }
  );

export async function searchAccesses(ctx: Ctx, search: AccessSearch): Promise<Page<Access>> {
  const query = ctx
    .db('patient_access')
    .where({ organization_id: ctx.organizationId })
    .where('patientId' in search ? { patient_id: search.patientId } : { staff_id: search.staffId })
    .where('at', '>=', search.window.from)
    .where('at', '<', search.window.until)
    .select<AccessRow[]>(
      'entry_id',
      'patient_id',
      'staff_id',
      'at',
      'act',
      'way',
      'request_id',
      'flags',
      'review_id',
    );
  if (search.show === 'openings') void query.where('way', 'opened');
  const rows = await pageByTime(query, { at: 'at', id: 'entry_id' }, search);
  const page = cutPage(
    rows.map((row) => ({ ...row, id: row.entry_id })),
    search.limit,
  );
  const named = await readNamed(ctx, {
    staffIds: page.shown.map((row) => row.staff_id),
    patientIds: page.shown.map((row) => row.patient_id),
  });
  return { items: page.shown.map((row) => accessView(row, named)), next: page.next };
}

/** Every pair has its latest look-up as its place in the list; the patient's id tells apart what is of one moment. */
export async function listToReview(ctx: Ctx, page: Paged): Promise<Page<AccessToReview>> {
  const query = ctx.db.from(pairs(ctx).as('pair')).select<PairRow[]>('*');
  const rows = await pageByTime(query, { at: 'last_at', id: 'last_id' }, page);
  const { shown, next } = cutPage(
    (rows as (PairRow & { last_id: string })[]).map((row) => ({
      ...row,
      at: row.last_at,
      id: row.last_id,
    })),
    page.limit,
  );
  const named = await readNamed(ctx, {
    staffIds: shown.map((row) => row.staff_id),
    patientIds: shown.map((row) => row.patient_id),
  });
  return { items: shown.map((row) => pairView(row, named)), next };
}

export async function findToReview(ctx: Ctx, pair: Pair): Promise<AccessToReview | null> {
  const [row] = await pairs(ctx).where({ staff_id: pair.staffId, patient_id: pair.patientId });
  if (!row) return null;
  const named = await readNamed(ctx, { staffIds: [row.staff_id], patientIds: [row.patient_id] });
  return pairView(row, named);
}

export async function countToReview(ctx: Ctx): Promise<number> {
  const some = unreviewed(ctx).distinct('staff_id', 'patient_id').limit(mostToReview);
  const row = await ctx.db.count<{ count: number }[]>('* as count').from(some.as('some')).first();
  return row?.count ?? 0;
}

export async function listReviews(ctx: Ctx, page: Paged): Promise<Page<AccessReview>> {
  const query = ctx
    .db('access_review')
    .where({ organization_id: ctx.organizationId })
    .select<ReviewRow[]>('*');
  const rows = await pageByTime(query, { at: 'reviewed_at', id: 'id' }, page);
  const { shown, next } = cutPage(
    rows.map((row) => ({ ...row, at: row.reviewed_at })),
    page.limit,
  );
  return { items: await reviewViews(ctx, shown), next };
}

export async function reviewViews(ctx: Ctx, rows: readonly ReviewRow[]): Promise<AccessReview[]> {
  const named = await readNamed(ctx, {
    staffIds: rows.flatMap((row) => [row.staff_id, row.reviewed_by]),
    patientIds: rows.map((row) => row.patient_id),
  });
  return rows.map((row) => reviewView(row, named));
}

function unreviewed(ctx: Ctx): Knex.QueryBuilder<object, object[]> {
  return ctx
    .db<object>('patient_access')
    .where({ organization_id: ctx.organizationId, is_flagged: true })
    .whereNull('review_id');
}

function pairs(ctx: Ctx): Knex.QueryBuilder<object, PairRow[]> {
  return unreviewed(ctx)
    .groupBy('staff_id', 'patient_id')
    .select<PairRow[]>(
      'staff_id',
      'patient_id',
      ctx.db.raw('count(*) as count'),
      ctx.db.raw(`count(*) filter (where way = 'opened') as opened`),
      ctx.db.raw('min(at) as first_at'),
      ctx.db.raw('max(at) as last_at'),
      ctx.db.raw('(array_agg(entry_id order by at desc, entry_id desc))[1] as last_id'),
      ctx.db.raw(`array(
        select distinct flag from unnest(string_to_array(string_agg(array_to_string(flags, ' '), ' '), ' ')) flag
        order by flag) as flags`),
    );
}
