// What the audit log itself says: what left the console, and who tried in vain; newest first.
import type { AccessWindow, FailedTry, TakenOut } from '#contract/privacy';
import type { Knex } from 'knex';
import type { Ctx } from '../platform/context.ts';
import { cutPage, pageByTime } from '../platform/http/time-cursor.ts';
import type { Page, Paged } from './access-queries.ts';
import { takenView, triedBy, tryView, type TakenRow, type TryRow } from './access-view.ts';
import { readNamed } from './named-queries.ts';

export async function searchTakenOut(
  ctx: Ctx,
  search: Paged & { window: AccessWindow },
): Promise<Page<TakenOut>> {
  const query = entries(ctx, 'export', search.window).select<TakenRow[]>(
    ...entryColumns,
    ctx.db.raw(`detail ->> 'target' as target`),
    ctx.db.raw(
      `coalesce(jsonb_array_length(detail -> 'patients'), 0) + coalesce(cast(detail ->> 'more' as integer), 0) as patients`,
    ),
  );
  const { shown, next } = cutPage(await pageByTime(query, byTime, search), search.limit);
  const staffIds = shown.map((row) => row.actor_id);
  const named = await readNamed(ctx, { staffIds, patientIds: [] });
  return { items: shown.map((row) => takenView(row, named)), next };
}

export async function searchFailedTries(
  ctx: Ctx,
  search: Paged & { window: AccessWindow },
): Promise<Page<FailedTry>> {
  const query = entries(ctx, 'denied', search.window).select<TryRow[]>(
    ...entryColumns,
    'actor_kind',
    ctx.db.raw(`coalesce(detail ->> 'code', '') as code`),
    ctx.db.raw(`coalesce(cast(detail ->> 'tries' as integer), 1) as tries`),
  );
  const { shown, next } = cutPage(await pageByTime(query, byTime, search), search.limit);
  const staffIds = shown.flatMap((row) => triedBy(row) ?? []);
  const named = await readNamed(ctx, { staffIds, patientIds: [] });
  return { items: shown.map((row) => tryView(row, named)), next };
}

const byTime = { at: 'at', id: 'id' };
const entryColumns = ['id', 'at', 'act', 'actor_id', 'entity_id', 'request_id'] as const;

/** The kind stands in the text: each has an index of its own. */
function entries(
  ctx: Ctx,
  kind: 'export' | 'denied',
  { from, until }: AccessWindow,
): Knex.QueryBuilder {
  return ctx
    .db('audit_entry')
    .where({ organization_id: ctx.organizationId })
    .whereRaw(`kind = '${kind}'`)
    .where('at', '>=', from)
    .where('at', '<', until);
}
