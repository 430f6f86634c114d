// Who could take an opening: everybody who waits, judged and ranked.
import { mostCandidates, type Candidate } from '#contract/waitlist-opening';
import { termsFor } from '#contract/waitlist-policy';
import { findVisitType, listVisitTypes } from '../availability/availability-queries.ts';
import { hoursOfVisit } from '../availability/visit-hours-queries.ts';
import { isTimeFree } from '../calendar/occupied-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { rulesInForce, type RuleInForce } from '../platform/rules/dated-rules.ts';
import { getClinicianIn } from '../staff/clinician-queries.ts';
import { listKnown } from './entry-facts-queries.ts';
import { interpreterNoticeRule } from './interpreter-notice-rule.ts';
import { leavesAt } from './leaving-rules.ts';
import { verdictsOf, wayTo } from './matching-rules.ts';
import { anybodysWays, closedWays, listMarkedWays } from './offer-contact-queries.ts';
import type { OpeningRow } from './opening-repository.ts';
import { readOpeningTime } from './opening-time-queries.ts';
import { daysGained, rankCandidates, waitingDays } from './ranking-rules.ts';
import { shortlist } from './shortlist-queries.ts';
import type { OpeningFacts } from './verdict-rules.ts';
import { openingView } from './waitlist-view.ts';
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
  const [rule, interpreterNotice] = await rulesInForce(ctx, row.clinic_id, [
    waitlistRule,
    interpreterNoticeRule,
  ]);
  const { zone, hourCycle, name, clinician } = await getClinicianIn(ctx, opening);
  const types = await listVisitTypes(ctx, row.clinic_id);
  const visitType = types.find((type) => type.id === row.visit_type_id);
  if (!visitType) throw new Error('An opening is for a visit type that its clinic has not.');
  const leaves = leavesAt(ctx.now, opening.offersLeaveAt, rule.value, zone);
  const time = await readOpeningTime(ctx, row, {
    ...{ visitType, zone, leavesAt: leaves, provider: clinician },
    interpreterNoticeHours: interpreterNotice.value.hours,
  });
  const marked = await listMarkedWays(ctx, row.clinic_id);
  const callsOnly = termsFor(rule.value, row.visit_type_id).booking === 'call-to-book';
  const frequencyCap = { offers: rule.value.mostOffers, days: rule.value.mostOffersDays };
  const { places, fitting } = await shortlist(ctx, {
    opening: row,
    time,
    sameType: of === 'same-type',
    leavesAt: leaves,
    zone,
    most: mostCandidates,
    ...{ frequencyCap, callsOnly },
    closedTo: closedWays(marked),
    besides,
  });
  const entryIds = places.map(({ id }) => id);
  const known = await listKnown(ctx, { opening: row, zone, frequencyCap }, entryIds);
  const facts: OpeningFacts = {
    opening,
    zone,
    hourCycle,
    leavesAt: leaves,
    time,
    ...{ frequencyCap, callsOnly },
    visitTypeNames: new Map(types.map((type) => [type.id, type.name])),
    providerNames: new Map([
      ...known.flatMap(({ providerNames }) => Object.entries(providerNames)),
      [row.provider_id, name],
    ]),
  };
  const items = rankCandidates(
    known.map(({ entry, ...rest }) => {
      const held = { ...rest, entry, ways: marked.get(entry.patient.id) ?? anybodysWays };
      return {
        entry,
        way: wayTo(held, facts),
        verdicts: verdictsOf(held, facts),
        waitingDays: waitingDays(entry.addedAt, ctx.now),
        daysGained: daysGained(entry.appointment?.startsAt ?? null, opening.startsAt, zone),
      };
    }),
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
