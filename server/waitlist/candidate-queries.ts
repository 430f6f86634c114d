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
import { nothingSupposed, type Supposed } from './cascade-rules.ts';
import { listKnown } from './entry-facts-queries.ts';
import { interpreterNoticeRule } from './interpreter-notice-rule.ts';
import { leavesAt } from './leaving-rules.ts';
import { verdictsOf, wayTo } from './matching-rules.ts';
import { anybodysWays, closedWays, listMarkedWays, listWays } from './offer-contact-queries.ts';
import type { OpeningRow } from './opening-repository.ts';
import { readOpeningTime, type OpeningTime } from './opening-time-queries.ts';
import { daysGained, rankCandidates, waitingDays } from './ranking-rules.ts';
import { headOfLine, shortlist, type Line } from './shortlist-queries.ts';
import type { OpeningFacts } from './verdict-rules.ts';
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
  const read = await readOpening(ctx, row);
  const ways = await listMarkedWays(ctx, row.clinic_id);
  const { places, fitting } = await shortlist(ctx, {
    ...read.line,
    sameType: of === 'same-type',
    most: mostCandidates,
    closedTo: closedWays(ways),
    besides,
  });
  const entryIds = places.map(({ id }) => id);
  const explained = await explain(ctx, read, { entryIds, ways });
  const items = withPlaces(explained.items, places);
  return { items, fitting, rule: read.rule, leavesAt: read.leavesAt };
}

export interface Best {
  items: Candidate[];
  /** Entries of patients who were seen in the clinic within three years. */
  established: string[];
  /** What the time is good for. */
  time: OpeningTime;
}

/**
 * The best of those who fit. Reads no more of a long line than it must, and whom nobody may contact only once they are
 * found to stand among them.
 */
export async function bestFor(
  ctx: Ctx,
  row: OpeningRow,
  { most, supposed = nothingSupposed }: { most: number; supposed?: Supposed },
): Promise<Best> {
  const read = await readOpening(ctx, row, supposed);
  const ways = new Map<string, WaysOpen>();
  for (;;) {
    const closedTo = closedWays(ways);
    const first = await headOfLine(ctx, { ...read.line, most, closedTo });
    const entryIds = first.map(({ id }) => id);
    const unknown = first.map(({ patientId }) => patientId).filter((id) => !ways.has(id));
    for (const [id, way] of await listWays(ctx, row.clinic_id, unknown)) ways.set(id, way);
    const isClosed = unknown.some((id) => isClosedTo(ways.get(id)));
    if (!isClosed)
      return { time: read.facts.time, ...(await explain(ctx, read, { entryIds, ways })) };
  }
}

function isClosedTo(ways: WaysOpen | undefined): boolean {
  return ways !== undefined && !(ways.message.allowed && ways.call.allowed);
}

interface ReadOpening {
  rule: RuleInForce<WaitlistRule>;
  leavesAt: string;
  line: Omit<Line, 'most' | 'closedTo'>;
  facts: Omit<OpeningFacts, 'providerNames'>;
  providerName: string;
}

/** Everything about the opening itself, whoever waits. */
async function readOpening(
  ctx: Ctx,
  row: OpeningRow,
  supposed: Supposed = nothingSupposed,
): Promise<ReadOpening> {
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
    supposed,
  });
  const { booking, gainOrder } = termsFor(rule.value, row.visit_type_id);
  const about = {
    ...{ time, zone, leavesAt: leaves },
    callsOnly: booking === 'call-to-book',
    gainOrder,
    frequencyCap: { offers: rule.value.mostOffers, days: rule.value.mostOffersDays },
  };
  const visitTypeNames = new Map(types.map((type) => [type.id, type.name]));
  return {
    ...{ rule, leavesAt: leaves, providerName: name },
    line: { ...about, opening: row, supposed },
    facts: { ...about, opening, hourCycle, visitTypeNames },
  };
}

/** In the order of the rules. */
async function explain(
  ctx: Ctx,
  read: ReadOpening,
  { entryIds, ways }: { entryIds: readonly string[]; ways: ReadonlyMap<string, WaysOpen> },
): Promise<Omit<Best, 'time'>> {
  const { line, providerName } = read;
  const known = await listKnown(ctx, line, entryIds);
  const providerNames = new Map([
    ...known.flatMap((one) => Object.entries(one.providerNames)),
    [line.opening.provider_id, providerName],
  ]);
  const facts = { ...read.facts, providerNames };
  const startsAt = line.opening.starts_at;
  const items = rankCandidates(
    known.map(({ entry, ...rest }) => {
      const held = { ...rest, entry, ways: ways.get(entry.patient.id) ?? anybodysWays };
      return {
        entry,
        way: wayTo(held, facts),
        verdicts: verdictsOf(held, facts),
        waitingDays: waitingDays(entry.addedAt, ctx.now),
        daysGained: daysGained(entry.appointment?.startsAt ?? null, startsAt, line.zone),
      };
    }),
    line.gainOrder,
  );
  const established = known.filter((one) => one.isEstablished).map(({ entry }) => entry.id);
  return { items, established };
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

export async function isAwayThen(ctx: Ctx, opening: OpeningRow): Promise<boolean> {
  const { broken } = await hoursOfVisit(ctx, {
    clinicId: opening.clinic_id,
    providerId: opening.provider_id,
    visitTypeId: opening.visit_type_id,
    startsAt: opening.starts_at,
    endsAt: opening.ends_at,
  });
  return broken.includes('time-blocked');
}
