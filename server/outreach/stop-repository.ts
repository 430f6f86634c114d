// The only SQL that writes stops.
import type { StopScope } from '#contract/outreach-stops';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface StopRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  channel: StopScope;
  reason: string;
  stopped_at: string;
  stopped_by: string | null;
  released_at: string | null;
  released_by: string | null;
  version: number;
}

const table = 'outreach_stop';

/** Whoever sends holds it shared while it looks at the stops: once somebody has stopped messages, none begins to leave. */
export async function shareStops(
  ctx: Ctx,
  clinicId: string,
): Promise<{ channel: StopScope; releasedAt: null }[]> {
  await takeLocks(ctx, { shared: [lockOf(clinicId)] });
  const rows = await standing(ctx, clinicId);
  return rows.map(({ channel }) => ({ channel, releasedAt: null }));
}

/** Waits for all that are being handed over, and keeps others from it until commit. */
export async function lockStops(ctx: Ctx, clinicId: string): Promise<StopRow[]> {
  await takeLocks(ctx, { exclusive: [lockOf(clinicId)] });
  return standing(ctx, clinicId);
}

function lockOf(clinicId: string): string {
  return `outreach stops ${clinicId}`;
}

export function standing(ctx: Ctx, clinicId: string): Promise<StopRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereNull('released_at')
    .orderBy('id')
    .select<StopRow[]>('*');
}

export function findStop(ctx: Ctx, id: string): Promise<StopRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<StopRow | undefined>('*');
}

export async function insertStop(ctx: Ctx, row: StopRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'stopped', row);
}

/** Of a row that this transaction holds locked by `lockStops`. */
export async function releaseStop(ctx: Ctx, row: StopRow): Promise<StopRow> {
  const changed = { released_at: ctx.now, released_by: ctx.actorId, version: row.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id, version: row.version })
    .update(changed);
  const next = { ...row, ...changed };
  await recordVersion(ctx, table, 'released', next);
  return next;
}
