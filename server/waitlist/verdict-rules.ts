// What every matching rule is: facts in, a verdict with its words out.
import type { Entry } from '#contract/waitlist-entry';
import type { Opening } from '#contract/waitlist-opening';
import type { OpeningTime } from './opening-time-queries.ts';
import type { WaysOpen } from './reach-rules.ts';

export interface OpeningFacts {
  opening: Pick<Opening, 'visitTypeId' | 'providerId' | 'startsAt' | 'endsAt'>;
  /** When an offer made now would leave. */
  leavesAt: string;
  zone: string;
  hourCycle: 12 | 24;
  time: OpeningTime;
  /** Nobody is asked by message about this visit type. */
  callsOnly: boolean;
  /** So many offers in so many days, at most. */
  frequencyCap: { offers: number; days: number };
  visitTypeNames: ReadonlyMap<string, string>;
  providerNames: ReadonlyMap<string, string>;
}

export interface EntryFacts {
  entry: Entry;
  /** BCP 47. */
  language: string;
  /** Was seen in the clinic within three years. */
  isEstablished: boolean;
  /** Has a coverage on file, and none that is in force on the day. */
  isUncovered: boolean;
  /** In two letters; `null` where the chart does not say it so. */
  homeState: string | null;
  /** With whom the later visit stands that would move. */
  laterProviderId: string | null;
  /** Minutes that the later visit takes, which it keeps; `null` without one. */
  laterMinutes: number | null;
  /** How many offers reached the patient lately. */
  offersLately: number;
  /** An offer that is queued or sent: of this opening, or of another. */
  liveOffer: 'here' | 'elsewhere' | null;
  /** What became of an earlier offer of this opening. */
  answered: 'declined' | 'expired' | null;
  /** The patient has another visit at that time. */
  busy: boolean;
  /** How an offer may reach the person at all. */
  ways: WaysOpen;
}

export interface Judged {
  passes: boolean;
  because: string;
}

export type Rule = (facts: EntryFacts, opening: OpeningFacts) => Judged;

/** What somebody asked for when they were put on the waitlist. */
export type Wishes = Pick<
  Entry,
  | 'providerIds'
  | 'weekdays'
  | 'earliestTime'
  | 'latestTime'
  | 'earliestOn'
  | 'latestOn'
  | 'notOn'
  | 'minNoticeHours'
>;
export type WishedTime = Pick<
  OpeningFacts,
  'opening' | 'leavesAt' | 'zone' | 'hourCycle' | 'providerNames'
>;
export type WishRule = (facts: { entry: Wishes }, time: WishedTime) => Judged;

export function pass(because: string): Judged {
  return { passes: true, because };
}

export function fail(because: string): Judged {
  return { passes: false, because };
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

export function alternatives(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words);
}

export function providerName(
  { providerNames }: Pick<OpeningFacts, 'providerNames'>,
  id: string,
): string {
  return providerNames.get(id) ?? 'another provider';
}
