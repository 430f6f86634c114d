// The visits of one provider in a stretch of time, as they stand: for who plans what becomes of them.
import { occupyingStatuses } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { appointmentViews, longestVisit, type Span } from './calendar-queries.ts';
import type { AppointmentRow } from './calendar-repository.ts';

interface Wanted extends Span {
  clinicId: string;
  providerId: string;
}

/** Those that hold time of the provider there, by start; what is over is none of them. */
export async function listStandingVisits(ctx: Ctx, wanted: Wanted): Promise<Appointment[]> {
  const rows = await ctx
    .db('appointment')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: wanted.clinicId,
      provider_id: wanted.providerId,
      takes_time: true,
    })
    .whereIn('status', occupyingStatuses)
    .where('starts_at', '>', plusMinutes(wanted.startsAt, -longestVisit))
    .where('starts_at', '<', wanted.endsAt)
    .where('ends_at', '>', wanted.startsAt)
    .where('ends_at', '>', ctx.now)
    .orderBy(['starts_at', 'id'])
    .select<AppointmentRow[]>('*');
  return appointmentViews(ctx, rows);
}

/** As they are now, by id; those that the caller may not see are left out. */
export async function listAppointments(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, Appointment>> {
  const rows = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .select<AppointmentRow[]>('*');
  const views = await appointmentViews(ctx, rows);
  return new Map(views.map((visit) => [visit.id, visit]));
}
