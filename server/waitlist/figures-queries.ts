// The week in figures. Patients are counted, never named.
import { ageBands, type FairnessRow, type WaitlistFigures } from '#contract/waitlist-figures';
import { dayBounds } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';

interface Week {
  organization: string;
  clinic: string;
  startsAt: string;
  endsAt: string;
  /** The last day, on which ages are told. */
  until: string;
}

export async function figuresOfWeek(
  ctx: Ctx,
  { clinicId, date }: { clinicId: string; date: string },
): Promise<WaitlistFigures> {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const [from, until] = [monday.toString(), monday.add({ days: 6 }).toString()];
  const { zone } = await getClinic(ctx, clinicId);
  const week: Week = {
    organization: ctx.organizationId,
    clinic: clinicId,
    startsAt: dayBounds(from, zone).startsAt,
    endsAt: dayBounds(until, zone).endsAt,
    until,
  };
  const { rows } = await ctx.db.raw<{
    rows: Omit<WaitlistFigures, 'from' | 'until' | 'fairness'>[];
  }>(figures, { ...week });
  const [counted] = rows;
  if (!counted) throw new Error('Figures were not counted.');
  return { from, until, ...counted, fairness: await fairnessOf(ctx, week) };
}

const figures = `
  with ended as (
    select * from waitlist_opening
    where organization_id = :organization and clinic_id = :clinic and ended_at >= :startsAt and ended_at < :endsAt
  ),
  sent as (
    select status from waitlist_offer
    where organization_id = :organization and clinic_id = :clinic and sent_at >= :startsAt and sent_at < :endsAt
  )
  select
    (
      select json_build_object(
        'filled', count(*) filter (where status = 'filled'),
        'lapsed', count(*) filter (where status = 'lapsed'),
        'withdrawn', count(*) filter (where status = 'withdrawn'),
        'passedOver', count(*) filter (where status = 'passed-over'))
      from ended
    ) as openings,
    (
      select json_build_object(
        'sent', count(*),
        'accepted', count(*) filter (where status = 'accepted'),
        'declined', count(*) filter (where status = 'declined'),
        'expired', count(*) filter (where status = 'expired'),
        'unavailable', count(*) filter (where status = 'unavailable'),
        'withdrawn', count(*) filter (where status = 'withdrawn'))
      from sent
    ) as offers,
    (
      select cast(round(percentile_cont(0.5) within group (
        order by extract(epoch from ended_at - raised_at) / 60)) as integer)
      from ended where status = 'filled'
    ) as "medianMinutesToFill",
    (
      select cast(coalesce(sum(greatest(days_gained, 0)), 0) as integer) from ended where status = 'filled'
    ) as "daysGained",
    (
      select cast(round(percentile_cont(0.5) within group (order by days_gained)) as integer)
      from ended where status = 'filled' and days_gained > 0
    ) as "medianDaysGained",
    (
      select cast(coalesce(sum(extract(epoch from ends_at - starts_at) / 60), 0) as integer)
      from ended where status = 'filled'
    ) as "minutesFilled"`;

async function fairnessOf(ctx: Ctx, week: Week): Promise<FairnessRow[]> {
  const { rows } = await ctx.db.raw<{ rows: FairnessRow[] }>(fairness, { ...week });
  return rows;
}

const [minors, young, middle, old] = ageBands;

const fairness = `
  with offered as (
    select entry_id, patient_id, way, status from waitlist_offer
    where organization_id = :organization and clinic_id = :clinic and sent_at >= :startsAt and sent_at < :endsAt
  ),
  waiting as (
    select id, patient_id from waitlist_entry
    where organization_id = :organization and clinic_id = :clinic and status in ('active', 'paused')
      and added_at < :endsAt
    union
    select entry_id, patient_id from offered
  ),
  traits as (
    select t.* from (select distinct patient_id from waiting) w
    -- offset 0 keeps the planner to the index, patient by patient.
    join lateral (
      select p.id, p.language,
        case
          when p.birth_on > cast(:until as date) - interval '18 years' then '${minors}'
          when p.birth_on > cast(:until as date) - interval '40 years' then '${young}'
          when p.birth_on > cast(:until as date) - interval '65 years' then '${middle}'
          else '${old}'
        end as age
      from patient p where p.organization_id = :organization and p.id = w.patient_id offset 0
    ) t on true
  ),
  counted as (
    select 'language' as "group", t.language as value, count(*) as waiting, 0 as offered, 0 as accepted
    from waiting w join traits t on t.id = w.patient_id group by t.language
    union all
    select 'age', t.age, count(*), 0, 0 from waiting w join traits t on t.id = w.patient_id group by t.age
    union all
    select 'language', t.language, 0, count(*), count(*) filter (where o.status = 'accepted')
    from offered o join traits t on t.id = o.patient_id group by t.language
    union all
    select 'age', t.age, 0, count(*), count(*) filter (where o.status = 'accepted')
    from offered o join traits t on t.id = o.patient_id group by t.age
    union all
    select 'way', way, 0, count(*), count(*) filter (where status = 'accepted') from offered group by way
  )
  select "group", value, case when "group" <> 'way' then cast(sum(waiting) as integer) end as waiting,
    cast(sum(offered) as integer) as offered, cast(sum(accepted) as integer) as accepted
  from counted
  group by "group", value
  order by "group", value`;
