import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plusMinutes } from '../platform/clock/instants.ts';
import { chanceOf } from './chance-rules.ts';
import {
  replayPolicy,
  type Replay,
  type ReplayedEntry,
  type ReplayedOpening,
  type ReplayedPolicy,
} from './replay-rules.ts';
import { waitlistRule } from './waitlist-rule.ts';

const type = '00000000-0000-7000-8000-000000000001';
const provider = '00000000-0000-7000-8000-000000000002';
/** Monday, 10:00 in New York. */
const monday = '2026-11-23T15:00:00.000Z';

function anOpening(given: Partial<ReplayedOpening> = {}): ReplayedOpening {
  const raisedAt = given.raisedAt ?? monday;
  const startsAt = given.startsAt ?? plusMinutes(raisedAt, 1440);
  return {
    visitTypeId: type,
    providerId: provider,
    raisedAt,
    offersLeaveAt: raisedAt,
    startsAt,
    endsAt: plusMinutes(startsAt, 30),
    ...given,
  };
}

let count = 0;
function anEntry(given: Partial<ReplayedEntry> = {}): ReplayedEntry {
  count += 1;
  return {
    id: `entry ${String(count).padStart(4, '0')}`,
    patientId: `patient ${String(count)}`,
    visitTypeId: type,
    urgency: 'routine',
    addedAt: plusMinutes(monday, -1440),
    endedAt: null,
    providerIds: [],
    weekdays: [],
    earliestTime: null,
    latestTime: null,
    earliestOn: null,
    latestOn: null,
    notOn: [],
    minNoticeHours: 0,
    contactConsent: true,
    language: 'en',
    age: '40-64',
    ...given,
  };
}

const policy: ReplayedPolicy = {
  ...waitlistRule.standard,
  autoOffer: true,
  quietFrom: '00:00',
  quietUntil: '00:00',
};

function outcome(
  openings: ReplayedOpening[],
  entries: ReplayedEntry[],
  given: Partial<ReplayedPolicy> = {},
  chance: Replay['chance'] = { low: 0.5, high: 0.5 },
) {
  const replay = { openings, entries, zone: 'America/New_York', chance, answerMinutes: 10 };
  return replayPolicy(replay, { ...policy, ...given });
}

describe('a replay', () => {
  test('fills with the chance that anybody asked says yes', () => {
    const two = [anEntry(), anEntry()];
    const { filled, offers } = outcome([anOpening()], two, { waveSize: 2 });
    assert.deepEqual(filled, { low: 0.8, high: 0.8 });
    assert.deepEqual(offers, { low: 2, high: 2 });
  });

  test('asks the next wave only as far as nobody has said yes', () => {
    const three = [anEntry(), anEntry(), anEntry()];
    const { filled, offers, minutesToFill } = outcome([anOpening()], three, {
      waveSize: 1,
      waveDelayMinutes: 20,
    });
    assert.equal(offers.low, 1.8);
    assert.equal(filled.low, 0.9);
    // 10, 30 and 50 minutes with chances of 1/2, 1/4 and 1/8.
    assert.deepEqual(minutesToFill, { low: 21.4, high: 21.4 });
  });

  test('tells a range for a range of chances', () => {
    const { filled } = outcome([anOpening()], [anEntry()], {}, { low: 0.1, high: 0.3 });
    assert.deepEqual(filled, { low: 0.1, high: 0.3 });
  });

  test('of rules that ask nobody by themselves fills nothing', () => {
    const still = outcome([anOpening()], [anEntry()], { autoOffer: false });
    assert.deepEqual(still.filled, { low: 0, high: 0 });
    assert.equal(still.minutesToFill, null);
    const own = { ...policy, autoOffer: false };
    const typed = outcome([anOpening()], [anEntry()], { byVisitType: { [type]: own } });
    assert.deepEqual(typed.offers, { low: 0, high: 0 });
  });

  test('passes over what starts too soon, and stops asking before the visit', () => {
    const soon = anOpening({ startsAt: plusMinutes(monday, 89) });
    assert.equal(outcome([soon], [anEntry()]).offers.low, 0);
    const near = anOpening({ startsAt: plusMinutes(monday, 95) });
    const many = Array.from({ length: 5 }, () => anEntry());
    const asked = outcome([near], many, { waveSize: 1, waveDelayMinutes: 20, stopMinutes: 60 });
    // At once and after 20 minutes; after 40 it is too late.
    assert.equal(asked.offers.low, 1.5);
  });

  test('waits for the end of the quiet hours, over midnight too', () => {
    const night = anOpening({ raisedAt: '2026-11-24T03:00:00.000Z' });
    const { minutesToFill } = outcome([night], [anEntry()], {
      quietFrom: '21:00',
      quietUntil: '07:00',
    });
    // 22:00 to 07:00, and ten to answer.
    assert.deepEqual(minutesToFill, { low: 550, high: 550 });
  });

  test('asks who waited then, whom the time suits, and nobody oftener than the rules say', () => {
    const { offers } = outcome(
      [anOpening()],
      [
        anEntry({ addedAt: plusMinutes(monday, 1) }),
        anEntry({ endedAt: plusMinutes(monday, -1) }),
        anEntry({ weekdays: [5] }),
        anEntry({ visitTypeId: provider }),
        anEntry({ minNoticeHours: 48 }),
      ],
    );
    assert.equal(offers.low, 0);
    const often = Array.from({ length: 6 }, (_, at) =>
      anOpening({ raisedAt: plusMinutes(monday, at) }),
    );
    const never = { low: 0, high: 0 };
    assert.equal(outcome(often, [anEntry()], { mostOffers: 4 }, never).offers.low, 4);
  });

  test('counts offers by language, age and way', () => {
    const { fairness } = outcome(
      [anOpening()],
      [anEntry({ language: 'es', contactConsent: false }), anEntry({ age: '65+' })],
    );
    assert.deepEqual(
      fairness.map(({ group, value, offered }) => [group, value, offered.low]),
      [
        ['age', '40-64', 1],
        ['age', '65+', 1],
        ['language', 'en', 1],
        ['language', 'es', 1],
        ['way', 'call', 1],
        ['way', 'message', 1],
      ],
    );
  });

  test('never fills more than there is, nor books anybody more than once', () => {
    const entries = fc.array(
      fc.record({ urgency: fc.constantFrom('urgent' as const, 'soon', 'routine') }),
      { maxLength: 12 },
    );
    const openings = fc.array(fc.nat({ max: 600 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        entries,
        openings,
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (who, when, waveSize, chance) => {
          const { filled, offers } = outcome(
            when.map((minutes) => anOpening({ raisedAt: plusMinutes(monday, minutes) })),
            who.map((given) => anEntry(given)),
            { waveSize },
            { low: chance, high: chance },
          );
          assert.ok(filled.low <= Math.min(when.length, who.length) + 0.05);
          assert.ok(filled.low <= offers.low + 0.05);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the chance of a yes', () => {
  test('is what others published until there are enough of the own', () => {
    const few = chanceOf({ sent: 99, accepted: 60 });
    assert.deepEqual(few, { chance: { low: 0.08, high: 0.11 }, source: 'published' });
  });

  test('is an interval around the own share, inside 0 and 1', () => {
    const { chance, source } = chanceOf({ sent: 400, accepted: 40 });
    assert.equal(source, 'own');
    assert.ok(chance.low > 0.07 && chance.low < 0.1 && chance.high > 0.1 && chance.high < 0.14);
    const none = chanceOf({ sent: 200, accepted: 0 }).chance;
    assert.ok(none.low >= 0 && none.high > 0 && none.high < 0.03);
  });
});
