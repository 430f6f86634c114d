// A chain of openings, each freed by whoever takes the one before: pure.
import type { CascadeLink } from '#contract/waitlist-cascade';

export interface Span {
  startsAt: string;
  endsAt: string;
}

/** A visit as it would stand once somebody has taken an opening. */
export interface SupposedMove {
  appointmentId: string | null;
  entryId: string;
  /** Of somebody who was not seen in the clinic within three years. */
  isNew: boolean;
  providerId: string;
  startsAt: string;
  endsAt: string;
}

export interface Supposed {
  moves: readonly SupposedMove[];
  /** Openings whose offers would be over. */
  ended: readonly string[];
  /** Only these entries are asked; `null` = all who wait. */
  among: readonly string[] | null;
}

export const nothingSupposed: Supposed = { moves: [], ended: [], among: null };

/** Visits that would not stand where they do. */
export function movedAway({ moves }: Supposed): string[] {
  return moves.flatMap(({ appointmentId }) => appointmentId ?? []);
}

/** Entries that would wait no longer. */
export function bookedBy({ moves }: Supposed): string[] {
  return moves.map(({ entryId }) => entryId);
}

export function overlaps(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

export function totalGained(links: readonly Pick<CascadeLink, 'daysGained'>[]): number {
  return links.reduce((sum, { daysGained }) => sum + (daysGained ?? 0), 0);
}
