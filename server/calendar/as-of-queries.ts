// The day as it stood at an instant that has passed, read from the versions of its visits.
import { compareAppointments, type Appointment } from '#contract/calendar';
import { dayBounds, normalInstant, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { appointmentViews, longestVisit, type Span } from './calendar-queries.ts';
import {
  notCancelled,
  notDescribed,
  notHeld,
  notLinked,
  type AppointmentRow,
} from './calendar-repository.ts';
import { notInterpreted } from './interpreter/interpreter-request-rules.ts';
import { patientKnows } from './told-rules.ts';
import { notBegun } from './visit-step-rules.ts';

/** What a version may lack that was kept before the column was there. */
const lackedNothing = {
  ...notDescribed,
  ...notCancelled,
  ...notHeld,
  ...notLinked,
  ...notBegun,
  ...patientKnows,
  ...notInterpreted,
  video_room: null,
  resource_ids: [],
  takes_time: true,
  walk_in: null,
};

/** Nobody holds a time for longer than that; a hold that has ended leaves only its versions. */
const longestHeld = 1440;

/**
 * Of a day: what stands there now, what has been moved since and may have stood there, and holds that may have ended.
 * The version that was in force then says which did.
 */
const standing = `
  with seen as (
    select a.id from appointment a
    where a.organization_id = :organizationId and a.clinic_id = :clinicId
      and a.starts_at > :reachesAt and a.starts_at < :until
    union
    select v.id from appointment_version v
    where v.organization_id = :organizationId and v.clinic_id = :clinicId
      and v.act in ('moved', 'moved-back', 'held') and v.valid_from > :heldFrom
      and (v.act = 'held') = (v.valid_from <= :asOf)
  )
  select v.row
  from seen
  join appointment_version v on v.organization_id = :organizationId and v.id = seen.id
    and v.valid_from <= :asOf and (v.valid_to is null or v.valid_to > :asOf)
  where v.act <> 'released'
    and cast(v.row ->> 'starts_at' as timestamptz) < :endsAt
    and cast(v.row ->> 'ends_at' as timestamptz) > :startsAt`;

export async function listDayAsOf(
  ctx: Ctx,
  { clinicId, date, asOf }: { clinicId: string; date: string; asOf: string },
): Promise<Span & { date: string; appointments: Appointment[] }> {
  const at = normalInstant(asOf);
  if (at > ctx.now) throw invalidInput('asOf', 'has not come yet');
  const { zone } = await getClinic(ctx, clinicId);
  const day = dayBounds(date, zone);
  const { rows } = await ctx.db.raw<{ rows: { row: AppointmentRow }[] }>(standing, {
    ...{ organizationId: ctx.organizationId, clinicId, asOf: at, ...day },
    reachesAt: plusMinutes(day.startsAt, -2 * longestVisit),
    until: plusMinutes(day.endsAt, longestVisit),
    heldFrom: plusMinutes(at, -longestHeld),
  });
  const stood = rows.map(({ row }) => ({ ...lackedNothing, ...row }));
  const appointments = (await appointmentViews(ctx, stood)).sort(compareAppointments);
  return { date, ...day, appointments };
}
