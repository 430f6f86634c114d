// Who is away, for the console and for the queues.
import type { Absence } from '#contract/absence';
import type { Ctx } from '../platform/context.ts';
import type { AbsenceRow } from './absence-repository.ts';

export function absenceView(row: AbsenceRow): Absence {
  return {
    id: row.id,
    staffId: row.staff_id,
    coverId: row.cover_id,
    fromAt: row.from_at,
    untilAt: row.until_at,
    endedAt: row.ended_at,
    version: row.version,
  };
}

/** Running and coming ones of the people of a clinic, soonest first. */
export async function listAbsences(ctx: Ctx, clinicId: string): Promise<Absence[]> {
  const here = ctx
    .db('role_grant')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .select('staff_id');
  const rows = await ctx
    .db('staff_absence')
    .where({ organization_id: ctx.organizationId })
    .whereNull('ended_at')
    .where('until_at', '>', ctx.now)
    .whereIn('staff_id', here)
    .orderBy(['from_at', 'id'])
    .select<AbsenceRow[]>('*');
  return rows.map(absenceView);
}

/** Everybody who no longer works here. */
export async function listLeft(ctx: Ctx): Promise<string[]> {
  return ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId })
    .whereNotNull('ended_at')
    .pluck<string[]>('id');
}

/** Everybody who is away now or has left, and who covers: `null` = the pool. */
export async function listAway(ctx: Ctx): Promise<Map<string, string | null>> {
  const left = await listLeft(ctx);
  const away = await ctx
    .db('staff_absence')
    .where({ organization_id: ctx.organizationId })
    .whereNull('ended_at')
    .where('until_at', '>', ctx.now)
    .where('from_at', '<=', ctx.now)
    .select<{ staff_id: string; cover_id: string | null }[]>('staff_id', 'cover_id');
  // Whoever leaves while somebody covers for them leaves their work with that person.
  return new Map([
    ...left.map((id) => [id, null] as const),
    ...away.map(({ staff_id, cover_id }) => [staff_id, cover_id] as const),
  ]);
}
