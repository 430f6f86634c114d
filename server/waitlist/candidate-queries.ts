// Who could take an opening: everybody who waits, judged and ranked.
import { type Entry } from '#contract/waitlist-entry';
import { mostCandidates, type Candidate } from '#contract/waitlist-opening';
import { termsFor } from '#contract/waitlist-policy';
import { findVisitType, listVisitTypes } from '../availability/availability-queries.ts';
import { hoursOfVisit } from '../availability/visit-hours-queries.ts';
import { visitsThen } from '../calendar/calendar-queries.ts';
import { isTimeFree } from '../calendar/occupied-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce, type RuleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import { leavesAt } from './leaving-rules.ts';
import { verdictsOf, wayTo, type EntryFacts, type OpeningFacts } from './matching-rules.ts';
import { anybodysWays, closedWays, listMarkedWays } from './offer-contact-queries.ts';
import { liveOffer } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { daysGained, rankCandidates, waitingDays } from './ranking-rules.ts';
import { shortlist } from './shortlist-queries.ts';
import { listEntriesById } from './waitlist-queries.ts';
import { openingView } from './waitlist-view.ts';
import type { WaysOpen } from './reach-rules.ts';
import { waitlistRule, type WaitlistRule } from './waitlist-rule.ts';

export interface Candidates {
  items: Candidate[];
  fitting: number;
  rule: RuleInForce<WaitlistRule>;
  /** When an offer made now would leave. */
  leavesAt: string;
}

/**
 * `of: 'same-type'` leaves out those who wait for something else: they cannot fit. `besides` is judged too, wherever
 * they stand in line.
 */
export async function rankFor(
  ctx: Ctx,
  row: OpeningRow,
  of: 'same-type' | 'everybody',
  besides: string | null = null,
): Promise<Candidates> {
  const opening = openingView(row);
  const rule = await ruleInForce(ctx, row.clinic_id, waitlistRule);
  const { zone, hourCycle } = await getClinic(ctx, row.clinic_id);
  const types = await visitTypeFacts(ctx, row);
  const leaves = leavesAt(ctx.now, opening.offersLeaveAt, rule.value, zone);
  const marked = await listMarkedWays(ctx, row.clinic_id);
  const callsOnly = termsFor(rule.value, row.visit_type_id).booking === 'call-to-book';
  const { places, fitting } = await shortlist(ctx, {
    opening: row,
    sameType: of === 'same-type',
    minutes: types.minutes,
    leavesAt: leaves,
    zone,
    most: mostCandidates,
    callsOnly,
    closedTo: closedWays(marked),
    besides,
  });
  const entries = await listEntriesById(
    ctx,
    places.map(({ id }) => id),
  );
  const facts: OpeningFacts = {
    opening,
    zone,
    hourCycle,
    leavesAt: leaves,
    callsOnly,
    ...types,
    providerNames: await staffNames(ctx, [
      row.provider_id,
      ...entries.flatMap((entry) => entry.providerIds),
    ]),
  };
  const items = rankCandidates(
    (await entryFacts(ctx, row, { entries, marked })).map((held) => ({
      entry: held.entry,
      way: wayTo(held, facts),
      verdicts: verdictsOf(held, facts),
      waitingDays: waitingDays(held.entry.addedAt, ctx.now),
      daysGained: daysGained(held.entry.appointment?.startsAt ?? null, opening.startsAt, zone),
    })),
  );
  return { items: withPlaces(items, places), fitting, rule, leavesAt: facts.leavesAt };
}

/** Whoever was put on the list from far behind keeps their place in the whole line. */
function withPlaces(
  items: readonly Candidate[],
  places: readonly { id: string; place: number }[],
): Candidate[] {
  const last = places.at(-1);
  if (!last || last.place <= places.length) return [...items];
  return items.map((item) =>
    item.entry.id === last.id && item.rank !== null ? { ...item, rank: last.place } : item,
  );
}

/** Could a visit of the opening's type be booked there now, its buffers included, the provider not being away? */
export async function isStillFree(ctx: Ctx, opening: OpeningRow): Promise<boolean> {
  if (await isAwayThen(ctx, opening)) return false;
  const type = await findVisitType(ctx, opening.visit_type_id);
  return isTimeFree(ctx, {
    providerId: opening.provider_id,
    startsAt: plusMinutes(opening.starts_at, -(type?.bufferBefore ?? 0)),
    endsAt: plusMinutes(opening.ends_at, type?.bufferAfter ?? 0),
  });
}

async function isAwayThen(ctx: Ctx, opening: OpeningRow): Promise<boolean> {
  const { broken } = await hoursOfVisit(ctx, {
    clinicId: opening.clinic_id,
    providerId: opening.provider_id,
    visitTypeId: opening.visit_type_id,
    startsAt: opening.starts_at,
    endsAt: opening.ends_at,
  });
  return broken.includes('time-blocked');
}

async function visitTypeFacts(
  ctx: Ctx,
  row: OpeningRow,
): Promise<Pick<OpeningFacts, 'minutes' | 'visitTypeNames'>> {
  const types = await listVisitTypes(ctx, row.clinic_id);
  return {
    minutes: types.find((type) => type.id === row.visit_type_id)?.minutes ?? 0,
    visitTypeNames: new Map(types.map((type) => [type.id, type.name])),
  };
}

async function entryFacts(
  ctx: Ctx,
  row: OpeningRow,
  { entries, marked }: { entries: readonly Entry[]; marked: ReadonlyMap<string, WaysOpen> },
): Promise<EntryFacts[]> {
  const busy = await listBusy(ctx, row, entries);
  const offers = await ctx
    .db('waitlist_offer')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('entry_id = any(?)', [entries.map(({ id }) => id)])
    .where((either) => {
      void either.whereIn('status', liveOffer).orWhere((here) => {
        void here.where({ opening_id: row.id }).whereIn('status', ['declined', 'expired']);
      });
    })
    .select<{ entry_id: string; opening_id: string; status: string }[]>(
      'entry_id',
      'opening_id',
      'status',
    );
  const live = new Map<string, 'here' | 'elsewhere'>();
  const answered = new Map<string, 'declined' | 'expired'>();
  for (const { entry_id, opening_id, status } of offers) {
    if (status === 'declined' || status === 'expired') answered.set(entry_id, status);
    else live.set(entry_id, opening_id === row.id ? 'here' : 'elsewhere');
  }
  return entries.map((entry) => ({
    entry,
    liveOffer: live.get(entry.id) ?? null,
    answered: answered.get(entry.id) ?? null,
    busy: busy.has(entry.id),
    ways: marked.get(entry.patient.id) ?? anybodysWays,
  }));
}

/** Entries whose patient has another visit then; the later visit that would move away is no clash. */
async function listBusy(
  ctx: Ctx,
  row: OpeningRow,
  entries: readonly Entry[],
): Promise<Set<string>> {
  const visits = await visitsThen(
    ctx,
    entries.map((entry) => entry.patient.id),
    { startsAt: row.starts_at, endsAt: row.ends_at },
  );
  const isBusy = ({ patient, appointment }: Entry): boolean =>
    visits.some((visit) => visit.patientId === patient.id && visit.id !== appointment?.id);
  return new Set(entries.filter(isBusy).map(({ id }) => id));
}
