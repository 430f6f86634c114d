// Read models of a queue: a page, the counts, one item with its steps and comments.
import { feedOf } from '#contract/realtime';
import type { Attachment } from '#contract/attachment';
import {
  clockLevels,
  workPriorities,
  type WorkComment,
  type WorkFilter,
  type WorkItem,
  type WorkStep,
} from '#contract/work';
import type { WorkLink } from '#contract/work-link';
import type { Knex } from 'knex';
import { mayAct, type Ctx } from '../context.ts';
import { ComposedAnswer } from '../http/composed-answer.ts';
import { notFound } from '../problem.ts';
import { instantSql } from '../db/instant-sql.ts';
import { prepared } from '../db/prepared.ts';
import { itemSql, perQueue } from './item-sql.ts';
import { linksOf } from './link-queries.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import type { Queue } from './queue.ts';
import { attachmentView, listAttachments } from './attachment-repository.ts';
import type { WorkRow } from './work-repository.ts';
import { commentView, stepView, type CommentRow, type StepRow } from './work-view.ts';

/** The items' views, in the order given; one statement. */
export async function workItems<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  rows: readonly { id: string }[],
): Promise<I[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const views = prepared<{ item: I }>(ctx.db, viewsOf(queue), [ids, ctx.organizationId]);
  return (await views).rows.map(({ item }) => item);
}

const viewsOf = perQueue(
  (queue) => `
    select ${itemSql(queue)} as item
    from unnest(cast(? as uuid[])) with ordinality as wanted (id, place)
    join work_item i on i.organization_id = ? and i.id = wanted.id
    order by wanted.place`,
);

/** For a change whose payload is the view: PostgreSQL puts it into the log without a journey through this process. */
export const composedItem = perQueue(
  (queue) => `
    select i.id, cast(${itemSql(queue)} as jsonb) as payload from work_item i
    where i.organization_id = ? and i.id = any(?)`,
);

export async function workItem<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: { id: string },
): Promise<I> {
  const [item] = await workItems(ctx, queue, [row]);
  if (!item) throw new Error(`An item of ${queue.name} has no view.`);
  return item;
}

export interface ListWork extends WorkFilter {
  clinicId: string;
  after?: string | undefined;
  limit: number;
}

export async function listWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  list: ListWork,
): Promise<{ items: I[]; next: string | null; asOf: number }> {
  const { items, next, asOf } = await composePage(ctx, queue, list);
  return { items: JSON.parse(items) as I[], next, asOf };
}

/** The same as the answer's text, which no process reads before it leaves. */
export async function composeList(ctx: Ctx, queue: Queue, list: ListWork): Promise<ComposedAnswer> {
  const { items, next, asOf, patientIds } = await composePage(ctx, queue, list);
  const json = `{"items":${items},"next":${JSON.stringify(next)},"asOf":${asOf}}`;
  return new ComposedAnswer(json, patientIds);
}

interface PageRow {
  asOf: number;
  items: string;
  patientIds: string[];
  /** Of the last row shown, where there is another page. */
  last: Pick<WorkRow, 'id' | 'sort_at' | 'priority' | 'closed_at'> | null;
}

/** Rows, views and the feed's number of one moment, in one statement. */
async function composePage(
  ctx: Ctx,
  queue: Queue,
  list: ListWork,
): Promise<Omit<PageRow, 'last'> & { next: string | null }> {
  const feed = [ctx.organizationId, feedOf(queue.name, list.clinicId)];
  const { rows } = await ctx.db.raw<{ rows: PageRow[] }>(pageOf(queue), [
    pageOfRows(ctx, queue.name, list),
    ...feed,
    list.limit,
    list.limit,
    list.limit,
    list.limit,
  ]);
  const [page] = rows;
  if (!page) throw new Error('A page of a queue has no row.');
  return { ...page, next: page.last && writeCursor(list.show, page.last) };
}

const pageOf = perQueue(
  (queue) => `
    with i as materialized (select row.*, row_number() over () as place from (?) row)
    select
      coalesce((select seq from feed_head where organization_id = ? and feed = ?), 0) as "asOf",
      coalesce(cast(json_agg(${itemSql(queue)} order by i.place) filter (where i.place <= ?) as text), '[]') as items,
      coalesce(array_agg(distinct i.patient_id)
        filter (where i.place <= ? and i.patient_id is not null), '{}') as "patientIds",
      (
        select row_to_json(l)
        from (
          select last.id, ${instantSql('last.sort_at')} as sort_at, last.priority,
            ${instantSql('last.closed_at')} as closed_at
          from i last
          where last.place = ? and exists (select from i more where more.place > ?)
        ) l
      ) as last
    from i`,
);

/** One row more than asked for tells that there is another page. */
function pageOfRows(ctx: Ctx, queue: string, list: ListWork): Knex.QueryBuilder {
  const query = filtered(ctx, queue, list).limit(list.limit + 1);
  const from = list.after === undefined ? null : readCursor(list.show, list.after);
  if (list.show === 'closed') {
    if (from) void query.whereRaw('(closed_at, id) < (?, ?)', from);
    return query.orderBy([
      { column: 'closed_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  }
  if (from) void query.whereRaw('(sort_at, priority, id) > (?, ?, ?)', from);
  return query.orderBy(['sort_at', 'priority', 'id']);
}

function filtered(
  ctx: Ctx,
  queue: string,
  { clinicId, show, owner, level, priority, status, before }: ListWork,
): Knex.QueryBuilder<WorkRow, WorkRow[]> {
  const query = ctx
    .db<WorkRow>('work_item')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, queue });
  if (show === 'closed') void query.whereNotNull('closed_at');
  else void query.whereNull('closed_at');
  if (show === 'open') void query.whereNull('snoozed_until');
  if (show === 'snoozed') void query.whereNotNull('snoozed_until');
  if (owner === 'nobody') void query.whereNull('owner_id').whereNull('lease_holder_id');
  if (owner === 'me')
    void query.where((mine) => {
      void mine.where('owner_id', ctx.actorId).orWhere('lease_holder_id', ctx.actorId);
    });
  if (level !== undefined) void query.where('level', clockLevels.indexOf(level));
  if (priority !== undefined) void query.where('priority', workPriorities.indexOf(priority));
  if (status !== undefined) void query.where('status', status);
  if (before !== undefined) void query.where('sort_at', '<', before);
  return query.select('*');
}

/** A count beyond this is shown as "10,000+", and costs no more. */
const mostCounted = 10_000;

export async function countWork(
  ctx: Ctx,
  queue: Queue,
  clinicId: string,
): Promise<{ open: number; late: number; mine: number; snoozed: number }> {
  const count = async (filter: Partial<WorkFilter>): Promise<number> => {
    const list = { clinicId, limit: mostCounted, show: 'open', ...filter } as const;
    const rows = filtered(ctx, queue.name, list).limit(mostCounted).clearSelect().select('id');
    const row = await ctx.db.count<{ count: number }[]>('* as count').from(rows.as('some')).first();
    return row?.count ?? 0;
  };
  return {
    open: await count({}),
    late: await count({ level: 'late' }),
    mine: await count({ owner: 'me' }),
    snoozed: await count({ show: 'snoozed' }),
  };
}

/** Not found also for those who may not read the queue in its clinic. */
export async function getWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  itemId: string,
): Promise<{
  item: I;
  steps: WorkStep[];
  comments: WorkComment[];
  attachments: Attachment[];
  links: WorkLink[];
}> {
  const key = { organization_id: ctx.organizationId };
  const readable = await findReadableRow(ctx, queue, itemId);
  const steps = await ctx
    .db('work_item_version')
    .where({ ...key, id: itemId })
    .orderBy('version')
    .select<StepRow[]>('version', 'act', 'actor_id', 'valid_from', 'row');
  const comments = await ctx
    .db('work_comment')
    .where({ ...key, work_item_id: itemId })
    .orderBy(['at', 'id'])
    .select<CommentRow[]>('id', 'author_id', 'text', 'mentions', 'at');
  return {
    item: await workItem(ctx, queue, readable),
    steps: steps.map(stepView),
    comments: comments.map(commentView),
    attachments: (await listAttachments(ctx, itemId)).map(attachmentView),
    links: await linksOf(ctx, queue, readable),
  };
}

export async function findReadableRow(ctx: Ctx, queue: Queue, itemId: string): Promise<WorkRow> {
  const row = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, id: itemId, queue: queue.name })
    .first<WorkRow | undefined>('*');
  return requireReadable(ctx, queue, row);
}

export function requireReadable(ctx: Ctx, queue: Queue, row: WorkRow | undefined): WorkRow {
  if (!row || !mayAct(ctx, queue.permissions.read, row.clinic_id)) throw notFound(queue.noun);
  return row;
}
