// What would follow if the best of those who wait took an opening, and the best then what that frees, and so on: each
// link rests on those before it, by the rules and in the order by which people are asked.
import { mostLinks, type CascadeEnd, type CascadeLink } from '#contract/waitlist-cascade';
import type { Candidate } from '#contract/waitlist-opening';
import { termsFor, type OfferTerms } from '#contract/waitlist-policy';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { bestFor, isAwayThen, type Best } from './candidate-queries.ts';
import {
  nothingSupposed,
  overlaps,
  totalGained,
  type Supposed,
  type SupposedMove,
} from './cascade-rules.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import { listLiveOffers } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { withBuffersOf, type OpeningTime } from './opening-time-queries.ts';
import { waitlistRule } from './waitlist-rule.ts';

export interface Cascade {
  links: CascadeLink[];
  daysGained: number;
  endsBecause: CascadeEnd;
}

/** Where somebody is being asked already, the best of those is the first. */
export async function planCascade(ctx: Ctx, first: OpeningRow): Promise<Cascade> {
  const { value: rule } = await ruleInForce(ctx, first.clinic_id, waitlistRule);
  const terms = termsFor(rule, first.visit_type_id);
  const asked = (await listLiveOffers(ctx, first.id)).map((offer) => offer.entry_id);
  const links: CascadeLink[] = [];
  const ended = (endsBecause: CascadeEnd): Cascade => ({
    ...{ links, endsBecause },
    daysGained: totalGained(links),
  });
  let opening = first;
  let supposed: Supposed = {
    ...nothingSupposed,
    ended: [first.id],
    among: asked.length > 0 ? asked : null,
  };
  for (;;) {
    const best = await bestFor(ctx, opening, { most: 1, supposed });
    if (opening !== first && best.time.takenBy.length > 0) return ended('not-free');
    if (roomsDepend(best.time, opening, supposed)) return ended('rooms-unknown');
    const [chosen] = best.items;
    if (!chosen) return ended('nobody-fits');
    const later = chosen.entry.appointment && (await placeOf(ctx, chosen.entry.appointment.id));
    links.push(linkOf(chosen, opening, later));
    if (!later) return ended('nothing-freed');
    if (links.length === mostLinks) return ended('long-enough');
    const move = moveOf(chosen, opening, { later, best });
    supposed = { ...supposed, moves: [...supposed.moves, move], among: null };
    if (isTooLateToOffer(ctx.now, later.startsAt, terms.minLeadMinutes)) return ended('too-late');
    opening = freedBy(ctx, opening, later, terms);
    if (await isAwayThen(ctx, opening)) return ended('not-free');
  }
}

/** Which rooms those before would take is not supposed. */
function roomsDepend(
  { visitType }: OpeningTime,
  opening: OpeningRow,
  { moves }: Supposed,
): boolean {
  const span = { startsAt: opening.starts_at, endsAt: opening.ends_at };
  const withBuffers = withBuffersOf(visitType, span);
  return (
    visitType.needs.length > 0 &&
    moves.some((move) => overlaps(withBuffers, withBuffersOf(visitType, move)))
  );
}

function moveOf(
  { entry }: Candidate,
  { provider_id: providerId, starts_at: startsAt }: OpeningRow,
  { later, best }: { later: Later; best: Best },
): SupposedMove {
  return {
    appointmentId: later.id,
    entryId: entry.id,
    isNew: !best.established.includes(entry.id),
    ...{ providerId, startsAt },
    endsAt: plusMinutes(startsAt, minutesBetween(later.startsAt, later.endsAt)),
  };
}

/** The opening that the later visit would leave. */
function freedBy(
  ctx: Ctx,
  before: OpeningRow,
  later: Later,
  { initialDelayMinutes }: OfferTerms,
): OpeningRow {
  return {
    ...before,
    id: newId(),
    provider_id: later.providerId,
    starts_at: later.startsAt,
    ends_at: later.endsAt,
    cause: 'moved',
    appointment_id: later.id,
    offers_leave_at: plusMinutes(ctx.now, initialDelayMinutes),
  };
}

interface Later {
  id: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
}

async function placeOf(ctx: Ctx, appointmentId: string): Promise<Later | null> {
  const row = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, id: appointmentId, status: 'booked' })
    .first<Later | undefined>({
      id: 'id',
      providerId: 'provider_id',
      startsAt: 'starts_at',
      endsAt: 'ends_at',
    });
  return row ?? null;
}

function linkOf({ entry, daysGained }: Candidate, to: OpeningRow, from: Later | null): CascadeLink {
  return {
    entryId: entry.id,
    patient: entry.patient,
    to: { providerId: to.provider_id, startsAt: to.starts_at },
    from: from && { providerId: from.providerId, startsAt: from.startsAt },
    daysGained,
  };
}
