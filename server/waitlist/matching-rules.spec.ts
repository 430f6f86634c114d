import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { urgencies, type Entry } from '#contract/waitlist-entry';
import { plusMinutes } from '../platform/clock/instants.ts';
import { afterQuietHours, expiresAt, isTooLateToOffer } from './leaving-rules.ts';
import { anybodysWays } from './offer-contact-queries.ts';
import { verdictsOf, type EntryFacts, type OpeningFacts } from './matching-rules.ts';
import {
  compareCandidates,
  daysGained,
  rankCandidates,
  waitingDays,
  type Unranked,
} from './ranking-rules.ts';

const [followUp, physical, lee, okafor] = [
  '00000000-0000-7000-8000-000000000001',
  '00000000-0000-7000-8000-000000000002',
  '00000000-0000-7000-8000-000000000003',
  '00000000-0000-7000-8000-000000000004',
];

/** Tuesday, 24 November 2026, 10:00–10:30 in New York. */
function anOpening(given: Partial<OpeningFacts> = {}): OpeningFacts {
  return {
    opening: {
      visitTypeId: followUp,
      providerId: lee,
      startsAt: '2026-11-24T15:00:00.000Z',
      endsAt: '2026-11-24T15:30:00.000Z',
    },
    leavesAt: '2026-11-23T15:00:00.000Z',
    minutes: 30,
    zone: 'America/New_York',
    hourCycle: 12,
    callsOnly: false,
    visitTypeNames: new Map([
      [followUp, 'Follow-up'],
      [physical, 'Physical'],
    ]),
    providerNames: new Map([
      [lee, 'Lee, Hannah'],
      [okafor, 'Okafor, Ben'],
    ]),
    ...given,
  };
}

function anEntry(given: Partial<Entry> = {}): Entry {
  return {
    id: '00000000-0000-7000-8000-0000000000aa',
    clinicId: '00000000-0000-7000-8000-0000000000cc',
    patient: {
      id: '00000000-0000-7000-8000-0000000000bb',
      mrn: 'T-1',
      family: 'Díaz',
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    visitTypeId: followUp,
    urgency: 'routine',
    providerIds: [],
    weekdays: [],
    earliestTime: null,
    latestTime: null,
    earliestOn: null,
    latestOn: null,
    minNoticeHours: 2,
    appointment: null,
    contactConsent: true,
    status: 'active',
    addedAt: '2026-11-01T15:00:00.000Z',
    version: 1,
    ...given,
  };
}

function judged(
  entry: Partial<Entry>,
  facts: Partial<Omit<EntryFacts, 'entry'>> = {},
  opening: Partial<OpeningFacts> = {},
): Record<string, { passes: boolean; because: string }> {
  const held = {
    liveOffer: null,
    answered: null,
    busy: false,
    ways: anybodysWays,
    ...facts,
    entry: anEntry(entry),
  };
  return Object.fromEntries(
    verdictsOf(held, anOpening(opening)).map(({ rule, ...verdict }) => [rule, verdict]),
  );
}

describe('a patient without wishes fits', () => {
  test('every rule passes and says something', () => {
    for (const { passes, because } of Object.values(judged({}))) {
      assert.equal(passes, true);
      assert.match(because, /^[A-Z].*\.$/);
    }
  });
});

describe('each rule on its own', () => {
  const failures: [string, Partial<Entry>, Partial<Omit<EntryFacts, 'entry'>>, string][] = [
    ['status', { status: 'paused' }, {}, 'Has paused waiting.'],
    [
      'visit-type',
      { visitTypeId: physical },
      {},
      'Waits for Physical; this opening is for Follow-up.',
    ],
    ['provider', { providerIds: [okafor] }, {}, 'Asked for Okafor, Ben; this is with Lee, Hannah.'],
    ['weekday', { weekdays: [5, 1] }, {}, 'Can come on Monday or Friday only; this is a Tuesday.'],
    ['time-of-day', { earliestTime: '10:01' }, {}, 'Can come from 10:01 AM only; this is outside.'],
    ['time-of-day', { latestTime: '10:29' }, {}, 'Can come until 10:29 AM only; this is outside.'],
    ['dates', { earliestOn: '2026-11-25' }, {}, 'Cannot come before 2026-11-25.'],
    ['dates', { latestOn: '2026-11-23' }, {}, 'Cannot come after 2026-11-23.'],
    [
      'notice',
      { minNoticeHours: 24 },
      {},
      'Needs 24 hours of notice; an offer leaves on Mon, Nov 23, 10:00 AM at the soonest.',
    ],
    [
      'earlier-visit',
      { appointment: { id: physical, startsAt: '2026-11-24T15:00:00.000Z' } },
      {},
      'Is booked for Tue, Nov 24, 10:00 AM already, which is not later.',
    ],
    ['live-offer', {}, { liveOffer: 'here' }, 'Holds an offer of this time already.'],
    ['live-offer', {}, { liveOffer: 'elsewhere' }, 'Holds an offer elsewhere.'],
    ['answered', {}, { answered: 'declined' }, 'Turned this time down.'],
    ['answered', {}, { answered: 'expired' }, 'Did not answer in time for this one.'],
    ['busy', {}, { busy: true }, 'Has another visit at that time.'],
  ];
  for (const [rule, entry, facts, because] of failures) {
    test(`${rule}: ${because}`, () => {
      const verdicts = judged(entry, facts);
      assert.deepEqual(verdicts[rule], { passes: false, because });
      const others = Object.entries(verdicts).filter(([name]) => name !== rule);
      assert.ok(others.every(([, verdict]) => verdict.passes));
    });
  }

  test('length: a visit type that has grown longer does not fit', () => {
    assert.deepEqual(judged({}, {}, { minutes: 45 })['length'], {
      passes: false,
      because: 'The visit takes 45 minutes; only 30 are free.',
    });
  });

  test('wishes that are met pass at their very edges', () => {
    const verdicts = judged({
      providerIds: [okafor, lee],
      weekdays: [2],
      earliestTime: '10:00',
      latestTime: '10:30',
      earliestOn: '2026-11-24',
      latestOn: '2026-11-24',
      minNoticeHours: 23,
      appointment: { id: physical, startsAt: '2026-11-24T15:00:00.001Z' },
    });
    assert.ok(Object.values(verdicts).every((verdict) => verdict.passes));
  });

  test('the day and the hour are those of the clinic, not of UTC', () => {
    const late = {
      opening: {
        ...anOpening().opening,
        startsAt: '2026-11-25T02:00:00.000Z',
        endsAt: '2026-11-25T02:30:00.000Z',
      },
    };
    const wishes = { weekdays: [2], earliestTime: '21:00', latestOn: '2026-11-24' };
    assert.ok(Object.values(judged(wishes, {}, late)).every((verdict) => verdict.passes));
  });
});

describe('the order', () => {
  const candidates = fc.record({
    urgency: fc.constantFrom(...urgencies),
    id: fc.uuid(),
    waitingDays: fc.integer({ min: 0, max: 3 }),
    daysGained: fc.option(fc.integer({ min: 0, max: 3 })),
    weekdays: fc.constantFrom<number[]>([], [1]),
    fits: fc.boolean(),
  });
  const many = fc.uniqueArray(candidates, { selector: ({ id }) => id, maxLength: 30 }).map((all) =>
    all.map(({ urgency, id, weekdays, fits, ...measured }): Unranked => ({
      ...measured,
      entry: anEntry({ id, urgency, weekdays }),
      way: 'message',
      verdicts: [{ rule: 'any', passes: fits, because: '' }],
    })),
  );

  test('is total: antisymmetric, transitive, and zero for the same entry only', () => {
    fc.assert(
      fc.property(many, (all) => {
        for (const a of all)
          for (const b of all) {
            const order = Math.sign(compareCandidates(a, b));
            assert.equal(order, 0 - Math.sign(compareCandidates(b, a)));
            assert.equal(order === 0, a.entry.id === b.entry.id);
            for (const c of all)
              if (order < 0 && compareCandidates(b, c) < 0) assert.ok(compareCandidates(a, c) < 0);
          }
      }),
      { numRuns: 40 },
    );
  });

  test('does not depend on the order in which the entries were read', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ids = (ranked: { entry: Entry }[]): string[] => ranked.map(({ entry }) => entry.id);
        assert.deepEqual(ids(rankCandidates(all)), ids(rankCandidates(all.toReversed())));
      }),
    );
  });

  test('gives ranks from 1 without a gap to those who fit, and none to the others', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ranks = rankCandidates(all).map(({ rank }) => rank);
        const fitting = ranks.filter((rank) => rank !== null);
        assert.deepEqual(
          ranks,
          ranks.map((_, at) => (at < fitting.length ? at + 1 : null)),
        );
      }),
    );
  });

  test('asks by urgency, then waiting days, then days gained, then narrow wishes', () => {
    const of = (id: string, entry: Partial<Entry>, waiting: number, gained: number | null) => ({
      entry: anEntry({ id, ...entry }),
      way: 'message' as const,
      verdicts: [],
      waitingDays: waiting,
      daysGained: gained,
    });
    const ranked = rankCandidates([
      of('f', {}, 5, 3),
      of('e', { weekdays: [2] }, 5, 3),
      of('d', {}, 5, 4),
      of('c', {}, 5, null),
      of('b', {}, 6, 0),
      of('a', { urgency: 'soon' }, 0, 0),
    ]);
    assert.equal(ranked.map(({ entry }) => entry.id).join(''), 'abcdef');
  });

  test('counts whole days of waiting, and gained days on the calendar of the clinic', () => {
    assert.equal(waitingDays('2026-11-22T15:00:01.000Z', '2026-11-23T15:00:00.000Z'), 0);
    assert.equal(waitingDays('2026-11-22T15:00:00.000Z', '2026-11-23T15:00:00.000Z'), 1);
    const [late, early] = ['2026-11-25T02:00:00.000Z', '2026-11-24T15:00:00.000Z'];
    assert.equal(daysGained(late, early, 'America/New_York'), 0);
    assert.equal(daysGained(late, early, 'UTC'), 1);
    assert.equal(daysGained(null, early, 'UTC'), null);
  });
});

describe('when an offer leaves', () => {
  const night = { quietFrom: '21:00', quietUntil: '07:00' };
  const zone = 'America/New_York';

  test('at once by day, in the morning when it would leave at night', () => {
    const leaves = (at: string): string => afterQuietHours(at, night, zone);
    assert.equal(leaves('2026-11-23T15:00:00.000Z'), '2026-11-23T15:00:00.000Z');
    assert.equal(leaves('2026-11-24T01:59:59.000Z'), '2026-11-24T01:59:59.000Z');
    assert.equal(leaves('2026-11-24T02:00:00.000Z'), '2026-11-24T12:00:00.000Z');
    assert.equal(leaves('2026-11-24T06:00:00.000Z'), '2026-11-24T12:00:00.000Z');
    assert.equal(leaves('2026-11-24T12:00:00.000Z'), '2026-11-24T12:00:00.000Z');
  });

  test('at seven on the clock also in the nights in which the clock is changed', () => {
    const leaves = (at: string): string => afterQuietHours(at, night, zone);
    assert.equal(leaves('2026-11-01T03:00:00.000Z'), '2026-11-01T12:00:00.000Z');
    assert.equal(leaves('2027-03-14T04:00:00.000Z'), '2027-03-14T11:00:00.000Z');
  });

  test('at midnight when the day is quiet until its end, and always when nothing is quiet', () => {
    const evening = { quietFrom: '18:00', quietUntil: '24:00' };
    assert.equal(
      afterQuietHours('2026-11-24T01:00:00.000Z', evening, zone),
      '2026-11-24T05:00:00.000Z',
    );
    const never = { quietFrom: '07:00', quietUntil: '07:00' };
    assert.equal(
      afterQuietHours('2026-11-24T06:00:00.000Z', never, zone),
      '2026-11-24T06:00:00.000Z',
    );
  });

  test('never inside quiet hours, never earlier, never more than a day later', () => {
    const wall = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(
        wall,
        wall,
        fc.integer({ min: 0, max: 527_000 }),
        fc.constantFrom('America/New_York', 'America/Los_Angeles', 'UTC', 'Asia/Kolkata'),
        (quietFrom, quietUntil, minutes, place) => {
          const quiet = { quietFrom, quietUntil };
          const at = plusMinutes('2026-01-01T00:00:00.000Z', minutes);
          const leaves = afterQuietHours(at, quiet, place);
          assert.ok(leaves >= at);
          assert.ok(leaves <= plusMinutes(at, 25 * 60));
          assert.equal(afterQuietHours(leaves, quiet, place), leaves);
        },
      ),
    );
  });

  test('stands for its minutes, but never into the notice that the patient or the clinic needs', () => {
    const sent = {
      sentAt: '2026-11-23T15:00:00.000Z',
      startsAt: '2026-11-23T18:00:00.000Z',
      offerMinutes: 30,
      stopMinutes: 60,
    };
    assert.equal(expiresAt({ ...sent, minNoticeHours: 2 }), '2026-11-23T15:30:00.000Z');
    assert.equal(
      expiresAt({ ...sent, offerMinutes: 90, minNoticeHours: 2 }),
      '2026-11-23T16:00:00.000Z',
    );
    assert.equal(
      expiresAt({ ...sent, offerMinutes: 90, stopMinutes: 150, minNoticeHours: 2 }),
      '2026-11-23T15:30:00.000Z',
    );
  });

  test('is too late inside the lead time and after the start', () => {
    const startsAt = '2026-11-23T18:00:00.000Z';
    assert.equal(isTooLateToOffer('2026-11-23T16:30:00.000Z', startsAt, 90), false);
    assert.equal(isTooLateToOffer('2026-11-23T16:30:01.000Z', startsAt, 90), true);
    assert.equal(isTooLateToOffer(startsAt, startsAt, 0), true);
  });
});
