// The week of one provider, for the console's week view.
import { compareAppointments, type Appointment } from '#contract/calendar';
import { feedOf } from '#contract/realtime';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import { dayBounds, plusMinutes, weekOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { appointmentViews, longestVisit, type Span } from './calendar-queries.ts';
import type { AppointmentRow } from './calendar-repository.ts';

/** Monday to Sunday of the week in which the local date lies. */
export async function listWeek(
  ctx: Ctx,
  { clinicId, providerId, date }: { clinicId: string; providerId: string; date: string },
): Promise<{ days: (Span & { date: string })[]; appointments: Appointment[]; asOf: number }> {
  const { zone } = await getClinic(ctx, clinicId);
  const days = weekOf(date).map((one) => ({ date: one, ...dayBounds(one, zone) }));
  const startsAt = days[0]?.startsAt ?? ctx.now;
  const endsAt = days.at(-1)?.endsAt ?? ctx.now;
  const asOf = await currentSeq(ctx, feedOf('calendar', clinicId));
  const rows = await ctx
    .db('appointment')
    .where({
      organization_id: ctx.organizationId,
      clinic_id: clinicId,
      provider_id: providerId,
    })
    .where('starts_at', '>', plusMinutes(startsAt, -longestVisit))
    .where('starts_at', '<', endsAt)
    .where('ends_at', '>', startsAt)
    .select<AppointmentRow[]>('*');
  const appointments = (await appointmentViews(ctx, rows)).sort(compareAppointments);
  return { days, appointments, asOf };
}
