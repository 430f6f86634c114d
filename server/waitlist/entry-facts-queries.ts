// What is known of those who wait that bears on an opening, in one statement however many they are.
import { occupyingStatuses } from '#contract/appointment-workflow';
import type { Entry } from '#contract/waitlist-entry';
import { longestVisit } from '../calendar/calendar-queries.ts';
import { seenSince } from '../calendar/day-load-queries.ts';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { EntryRow } from './entry-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import type { EntryFacts, OpeningFacts } from './verdict-rules.ts';
import { entryView } from './waitlist-view.ts';

/** Of an entry `e`, looked up one by one (whoever is left when all else fits): was its patient seen in the clinic within three years? */
export const isEstablished = `coalesce((
  select true from appointment s
  where s.organization_id = e.organization_id and s.patient_id = e.patient_id and s.clinic_id = e.clinic_id
    and s.status = 'fulfilled' and s.modality <> 'e-visit' and s.starts_at >= :seenSince
  limit 1), false)`;

/** Is a coverage of the patient's on file, and none in force on the day? Nobody's coverage is no reason. */
export const isUncovered = `coalesce((
  select not bool_or(c.effective_from <= :date and coalesce(c.ends_on, 'infinity') >= :date and c.inactive_on is null)
  from coverage c
  where c.organization_id = e.organization_id and c.patient_id = e.patient_id and c.valid), false)`;

/** Where their home is, in two letters; null where the chart does not say it so. */
export const homeState = `(
  select max(upper(trim(h.state))) from patient_address h
  where h.organization_id = e.organization_id and h.patient_id = e.patient_id and h.use = 'home'
    and h.country = 'US' and upper(trim(h.state)) ~ '^[A-Z]{2}$')`;

/** Patients with a visit at the time of the opening. */
export const visitsThen = `
  select patient_id, id from appointment
  where organization_id = :organization and takes_time
    and status in (${occupyingStatuses.map((status) => `'${status}'`).join(', ')})
    and starts_at > :notBefore and starts_at < :endsAt and ends_at > :startsAt`;

/** Offers that reached patients of the clinic lately, by patient. */
export const offersLately = `
  select patient_id, count(*)::int as offers from waitlist_offer
  where organization_id = :organization and clinic_id = :clinic and sent_at > :offersSince
  group by patient_id`;

export type Known = Omit<EntryFacts, 'entry' | 'ways'>;

export interface AboutOpening {
  opening: OpeningRow;
  zone: string;
  frequencyCap: OpeningFacts['frequencyCap'];
}

/** What both statements ask for. */
export function factBindings(
  ctx: Ctx,
  { opening, zone, frequencyCap }: AboutOpening,
): Record<string, string | number> {
  return {
    organization: ctx.organizationId,
    clinic: opening.clinic_id,
    opening: opening.id,
    startsAt: opening.starts_at,
    endsAt: opening.ends_at,
    notBefore: plusMinutes(opening.starts_at, -longestVisit),
    date: localDateOf(opening.starts_at, zone),
    seenSince: seenSince(ctx),
    offersSince: plusMinutes(ctx.now, -frequencyCap.days * 1440),
  };
}

/** Those who wait, each with what is known, in whatever order. */
export async function listKnown(
  ctx: Ctx,
  about: AboutOpening,
  entryIds: readonly string[],
): Promise<(Known & { entry: Entry; providerNames: Record<string, string> })[]> {
  const { rows } = await ctx.db.raw<{ rows: KnownRow[] }>(known, {
    ...factBindings(ctx, about),
    entries: [...entryIds],
  });
  const patients = await listPatientSummaries(
    ctx,
    rows.map((row) => row.patient_id),
  );
  return rows.map((row) => {
    const patient = patients.get(row.patient_id);
    if (!patient) throw notFound('patient');
    const { appointment_id: id, laterStartsAt: startsAt, facts } = row;
    const later = id === null || startsAt === null ? null : { id, startsAt };
    return { ...facts, entry: entryView(row, patient, later) };
  });
}

type KnownRow = EntryRow & {
  laterStartsAt: string | null;
  facts: Known & { providerNames: Record<string, string> };
};

const known = `
  with busy as (${visitsThen}), lately as (${offersLately})
  select e.*, later.starts_at as "laterStartsAt", json_build_object(
    'language', (select p.language from patient p where p.organization_id = e.organization_id and p.id = e.patient_id),
    'isEstablished', ${isEstablished},
    'isUncovered', ${isUncovered},
    'homeState', ${homeState},
    'laterProviderId', later.provider_id,
    'laterMinutes', cast(extract(epoch from later.ends_at - later.starts_at) / 60 as integer),
    'offersLately', coalesce((select l.offers from lately l where l.patient_id = e.patient_id), 0),
    'busy', exists (
      select from busy b where b.patient_id = e.patient_id and b.id is distinct from later.id),
    'liveOffer', (
      select case when o.opening_id = :opening then 'here' else 'elsewhere' end from waitlist_offer o
      where o.organization_id = e.organization_id and o.entry_id = e.id and o.status in ('queued', 'sent')),
    'answered', (
      select max(o.status) from waitlist_offer o
      where o.organization_id = e.organization_id and o.entry_id = e.id and o.opening_id = :opening
        and o.status in ('declined', 'expired')),
    'providerNames', coalesce((
      select json_object_agg(s.id, s.family || ', ' || s.given) from staff_member s
      where s.organization_id = e.organization_id and s.id = any(e.provider_ids)), '{}')) as facts
  from waitlist_entry e
  -- offset 0 keeps the planner to the index, visit by visit.
  left join lateral (
    select a.id, a.starts_at, a.ends_at, a.provider_id from appointment a
    where a.organization_id = e.organization_id and a.id = e.appointment_id and a.status = 'booked' offset 0
  ) later on true
  where e.organization_id = :organization and e.id = any(cast(:entries as uuid[]))`;
