// The matching rules and the order of asking as one statement, so that a long waitlist is narrowed down by the
// database. The rules themselves (`matching-rules`, `ranking-rules`) explain whoever is on the shortlist; a spec holds
// both to the same answer.
import { urgencies } from '#contract/waitlist-entry';
import type { OfferTerms } from '#contract/waitlist-policy';
import { localDateOf, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import {
  factBindings,
  homeState,
  isEstablished,
  isUncovered,
  offersLately,
  visitsThen,
} from './entry-facts-queries.ts';
import { primary } from './language-rules.ts';
import type { OpeningRow } from './opening-repository.ts';
import type { OpeningTime } from './opening-time-queries.ts';
import { bookedBy, type Supposed } from './cascade-rules.ts';
import type { AskingWay } from './reach-rules.ts';
import type { OpeningFacts } from './verdict-rules.ts';

export interface Shortlist {
  /** Best first, then those who do not fit; and whoever had to be on it. */
  places: { id: string; place: number }[];
  /** How many fit in all, on the list or not. */
  fitting: number;
}

export interface Line {
  opening: OpeningRow;
  supposed: Supposed;
  time: OpeningTime;
  leavesAt: string;
  zone: string;
  most: number;
  frequencyCap: OpeningFacts['frequencyCap'];
  /** Nobody is asked by message. */
  callsOnly: boolean;
  gainOrder: OfferTerms['gainOrder'];
  /** Patients whom no message, and whom no call may reach. */
  closedTo: Readonly<Record<AskingWay, readonly string[]>>;
}

export interface Shortlisting extends Line {
  /** Leaves out those who wait for something else: they cannot fit. */
  sameType: boolean;
  /** Is on the list wherever they stand. */
  besides: string | null;
}

type Binding = string | number | boolean | null | readonly string[];

export async function shortlist(ctx: Ctx, wanted: Shortlisting): Promise<Shortlist> {
  const { besides, sameType } = wanted;
  const bindings = { ...bindingsOf(ctx, wanted), besides, sameType };
  const { rows } = await ctx.db.raw<{ rows: { id: string; place: number; fitting: number }[] }>(
    wholeLine,
    bindings,
  );
  return {
    places: rows.map(({ id, place }) => ({ id, place })),
    fitting: rows[0]?.fitting ?? 0,
  };
}

/** The first of those who fit, best first. Reads the line no further than they stand, however long it is. */
export async function headOfLine(
  ctx: Ctx,
  wanted: Line,
): Promise<{ id: string; patientId: string }[]> {
  const { rows } = await ctx.db.raw<{ rows: { id: string; patientId: string }[] }>(
    firstInLine,
    bindingsOf(ctx, wanted),
  );
  return rows;
}

function bindingsOf(ctx: Ctx, wanted: Line): Record<string, Binding> {
  return {
    ...factBindings(ctx, wanted),
    ...ofOpening(wanted),
    ...ofTime(wanted),
    now: ctx.now,
    most: wanted.most,
    mostOffers: wanted.frequencyCap.offers,
    callsOnly: wanted.callsOnly,
    leastFirst: wanted.gainOrder === 'least-first',
    booked: bookedBy(wanted.supposed),
    among: wanted.supposed.among && [...wanted.supposed.among],
    ended: [...wanted.supposed.ended],
    closedToMessages: [...wanted.closedTo.message],
    closedToCalls: [...wanted.closedTo.call],
  };
}

function ofOpening({ opening, leavesAt, zone }: Line): Record<string, Binding> {
  const { starts_at, ends_at } = opening;
  const start = Temporal.Instant.from(starts_at).toZonedDateTimeISO(zone);
  const from = start.hour * 60 + start.minute;
  return {
    type: opening.visit_type_id,
    provider: opening.provider_id,
    zone,
    weekday: start.dayOfWeek,
    from,
    until: from + minutesBetween(starts_at, ends_at),
    long: minutesBetween(starts_at, ends_at),
    notice: minutesBetween(leavesAt, starts_at),
  };
}

function ofTime({ opening, time, leavesAt, zone }: Line): Record<string, Binding> {
  const { starts_at, ends_at } = opening;
  const { visitType, hours, limits, day, provider, lacking } = time;
  const { leadMinutes, horizonDays } = visitType;
  const long = minutesBetween(starts_at, ends_at);
  const { licence } = provider;
  return {
    isPossible:
      visitType.active &&
      long >= visitType.minutes &&
      starts_at >= plusMinutes(leavesAt, leadMinutes) &&
      (horizonDays === null || starts_at <= plusMinutes(leavesAt, horizonDays * 1440)),
    openToNew: hours.ofNew.length === 0 && visitType.patients !== 'established',
    openToEstablished: hours.ofEstablished.length === 0 && visitType.patients !== 'new',
    takesNew: limits.ofNew.length === 0,
    takesEstablished: limits.ofEstablished.length === 0,
    dayStartsAt: day.startsAt,
    dayEndsAt: day.endsAt,
    takenBy: time.takenBy,
    isFurnished: lacking === null,
    furnishedWithout: lacking?.unless ?? [],
    speaks: provider.languages.map(primary),
    gender: provider.gender,
    seenIn: time.seenIn,
    interpreterComes: minutesBetween(leavesAt, starts_at) >= time.interpreterNoticeHours * 60,
    isByVideo: visitType.modality === 'video',
    licensedIn: licence && licence.expiresOn >= localDateOf(starts_at, zone) ? licence.state : null,
  };
}

const minuteOf = (wallTime: string): string =>
  `(cast(left(${wallTime}, 2) as integer) * 60 + cast(right(${wallTime}, 2) as integer))`;

const urgency = urgencies.map((each, at) => `when '${each}' then ${at}`).join(' ');

/** By their own wishes: nothing besides the entry is read. */
const suits = `e.status = 'active' and e.visit_type_id = :type and :isPossible
        and (e.provider_ids = '{}' or :provider = any (e.provider_ids))
        and (e.provider_gender is null or e.provider_gender is not distinct from :gender)
        and (e.provider_language is null or split_part(e.provider_language, '-', 1) = any (cast(:speaks as text[])))
        and (e.weekdays = '{}' or :weekday = any (e.weekdays))
        and (e.earliest_time is null or ${minuteOf('e.earliest_time')} <= :from)
        and (e.latest_time is null or ${minuteOf('e.latest_time')} >= :until)
        and (e.earliest_on is null or e.earliest_on <= :date)
        and (e.latest_on is null or e.latest_on >= :date)
        and cast(:date as date) <> all (e.not_on)
        and e.min_notice_hours * 60 < :notice
        and (
          not :callsOnly and e.contact_consent and e.patient_id <> all (cast(:closedToMessages as uuid[]))
          or e.patient_id <> all (cast(:closedToCalls as uuid[])))`;

const standsOnThatDay = `coalesce(
          later.provider_id = :provider and later.starts_at >= :dayStartsAt and later.starts_at < :dayEndsAt, false)`;

const isOpen = `(:openToNew and :openToEstablished and :takesNew and :takesEstablished
          or case when ${isEstablished}
            then :openToEstablished and (:takesEstablished or ${standsOnThatDay})
            else :openToNew and (:takesNew or ${standsOnThatDay}) end)`;

const isUnderstood = `(:interpreterComes or (
          select not p.interpreter or split_part(p.language, '-', 1) = any (cast(:seenIn as text[]))
          from patient p
          where p.organization_id = e.organization_id and p.id = e.patient_id))`;

const isLicensed = `(not :isByVideo or coalesce(later.provider_id = :provider, false)
          or coalesce(${homeState} is not distinct from :licensedIn, false) or ${homeState} is null)`;

/** With what is looked up: whoever does not suit is not asked about. */
const fits = `${suits}
        and (later.starts_at is null or later.starts_at > :startsAt
          and extract(epoch from later.ends_at - later.starts_at) <= :long * 60)
        and cast(:takenBy as uuid[]) <@ array[later.id]
        and (:isFurnished or coalesce(later.id = any (cast(:furnishedWithout as uuid[])), false))
        and e.id not in (select entry_id from asked)
        and not exists (select from lately l where l.patient_id = e.patient_id and l.offers >= :mostOffers)
        and not exists (
          select from elsewhere v
          where v.patient_id = e.patient_id and v.id is distinct from later.id)
        and ${isOpen}
        and ${isUnderstood}
        and ${isLicensed}
        and not ${isUncovered}`;

const others = `
  asked as (
    select entry_id from waitlist_offer
    where organization_id = :organization and clinic_id = :clinic and status in ('queued', 'sent')
      and opening_id <> all (cast(:ended as uuid[]))
    union
    select entry_id from waitlist_offer
    where organization_id = :organization and opening_id = :opening and status in ('declined', 'expired')
  ),
  elsewhere as (${visitsThen}),
  lately as (${offersLately})`;

// offset 0 keeps the planner to the index, visit by visit.
const later = `
    left join lateral (
      select a.id, a.starts_at, a.ends_at, a.provider_id from appointment a
      where a.organization_id = e.organization_id and a.id = e.appointment_id and a.status = 'booked' offset 0
    ) later on true`;

const waiting = (addedAt: string): string =>
  `greatest(0, floor(extract(epoch from cast(:now as timestamptz) - ${addedAt}) / 86400))`;

const standing = `e.id, e.patient_id, later.starts_at as later_at,
      case e.urgency ${urgency} end as urgency,
      ${waiting('e.added_at')} as waiting,
      cast(e.provider_ids <> '{}' as integer)
        + cast(e.weekdays <> '{}' and cardinality(e.weekdays) < 7 as integer)
        + cast(e.earliest_time is not null or e.latest_time is not null as integer)
        + cast(e.earliest_on is not null or e.latest_on is not null as integer) as tightness`;

const inOrder = `urgency, waiting desc,
          case when :leastFirst then cast(later_at at time zone :zone as date) end asc nulls last,
          case when not :leastFirst then cast(later_at at time zone :zone as date) end desc nulls first,
          tightness desc, id`;

const wholeLine = `
  with ${others},
  judged as materialized (
    select ${standing}, ${fits} as fits
    from waitlist_entry e ${later}
    where e.organization_id = :organization and e.clinic_id = :clinic and e.status in ('active', 'paused')
      and (not :sameType or e.visit_type_id = :type)
  ),
  placed as (
    select id, count(*) filter (where fits) over () as fitting,
      row_number() over (order by fits desc, ${inOrder}) as place
    from judged
  )
  select id, place, fitting from placed
  where place <= :most or id = :besides
  order by place`;

const ofTheLine = `e.organization_id = :organization and e.clinic_id = :clinic and e.visit_type_id = :type
      and e.status = 'active' and e.id <> all (cast(:booked as uuid[]))
      and (cast(:among as uuid[]) is null or e.id = any (cast(:among as uuid[])))`;

// The index has them by urgency and since when they wait: whole days of waiting come in the same order. Among those of
// one day others may come first, so that the day of the last one is read to its end. As words, too, the more urgent is greater.
const firstInLine = `
  with ${others},
  walked as (
    select e.urgency, e.added_at
    from waitlist_entry e ${later}
    where ${ofTheLine} and ${fits}
    order by e.urgency desc, e.added_at
    limit :most
  ),
  edge as (
    select urgency, ${waiting('added_at')} as waiting from walked order by urgency, added_at desc limit 1
  ),
  near as (
    select ${standing}
    from edge, waitlist_entry e ${later}
    where ${ofTheLine} and e.urgency >= edge.urgency
      and (e.urgency > edge.urgency or edge.waiting = 0
        or e.added_at <= cast(:now as timestamptz) - edge.waiting * interval '1 day')
      and ${fits}
  )
  select id, patient_id as "patientId" from near order by ${inOrder} limit :most`;
