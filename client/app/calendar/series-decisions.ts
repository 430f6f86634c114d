// What a person decides about each visit of a series, and what of it holds once the server has judged them; pure.
import type { SeriesProblem } from '#contract/visit-series';
import type { Slot } from '#contract/problem';

/** A visit as it was judged where it is wanted. */
export interface DecidableLine {
  /** Names it among the others. */
  key: string;
  place: number;
  /** Where the rhythm, or the move, puts it. */
  plannedAt: string;
  startsAt: string;
  problems: readonly SeriesProblem[];
  alternatives: readonly Slot[];
}

export type LineDecision =
  /** Where it is planned, whatever stands against it, for a reason. */
  | { kind: 'anyway'; because: string }
  | { kind: 'at'; startsAt: string }
  /** Left out, or left where it is. */
  | { kind: 'out'; because: string };

export type Decisions = Readonly<Record<string, LineDecision>>;

/** Every line has a place, or is out; and what has to be said is said. */
export function isDecided(
  line: DecidableLine,
  decision: LineDecision | undefined,
  asks: { whyOut: boolean },
): boolean {
  if (decision?.kind === 'out') return !asks.whyOut || decision.because.trim() !== '';
  if (line.problems.length === 0) return true;
  return (
    decision?.kind === 'anyway' && decision.because.trim() !== '' && line.problems.every(isLiftable)
  );
}

export function isLiftable({ permission }: SeriesProblem): boolean {
  return permission !== null;
}

/** Where the line is asked for: the time that was chosen, or `null` = nowhere. */
export function startOf(line: DecidableLine, decision: LineDecision | undefined): string | null {
  if (decision?.kind === 'out') return null;
  return decision?.kind === 'at' ? decision.startsAt : line.plannedAt;
}

/** What lifts the rules that stand against it. */
export function overridesOf(
  line: DecidableLine,
  decision: LineDecision | undefined,
): { rule: string; reason: string }[] {
  return decision?.kind === 'anyway'
    ? line.problems.map(({ rule }) => ({ rule, reason: decision.because.trim() }))
    : [];
}

/** What the server has to know to judge them again. */
export function chosenOf(decisions: Decisions): { key: string; startsAt: string | null }[] {
  return Object.entries(decisions).flatMap(([key, decision]) => {
    if (decision.kind === 'anyway') return [];
    return [{ key, startsAt: decision.kind === 'at' ? decision.startsAt : null }];
  });
}

export function countOf(
  lines: readonly DecidableLine[],
  decisions: Decisions,
  asks: { whyOut: boolean },
): { going: number; out: number; open: number } {
  const out = lines.filter(({ key }) => decisions[key]?.kind === 'out').length;
  const open = lines.filter((line) => !isDecided(line, decisions[line.key], asks)).length;
  return { going: lines.length - out, out, open };
}
