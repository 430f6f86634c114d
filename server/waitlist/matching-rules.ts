// For one opening and one entry: every rule with its verdict, in words that a scheduler can say on the phone.
import type { Entry } from '#contract/waitlist-entry';
import type { Opening, RuleVerdict } from '#contract/waitlist-opening';
import { localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { minuteOf } from './leaving-rules.ts';
import { wayOf, type AskingWay, type WaysOpen } from './reach-rules.ts';
import { dayAndTime, wallTimeText, weekdayName } from '../platform/clock/spoken-times.ts';

export interface OpeningFacts {
  opening: Pick<Opening, 'visitTypeId' | 'providerId' | 'startsAt' | 'endsAt'>;
  /** When an offer made now would leave. */
  leavesAt: string;
  /** Length of a visit of the opening's type. */
  minutes: number;
  zone: string;
  hourCycle: 12 | 24;
  /** Nobody is asked by message about this visit type. */
  callsOnly: boolean;
  visitTypeNames: ReadonlyMap<string, string>;
  providerNames: ReadonlyMap<string, string>;
}

export interface EntryFacts {
  entry: Entry;
  /** An offer that is queued or sent: of this opening, or of another. */
  liveOffer: 'here' | 'elsewhere' | null;
  /** What became of an earlier offer of this opening. */
  answered: 'declined' | 'expired' | null;
  /** The patient has another visit at that time. */
  busy: boolean;
  /** Whether an offer may reach the person at all. */
  ways: WaysOpen;
}

type Rule = (facts: EntryFacts, opening: OpeningFacts) => { passes: boolean; because: string };

const statusWords: Record<Entry['status'], string> = {
  active: 'Is waiting.',
  paused: 'Has paused waiting.',
  booked: 'Has been booked already.',
  withdrawn: 'Waits no longer.',
};

/** In the order in which a scheduler would ask. */
const rules: Record<string, Rule> = {
  status: ({ entry }) => ({
    passes: entry.status === 'active',
    because: statusWords[entry.status],
  }),
  'visit-type': ({ entry }, { opening, visitTypeNames }) => {
    const name = (id: string): string => visitTypeNames.get(id) ?? 'another visit type';
    const passes = entry.visitTypeId === opening.visitTypeId;
    const waits = `Waits for ${name(entry.visitTypeId)}`;
    return {
      passes,
      because: passes ? `${waits}.` : `${waits}; this opening is for ${name(opening.visitTypeId)}.`,
    };
  },
  length: (_, { opening, minutes }) => {
    const long = minutesBetween(opening.startsAt, opening.endsAt);
    const needed = `The visit takes ${minutes} minutes`;
    return {
      passes: long >= minutes,
      because: long >= minutes ? `${needed}; it fits.` : `${needed}; only ${long} are free.`,
    };
  },
  provider: ({ entry }, { opening, providerNames }) => {
    if (entry.providerIds.length === 0) return pass('Any provider will do.');
    const name = (id: string): string => providerNames.get(id) ?? 'another provider';
    const passes = entry.providerIds.includes(opening.providerId);
    if (passes) return pass(`Asked for ${name(opening.providerId)}.`);
    const asked = alternatives(entry.providerIds.map(name));
    return fail(`Asked for ${asked}; this is with ${name(opening.providerId)}.`);
  },
  weekday: ({ entry }, { opening, zone }) => {
    if (entry.weekdays.length === 0) return pass('Any weekday will do.');
    const day = local(opening.startsAt, zone).dayOfWeek;
    if (entry.weekdays.includes(day)) return pass(`Can come on a ${weekdayName(day)}.`);
    const days = alternatives(entry.weekdays.toSorted((a, b) => a - b).map(weekdayName));
    return fail(`Can come on ${days} only; this is a ${weekdayName(day)}.`);
  },
  'time-of-day': ({ entry }, { opening, zone, hourCycle }) => {
    const { earliestTime, latestTime } = entry;
    if (earliestTime === null && latestTime === null) return pass('Any time of day will do.');
    const start = local(opening.startsAt, zone);
    const from = start.hour * 60 + start.minute;
    const until = from + minutesBetween(opening.startsAt, opening.endsAt);
    const wish = [
      earliestTime === null ? '' : ` from ${wallTimeText(earliestTime, hourCycle)}`,
      latestTime === null ? '' : ` until ${wallTimeText(latestTime, hourCycle)}`,
    ].join('');
    const passes =
      (earliestTime === null || from >= minuteOf(earliestTime)) &&
      (latestTime === null || until <= minuteOf(latestTime));
    return passes
      ? pass(`Can come${wish}; that fits.`)
      : fail(`Can come${wish} only; this is outside.`);
  },
  dates: ({ entry }, { opening, zone }) => {
    const { earliestOn, latestOn } = entry;
    if (earliestOn === null && latestOn === null) return pass('Any date will do.');
    const date = localDateOf(opening.startsAt, zone);
    if (earliestOn !== null && date < earliestOn) return fail(`Cannot come before ${earliestOn}.`);
    if (latestOn !== null && date > latestOn) return fail(`Cannot come after ${latestOn}.`);
    return pass('The date is inside the range asked for.');
  },
  notice: ({ entry }, { opening, leavesAt, zone, hourCycle }) => {
    const left = minutesBetween(leavesAt, opening.startsAt);
    const needed = `Needs ${hours(entry.minNoticeHours)} of notice`;
    return left > entry.minNoticeHours * 60
      ? pass(`${needed}; there is enough.`)
      : fail(
          `${needed}; an offer leaves on ${dayAndTime(leavesAt, zone, hourCycle)} at the soonest.`,
        );
  },
  'earlier-visit': ({ entry }, { opening, zone, hourCycle }) => {
    if (entry.appointment === null) return pass('Has no later visit yet.');
    const booked = dayAndTime(entry.appointment.startsAt, zone, hourCycle);
    return opening.startsAt < entry.appointment.startsAt
      ? pass(`Earlier than the visit booked for ${booked}.`)
      : fail(`Is booked for ${booked} already, which is not later.`);
  },
  reach: ({ entry, ways }, { callsOnly }) => {
    const { way, because } = wayOf(entry, ways, { callsOnly });
    return { passes: way !== null, because };
  },
  'live-offer': ({ liveOffer }) => {
    if (liveOffer === null) return pass('Holds no other offer.');
    return fail(
      liveOffer === 'here' ? 'Holds an offer of this time already.' : 'Holds an offer elsewhere.',
    );
  },
  answered: ({ answered }) => {
    if (answered === null) return pass('Has not turned this time down.');
    return fail(
      answered === 'declined' ? 'Turned this time down.' : 'Did not answer in time for this one.',
    );
  },
  busy: ({ busy }) =>
    busy ? fail('Has another visit at that time.') : pass('Has no other visit at that time.'),
};

export function wayTo({ entry, ways }: EntryFacts, { callsOnly }: OpeningFacts): AskingWay | null {
  return wayOf(entry, ways, { callsOnly }).way;
}

export function verdictsOf(facts: EntryFacts, opening: OpeningFacts): RuleVerdict[] {
  return Object.entries(rules).map(([rule, judge]) => ({ rule, ...judge(facts, opening) }));
}

function pass(because: string): { passes: true; because: string } {
  return { passes: true, because };
}

function fail(because: string): { passes: false; because: string } {
  return { passes: false, because };
}

function hours(count: number): string {
  return count === 1 ? '1 hour' : `${count} hours`;
}

function local(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

function alternatives(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words);
}
