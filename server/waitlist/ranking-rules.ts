// In which order those who fit are asked.
import { urgencies, type Entry } from '#contract/waitlist-entry';
import { type Candidate, type RuleVerdict } from '#contract/waitlist-opening';
import type { OfferTerms } from '#contract/waitlist-policy';
import { localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

export type Unranked = Omit<Candidate, 'rank'>;

export function fits(candidate: { verdicts: readonly RuleVerdict[] }): boolean {
  return candidate.verdicts.every((verdict) => verdict.passes);
}

/** Urgency, then waiting days, then days gained as the clinic wants it, then how narrow the wishes are; the id breaks ties. */
export function compareCandidates(
  a: Unranked,
  b: Unranked,
  gainOrder: OfferTerms['gainOrder'],
): number {
  return (
    Number(fits(b)) - Number(fits(a)) ||
    urgencies.indexOf(a.entry.urgency) - urgencies.indexOf(b.entry.urgency) ||
    b.waitingDays - a.waitingDays ||
    (gainOrder === 'most-first' ? gain(b) - gain(a) : gain(a) - gain(b)) ||
    tightness(b.entry) - tightness(a.entry) ||
    (a.entry.id < b.entry.id ? -1 : Number(a.entry.id > b.entry.id))
  );
}

/** Those who fit from 1 in order; the others after them, without a rank. */
export function rankCandidates(
  candidates: readonly Unranked[],
  gainOrder: OfferTerms['gainOrder'],
): Candidate[] {
  return candidates
    .toSorted((a, b) => compareCandidates(a, b, gainOrder))
    .map((candidate, at) => ({ ...candidate, rank: fits(candidate) ? at + 1 : null }));
}

/** How many wishes narrow the choice: who can come seldom is asked before who can always come. */
export function tightness(entry: Entry): number {
  return [
    entry.providerIds.length > 0,
    entry.weekdays.length > 0 && entry.weekdays.length < 7,
    entry.earliestTime !== null || entry.latestTime !== null,
    entry.earliestOn !== null || entry.latestOn !== null,
  ].filter(Boolean).length;
}

export function waitingDays(addedAt: string, now: string): number {
  return Math.max(0, Math.floor(minutesBetween(addedAt, now) / 1440));
}

/** Local days between the later visit and the opening; `null` without a later visit. */
export function daysGained(
  laterStartsAt: string | null,
  startsAt: string,
  zone: string,
): number | null {
  if (laterStartsAt === null) return null;
  const [from, to] = [localDateOf(startsAt, zone), localDateOf(laterStartsAt, zone)];
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' })
    .days;
}

/** Without a later visit there is no day on which the waiting would end by itself: the greatest gain. */
function gain({ daysGained }: Unranked): number {
  return daysGained ?? Number.MAX_SAFE_INTEGER;
}
