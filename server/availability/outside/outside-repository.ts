// The only SQL that writes outside calendars and their times.
import type { Ctx } from '../../platform/context.ts';
import { recordVersion } from '../../platform/db/record-version.ts';

export interface OutsideRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  name: string;
  read_at: string;
  until_at: string;
  busy: number;
  unread: number;
  removed_at: string | null;
  version: number;
}

export interface BusyRow {
  /** Which event of the file it is of, and of what it says no more than that. */
  eventHash: string;
  startsAt: string;
  endsAt: string;
}

const table = 'outside_calendar';

export function findOutsideForUpdate(ctx: Ctx, id: string): Promise<OutsideRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<OutsideRow | undefined>('*');
}

export async function insertOutside(ctx: Ctx, row: OutsideRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'kept', row);
}

/** The row must have been read for update; returns it as it stands now. */
export async function updateOutside(
  ctx: Ctx,
  act: 'kept' | 'removed',
  row: OutsideRow,
  changed: Partial<OutsideRow>,
): Promise<OutsideRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  await recordVersion(ctx, table, act, next);
  return next;
}

/** Instead of all that it had. */
export async function replaceBusy(
  ctx: Ctx,
  { organization_id, id, provider_id }: OutsideRow,
  busy: readonly BusyRow[],
): Promise<void> {
  await ctx.db('outside_busy').where({ organization_id, outside_calendar_id: id }).delete();
  if (busy.length === 0) return;
  await ctx.db.raw(
    `insert into outside_busy
       (organization_id, outside_calendar_id, provider_id, event_hash, starts_at, ends_at)
     select cast(:organizationId as uuid), cast(:id as uuid), cast(:providerId as uuid), b.event_hash,
            b.starts_at, max(b.ends_at)
     from unnest(cast(:hashes as text[]), cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
       as b(event_hash, starts_at, ends_at)
     group by b.event_hash, b.starts_at`,
    {
      organizationId: organization_id,
      id,
      providerId: provider_id,
      hashes: busy.map(({ eventHash }) => eventHash),
      starts: busy.map(({ startsAt }) => startsAt),
      ends: busy.map(({ endsAt }) => endsAt),
    },
  );
}
