// What rules would have done with freed times of the past. Chances are reckoned with, not drawn: the same question has
// the same answer. Who fits is judged by what was asked for when waiting began; other visits, coverage, rooms and limits of
// days gone by are not reconstructed, for either set of rules.
import type { FairnessGroup } from '#contract/waitlist-figures';
import { termsFor, type WaitlistPolicy } from '#contract/waitlist-policy';
import type { ReplayOutcome, ReplayRange } from '#contract/waitlist-replay';
import { urgencies, type Entry } from '#contract/waitlist-entry';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { afterQuietHours } from '../platform/clock/quiet-hours.ts';
import { isTooLateToOffer } from './leaving-rules.ts';
import type { Wishes, WishedTime } from './verdict-rules.ts';
import { timeWishRules } from './wish-rules.ts';

export interface ReplayedOpening {
  visitTypeId: string;
  providerId: string;
  raisedAt: string;
  /** Until then what freed it could be undone. */
  offersLeaveAt: string;
  startsAt: string;
  endsAt: string;
}

export interface ReplayedEntry
  extends Wishes, Pick<Entry, 'id' | 'visitTypeId' | 'urgency' | 'addedAt' | 'contactConsent'> {
  patientId: string;
  language: string;
  age: string;
  /** When waiting ended; `null` while it goes on. */
  endedAt: string | null;
}

export type ReplayedPolicy = Omit<WaitlistPolicy, 'clinicId' | 'version' | 'undoSeconds'>;

export interface Replay {
  openings: readonly ReplayedOpening[];
  entries: readonly ReplayedEntry[];
  zone: string;
  /** Chances of a yes, 0–1. */
  chance: ReplayRange;
  answerMinutes: number;
}

export function replayPolicy(replay: Replay, policy: ReplayedPolicy): ReplayOutcome {
  const low = simulate(replay, policy, replay.chance.low);
  const high = simulate(replay, policy, replay.chance.high);
  const keys = [...new Set([...low.offered.keys(), ...high.offered.keys()])].sort();
  return {
    filled: { low: rounded(low.filled), high: rounded(high.filled) },
    offers: rangeOf(low.offers, high.offers),
    minutesToFill:
      low.filled > 0 && high.filled > 0
        ? rangeOf(low.minutes / low.filled, high.minutes / high.filled)
        : null,
    fairness: keys.map((key) => {
      const [group, value] = key.split(' ', 2) as [FairnessGroup, string];
      const offered = rangeOf(low.offered.get(key) ?? 0, high.offered.get(key) ?? 0);
      return { group, value, offered };
    }),
  };
}

interface Simulated {
  filled: number;
  offers: number;
  /** Of those filled, weighted by how likely each was. */
  minutes: number;
  offered: Map<string, number>;
}

/** Who has been asked, and how likely they still wait. */
interface Memory {
  waits: Map<string, number>;
  asked: Map<string, { at: string; times: number }[]>;
}

function simulate(replay: Replay, policy: ReplayedPolicy, chance: number): Simulated {
  const sum: Simulated = { filled: 0, offers: 0, minutes: 0, offered: new Map() };
  const memory: Memory = { waits: new Map(), asked: new Map() };
  const byType = Map.groupBy(replay.entries.toSorted(compareWaiting), (one) => one.visitTypeId);
  for (const opening of replay.openings.toSorted((a, b) => a.raisedAt.localeCompare(b.raisedAt)))
    offerOne({ ...replay, chance }, policy, {
      ...{ opening, memory, sum },
      line: byType.get(opening.visitTypeId) ?? [],
    });
  return sum;
}

function offerOne(
  { zone, chance, answerMinutes }: Omit<Replay, 'chance'> & { chance: number },
  policy: ReplayedPolicy,
  of: {
    opening: ReplayedOpening;
    line: readonly ReplayedEntry[];
    memory: Memory;
    sum: Simulated;
  },
): void {
  const { opening, memory } = of;
  const terms = termsFor(policy, opening.visitTypeId);
  const { raisedAt, startsAt } = opening;
  if (!terms.autoOffer || isTooLateToOffer(raisedAt, startsAt, terms.minLeadMinutes)) return;
  const delayed = plusMinutes(raisedAt, terms.initialDelayMinutes);
  let at = delayed > opening.offersLeaveAt ? delayed : opening.offersLeaveAt;
  let open = 1;
  let place = 0;
  while (open > 0.01) {
    const leaves = afterQuietHours(at, policy, zone);
    if (isTooLateToOffer(leaves, startsAt, terms.stopMinutes)) return;
    const wave: ReplayedEntry[] = [];
    const time = { opening, leavesAt: leaves, zone, hourCycle: 12, providerNames } as const;
    for (const entry of of.line.slice(place)) {
      if (wave.length === terms.waveSize) break;
      place += 1;
      if (!isWaiting(entry, raisedAt) || !mayBeAsked(entry, leaves, policy, memory)) continue;
      if (suits(entry, time)) wave.push(entry);
    }
    if (wave.length === 0) return;
    open = askWave(wave, { leaves, open, chance, answerMinutes, ...of });
    at = plusMinutes(leaves, Math.min(terms.waveDelayMinutes, terms.offerMinutes));
  }
}

/** How likely it is that nobody has said yes after this wave. */
function askWave(
  wave: readonly ReplayedEntry[],
  asked: {
    leaves: string;
    open: number;
    chance: number;
    answerMinutes: number;
    opening: ReplayedOpening;
    memory: Memory;
    sum: Simulated;
  },
): number {
  const { leaves, open, chance, memory, sum } = asked;
  const yes = wave.map((entry) => chance * (memory.waits.get(entry.id) ?? 1));
  const left = yes.reduce((product, each) => product * (1 - each), open);
  const filled = open - left;
  const all = yes.reduce((total, each) => total + each, 0);
  sum.filled += filled;
  sum.minutes += filled * (minutesBetween(asked.opening.raisedAt, leaves) + asked.answerMinutes);
  for (const [at, entry] of wave.entries()) {
    const waits = memory.waits.get(entry.id) ?? 1;
    const times = open * waits;
    sum.offers += times;
    for (const key of groupsOf(entry)) sum.offered.set(key, (sum.offered.get(key) ?? 0) + times);
    const before = memory.asked.get(entry.patientId) ?? [];
    memory.asked.set(entry.patientId, [...before, { at: leaves, times }]);
    // Of those who would say yes one gets the time, each as likely as the others.
    if (all > 0) memory.waits.set(entry.id, waits - (filled * (yes[at] ?? 0)) / all);
  }
  return left;
}

/** The rules' words are for nobody here. */
const providerNames = new Map<string, string>();

function suits(entry: Wishes, time: WishedTime): boolean {
  return Object.values(timeWishRules).every((rule) => rule({ entry }, time).passes);
}

function isWaiting({ addedAt, endedAt }: ReplayedEntry, then: string): boolean {
  return addedAt <= then && (endedAt === null || endedAt > then);
}

function mayBeAsked(
  { patientId }: ReplayedEntry,
  leaves: string,
  { mostOffers, mostOffersDays }: ReplayedPolicy,
  { asked }: Memory,
): boolean {
  const since = plusMinutes(leaves, -mostOffersDays * 1440);
  const times = (asked.get(patientId) ?? [])
    .filter(({ at }) => at > since)
    .reduce((total, each) => total + each.times, 0);
  return times < mostOffers;
}

function groupsOf({ language, age, contactConsent }: ReplayedEntry): string[] {
  return [`language ${language}`, `age ${age}`, `way ${contactConsent ? 'message' : 'call'}`];
}

function compareWaiting(a: ReplayedEntry, b: ReplayedEntry): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    a.addedAt.localeCompare(b.addedAt) ||
    a.id.localeCompare(b.id)
  );
}

function rangeOf(a: number, b: number): ReplayRange {
  return { low: rounded(Math.min(a, b)), high: rounded(Math.max(a, b)) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
