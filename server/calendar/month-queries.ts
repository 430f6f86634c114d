// How full the days of a month are, for the console's overview: numbers alone, no patient.
import { occupyingStatuses } from '#contract/appointment-workflow';
import type { DayLoad } from '#contract/calendar';
import { listClosings, workingWindows } from '../availability/availability-queries.ts';
import { dayBounds, localDateOf, weeksOfMonth } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { Span } from './calendar-queries.ts';
import { dayLoads, type Booked } from './day-load-rules.ts';

interface Wanted {
  clinicId: string;
  /** Any day of the month. */
  date: string;
  /** Left out = all. */
  providerId?: string | undefined;
}

export async function listMonth(ctx: Ctx, wanted: Wanted): Promise<{ days: DayLoad[] }> {
  const { clinicId, providerId } = wanted;
  const { zone } = await getClinic(ctx, clinicId);
  const dates = weeksOfMonth(wanted.date);
  const [first, last] = [dates[0] ?? wanted.date, dates.at(-1) ?? wanted.date];
  const span = { startsAt: dayBounds(first, zone).startsAt, endsAt: dayBounds(last, zone).endsAt };
  const providerIds = providerId === undefined ? undefined : [providerId];
  const windows = await workingWindows(ctx, clinicId, span, providerIds);
  const { closedDays, closedHours } = await listClosings(ctx, { clinicId, zone }, dates);
  return {
    days: dayLoads({
      dates,
      booked: await countBooked(ctx, { ...wanted, ...span, zone }),
      worked: windows.map((one) => ({ ...one, date: localDateOf(one.startsAt, zone) })),
      closed: new Map(closedDays.map(({ date, because }) => [date, because])),
      closedHours: closedHours.map((one) => ({ ...one, date: localDateOf(one.startsAt, zone) })),
    }),
  };
}

async function countBooked(ctx: Ctx, wanted: Wanted & Span & { zone: string }): Promise<Booked[]> {
  const { rows } = await ctx.db.raw<{ rows: Booked[] }>(
    `select cast(cast(starts_at at time zone :zone as date) as text) as date,
       provider_id as "providerId", count(*)::int as visits,
       cast(sum(extract(epoch from ends_at - starts_at)) / 60 as int) as minutes
     from appointment
     where organization_id = :organizationId and clinic_id = :clinicId
       and starts_at >= :startsAt and starts_at < :endsAt
       and takes_time and status = any(cast(:statuses as text[]))
       and provider_id = coalesce(cast(:providerId as uuid), provider_id)
     group by 1, 2`,
    {
      organizationId: ctx.organizationId,
      clinicId: wanted.clinicId,
      startsAt: wanted.startsAt,
      endsAt: wanted.endsAt,
      statuses: [...occupyingStatuses, 'fulfilled'],
      providerId: wanted.providerId ?? null,
      zone: wanted.zone,
    },
  );
  return rows;
}
