// For one opening and one entry: every rule with its verdict, in words that a scheduler can say on the phone.
import type { Entry } from '#contract/waitlist-entry';
import type { RuleVerdict } from '#contract/waitlist-opening';
import { wayOf, type AskingWay } from './reach-rules.ts';
import { timeRules } from './time-rules.ts';
import {
  counted,
  fail,
  pass,
  type EntryFacts,
  type OpeningFacts,
  type Rule,
} from './verdict-rules.ts';
import { wishRules } from './wish-rules.ts';

const statusWords: Record<Entry['status'], string> = {
  active: 'Is waiting.',
  paused: 'Has paused waiting.',
  booked: 'Has been booked already.',
  withdrawn: 'Waits no longer.',
  'aged-out': 'Waited too long and waits no longer.',
};

/** In the order in which a scheduler would ask. */
const rules: Record<string, Rule> = {
  status: ({ entry }) => ({
    passes: entry.status === 'active',
    because: statusWords[entry.status],
  }),
  ...timeRules,
  ...wishRules,
  busy: ({ busy }) =>
    busy ? fail('Has another visit at that time.') : pass('Has no other visit at that time.'),
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
  frequency: ({ offersLately }, { frequencyCap: { offers, days } }) => {
    const lately = `Was sent ${counted(offersLately, 'offer')} in the last ${counted(days, 'day')}`;
    return offersLately < offers
      ? pass(`${lately}.`)
      : fail(`${lately}; ${String(offers)} are the most.`);
  },
};

export function wayTo({ entry, ways }: EntryFacts, { callsOnly }: OpeningFacts): AskingWay | null {
  return wayOf(entry, ways, { callsOnly }).way;
}

export function verdictsOf(facts: EntryFacts, opening: OpeningFacts): RuleVerdict[] {
  return Object.entries(rules).map(([rule, judge]) => ({ rule, ...judge(facts, opening) }));
}
