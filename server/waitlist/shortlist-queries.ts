// The matching rules and the order of asking as one statement, so that a long waitlist is narrowed down by the
// database. The rules themselves (`matching-rules`, `ranking-rules`) explain whoever is on the shortlist; a spec holds
// both to the same answer.
import { urgencies } from '#contract/waitlist-entry';
import { localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import type { OpeningRow } from './opening-repository.ts';
import type { AskingWay } from './reach-rules.ts';

export interface Shortlist {
  /** Best first, then those who do not fit; and whoever had to be on it. */
  places: { id: string; place: number }[];
  /** How many fit in all, on the list or not. */
  fitting: number;
}

export interface Shortlisting {
  opening: OpeningRow;
  /** Leaves out those who wait for something else: they cannot fit. */
  sameType: boolean;
  /** Length of a visit of the opening's type. */
  minutes: number;
  leavesAt: string;
  zone: string;
  most: number;
  /** Nobody is asked by message. */
  callsOnly: boolean;
  /** Patients whom no message, and whom no call may reach. */
  closedTo: Readonly<Record<AskingWay, readonly string[]>>;
  /** Is on the list wherever they stand. */
  besides: string | null;
}

export async function shortlist(ctx: Ctx, wanted: Shortlisting): Promise<Shortlist> {
  const { rows } = await ctx.db.raw<{ rows: { id: string; place: number; fitting: number }[] }>(
    statement,
    {
      ...factsOf(ctx, wanted),
      most: wanted.most,
      besides: wanted.besides,
      callsOnly: wanted.callsOnly,
      closedToMessages: wanted.closedTo.message,
      closedToCalls: wanted.closedTo.call,
    },
  );
  return {
    places: rows.map(({ id, place }) => ({ id, place })),
    fitting: rows[0]?.fitting ?? 0,
  };
}

function factsOf(
  ctx: Ctx,
  { opening, sameType, minutes, leavesAt, zone }: Shortlisting,
): Record<string, string | number | boolean> {
  const { starts_at, ends_at } = opening;
  const start = Temporal.Instant.from(starts_at).toZonedDateTimeISO(zone);
  const from = start.hour * 60 + start.minute;
  const length = minutesBetween(starts_at, ends_at);
  return {
    organization: ctx.organizationId,
    clinic: opening.clinic_id,
    opening: opening.id,
    type: opening.visit_type_id,
    provider: opening.provider_id,
    startsAt: starts_at,
    endsAt: ends_at,
    now: ctx.now,
    zone,
    sameType,
    isLongEnough: length >= minutes,
    weekday: start.dayOfWeek,
    from,
    until: from + length,
    date: localDateOf(starts_at, zone),
    notice: minutesBetween(leavesAt, starts_at),
  };
}

const minuteOf = (wallTime: string): string =>
  `(cast(left(${wallTime}, 2) as integer) * 60 + cast(right(${wallTime}, 2) as integer))`;

const urgency = urgencies.map((each, at) => `when '${each}' then ${at}`).join(' ');

const statement = `
  with asked as (
    select entry_id from waitlist_offer
    where organization_id = :organization and clinic_id = :clinic and status in ('queued', 'sent')
    union
    select entry_id from waitlist_offer
    where organization_id = :organization and opening_id = :opening and status in ('declined', 'expired')
  ),
  elsewhere as (
    select patient_id, id from appointment
    where organization_id = :organization and status = 'booked' and takes_time
      and starts_at > cast(:startsAt as timestamptz) - interval '8 hours'
      and starts_at < :endsAt and ends_at > :startsAt
  ),
  judged as materialized (
    select e.id, e.added_at, later.starts_at as later_at,
      case e.urgency ${urgency} end as urgency,
      greatest(0, floor(extract(epoch from cast(:now as timestamptz) - e.added_at) / 86400)) as waiting,
      cast(e.provider_ids <> '{}' as integer)
        + cast(e.weekdays <> '{}' and cardinality(e.weekdays) < 7 as integer)
        + cast(e.earliest_time is not null or e.latest_time is not null as integer)
        + cast(e.earliest_on is not null or e.latest_on is not null as integer) as tightness,
      e.status = 'active' and e.visit_type_id = :type and :isLongEnough
        and (e.provider_ids = '{}' or :provider = any (e.provider_ids))
        and (e.weekdays = '{}' or :weekday = any (e.weekdays))
        and (e.earliest_time is null or ${minuteOf('e.earliest_time')} <= :from)
        and (e.latest_time is null or ${minuteOf('e.latest_time')} >= :until)
        and (e.earliest_on is null or e.earliest_on <= :date)
        and (e.latest_on is null or e.latest_on >= :date)
        and e.min_notice_hours * 60 < :notice
        and (later.starts_at is null or later.starts_at > :startsAt)
        and (
          not :callsOnly and e.contact_consent and e.patient_id <> all (cast(:closedToMessages as uuid[]))
          or e.patient_id <> all (cast(:closedToCalls as uuid[])))
        and e.id not in (select entry_id from asked)
        and not exists (
          select from elsewhere v
          where v.patient_id = e.patient_id and v.id is distinct from later.id) as fits
    from waitlist_entry e
    -- offset 0 keeps the planner to the index, visit by visit.
    left join lateral (
      select a.id, a.starts_at from appointment a
      where a.organization_id = e.organization_id and a.id = e.appointment_id and a.status = 'booked' offset 0
    ) later on true
    where e.organization_id = :organization and e.clinic_id = :clinic and e.status in ('active', 'paused')
      and (not :sameType or e.visit_type_id = :type)
  ),
  placed as (
    select id, count(*) filter (where fits) over () as fitting,
      row_number() over (
        order by fits desc, urgency, waiting desc,
          cast(later_at at time zone :zone as date) desc nulls first, tightness desc, id
      ) as place
    from judged
  )
  select id, place, fitting from placed
  where place <= :most or id = :besides
  order by place`;
