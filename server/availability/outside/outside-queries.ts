// Outside calendars for lists, and when providers are busy by them.
import type { OutsideBusy, OutsideCalendar } from '#contract/outside-calendar';
import type { Ctx } from '../../platform/context.ts';
import { merged } from '../availability-rules.ts';
import { textOf } from '../working-hours.ts';
import type { OutsideRow } from './outside-repository.ts';

export function outsideView(row: OutsideRow): OutsideCalendar {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    name: row.name,
    readAt: row.read_at,
    untilAt: row.until_at,
    busy: row.busy,
    unread: row.unread,
    removedAt: row.removed_at,
    version: row.version,
  };
}

const worksThere = `provider_id = any(array(select p.provider_id from provider_clinic p
  where p.organization_id = ? and p.clinic_id = ?))`;

/** By name; those of all providers of the clinic, wherever they were read. */
export async function listOutsideCalendars(ctx: Ctx, clinicId: string): Promise<OutsideCalendar[]> {
  const rows = await ctx
    .db('outside_calendar')
    .where({ organization_id: ctx.organizationId })
    .whereNull('removed_at')
    .whereRaw(worksThere, [ctx.organizationId, clinicId])
    .orderByRaw('lower(name), id')
    .limit(500)
    .select<OutsideRow[]>('*');
  return rows.map(outsideView);
}

export async function countOutsideOf(ctx: Ctx, providerId: string): Promise<number> {
  const [row] = await ctx
    .db('outside_calendar')
    .where({ organization_id: ctx.organizationId, provider_id: providerId })
    .whereNull('removed_at')
    .count<{ count: string | number }[]>();
  return Number(row?.count ?? 0);
}

/** What touches the stretch of time, provider by provider; times that meet are one. */
export async function listOutsideBusy(
  ctx: Ctx,
  wanted: { clinicId: string; providerId?: string; startsAt: string; endsAt: string },
): Promise<OutsideBusy[]> {
  const query = ctx
    .db('outside_busy')
    .where({ organization_id: ctx.organizationId })
    .whereRaw(worksThere, [ctx.organizationId, wanted.clinicId])
    .where('ends_at', '>', wanted.startsAt)
    .where('starts_at', '<', wanted.endsAt);
  if (wanted.providerId !== undefined) query.where('provider_id', wanted.providerId);
  const rows = await query.select<{ provider_id: string; starts_at: string; ends_at: string }[]>(
    'provider_id',
    'starts_at',
    'ends_at',
  );
  const byProvider = Map.groupBy(rows, (row) => row.provider_id);
  return [...byProvider].flatMap(([providerId, busy]) =>
    merged(
      busy.map((row) => ({ from: Date.parse(row.starts_at), until: Date.parse(row.ends_at) })),
    ).map(({ from, until }) => ({ providerId, startsAt: textOf(from), endsAt: textOf(until) })),
  );
}
