// Read models of linked visits.
import type { LinkedVisits } from '#contract/linked-visits';
import type { Ctx } from '../../platform/context.ts';
import { notFound } from '../../platform/problem.ts';
import { maySee } from '../calendar-policy.ts';
import { appointmentViews } from '../calendar-queries.ts';
import type { AppointmentRow } from '../calendar-repository.ts';
import { holds } from '../visit-change.ts';

/** By start; those that the caller may not see are left out. */
export async function listLinked(ctx: Ctx, linkId: string): Promise<AppointmentRow[]> {
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, link_id: linkId })
    .orderBy(['starts_at', 'id'])
    .select<AppointmentRow[]>('*');
  const seen = rows.filter((row) => maySee(holds(ctx), row));
  if (seen.length === 0) throw notFound('visits');
  return seen;
}

export async function getLinkedVisits(ctx: Ctx, linkId: string): Promise<LinkedVisits> {
  return { linkId, visits: await appointmentViews(ctx, await listLinked(ctx, linkId)) };
}
