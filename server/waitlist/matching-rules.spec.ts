import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { urgencies, type Entry } from '#contract/waitlist-entry';
import type { OfferTerms } from '#contract/waitlist-policy';
import { standardTerms } from '#contract/visit-terms';
import { plusMinutes } from '../platform/clock/instants.ts';
import { afterQuietHours } from '../platform/clock/quiet-hours.ts';
import { expiresAt, isTooLateToOffer } from './leaving-rules.ts';
import { anybodysWays } from './offer-contact-queries.ts';
import { verdictsOf } from './matching-rules.ts';
import type { OpeningTime, TypeOfOpening } from './opening-time-queries.ts';
import type { EntryFacts, OpeningFacts } from './verdict-rules.ts';
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

/** Open to everybody: nothing stands there, nothing is needed. */
function aTime({
  visitType = {},
  ...given
}: Partial<Omit<OpeningTime, 'visitType'>> & {
  visitType?: Partial<TypeOfOpening>;
} = {}): OpeningTime {
  return {
    visitType: {
      ...{ ...standardTerms, name: 'Follow-up', active: true, minutes: 30, modality: 'in-person' },
      ...{ bufferBefore: 0, bufferAfter: 0, ...visitType },
    },
    hours: { ofNew: [], ofEstablished: [] },
    limits: { ofNew: [], ofEstablished: [] },
    day: { startsAt: '2026-11-24T05:00:00.000Z', endsAt: '2026-11-25T05:00:00.000Z' },
    takenBy: [],
    lacking: null,
    provider: { languages: ['en'], gender: 'female', licence: null },
    seenIn: ['en'],
    interpreterNoticeHours: 24,
    ...given,
  };
}

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
    time: aTime(),
    frequencyCap: { offers: 4, days: 7 },
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
    providerLanguage: null,
    providerGender: null,
    weekdays: [],
    earliestTime: null,
    latestTime: null,
    earliestOn: null,
    latestOn: null,
    notOn: [],
    minNoticeHours: 2,
    appointment: null,
    contactConsent: true,
    status: 'active',
    addedAt: '2026-11-01T15:00:00.000Z',
    version: 1,
    ...given,
  };
}

const full = { rule: 'day-full', message: 'The day is full.' } as const;

function judged(
  entry: Partial<Entry>,
  facts: Partial<Omit<EntryFacts, 'entry'>> = {},
  opening: Partial<OpeningFacts> = {},
): Record<string, { passes: boolean; because: string }> {
  const held = {
    language: 'en',
    isEstablished: true,
    isUncovered: false,
    homeState: null,
    laterProviderId: null,
    laterMinutes: null,
    offersLately: 0,
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
    ['provider-gender', { providerGender: 'male' }, {}, 'Asked for a man; Lee, Hannah is a woman.'],
    [
      'provider-language',
      { providerLanguage: 'es' },
      {},
      'Asked for somebody who speaks Spanish; Lee, Hannah does not.',
    ],
    ['not-on', { notOn: ['2026-11-23', '2026-11-24'] }, {}, 'Cannot come on 2026-11-24.'],
    ['coverage', {}, { isUncovered: true }, 'No coverage on file is in force on 2026-11-24.'],
    ['frequency', {}, { offersLately: 4 }, 'Was sent 4 offers in the last 7 days; 4 are the most.'],
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
    assert.deepEqual(judged({}, {}, { time: aTime({ visitType: { minutes: 45 } }) })['length'], {
      passes: false,
      because: 'The visit takes 45 minutes; only 30 are free.',
    });
  });

  test('length: a later visit that was made longer keeps its length', () => {
    assert.equal(
      judged({}, { laterMinutes: 45 })['length']?.because,
      'The visit takes 45 minutes; only 30 are free.',
    );
    assert.equal(
      judged({}, { laterMinutes: 15 })['length']?.because,
      'The visit takes 30 minutes; it fits.',
    );
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

describe('each rule of the time on its own', () => {
  const own = { id: physical, startsAt: '2026-12-10T15:00:00.000Z' };
  const sameDay = { id: physical, startsAt: '2026-11-24T20:00:00.000Z' };
  const byVideo = (licence: OpeningTime['provider']['licence']): Partial<OpeningTime> => ({
    visitType: { ...aTime().visitType, modality: 'video' },
    provider: { languages: [], gender: null, licence },
  });
  const needing = { ...anEntry().patient, interpreter: true };
  type Facts = Partial<Omit<EntryFacts, 'entry'>>;
  type Time = Parameters<typeof aTime>[0];
  const table: [rule: string, Time, Partial<Entry>, Facts, passes: boolean, because: string][] = [
    [
      'visit-type',
      { visitType: { active: false } },
      {},
      {},
      false,
      'Waits for Follow-up, which is booked no more.',
    ],
    [
      'seen-before',
      { visitType: { patients: 'new' } },
      {},
      {},
      false,
      'Was seen here within three years; Follow-up is for new patients.',
    ],
    [
      'seen-before',
      { visitType: { patients: 'new' } },
      {},
      { isEstablished: false },
      true,
      'Was not seen here within three years, as Follow-up asks.',
    ],
    [
      'seen-before',
      { visitType: { patients: 'established' } },
      {},
      { isEstablished: false },
      false,
      'Was not seen here within three years; Follow-up is for patients who were.',
    ],
    [
      'lead-time',
      { visitType: { leadMinutes: 1440 } },
      {},
      {},
      true,
      'Follow-up is booked at least 1 day ahead; there is that.',
    ],
    [
      'lead-time',
      { visitType: { leadMinutes: 1441 } },
      {},
      {},
      false,
      'Follow-up is booked at least 1441 minutes ahead.',
    ],
    [
      'lead-time',
      { visitType: { horizonDays: 1 } },
      {},
      {},
      true,
      'Follow-up may be booked at once.',
    ],
    [
      'hours',
      { hours: { ofNew: [], ofEstablished: ['outside-template'] } },
      {},
      {},
      false,
      'The provider has no hours then.',
    ],
    [
      'hours',
      { hours: { ofNew: [], ofEstablished: ['visit-type-not-allowed'] } },
      {},
      {},
      false,
      'The provider’s hours then are not for Follow-up.',
    ],
    [
      'hours',
      { hours: { ofNew: [], ofEstablished: ['hours-for-new-patients'] } },
      {},
      {},
      false,
      'Was seen here within three years; the hours then are for new patients.',
    ],
    [
      'hours',
      { hours: { ofNew: [], ofEstablished: ['hours-for-new-patients'] } },
      {},
      { isEstablished: false },
      true,
      'The provider has hours then for such a visit.',
    ],
    [
      'hours',
      { hours: { ofNew: ['hours-for-established-patients'], ofEstablished: [] } },
      {},
      { isEstablished: false },
      false,
      'Was not seen here within three years; the hours then are for who was.',
    ],
    [
      'hours',
      { hours: { ofNew: [], ofEstablished: ['kept-for-same-day'] } },
      {},
      {},
      false,
      'The hours then are still kept for visits that are booked late.',
    ],
    [
      'day-limits',
      { limits: { ofNew: [], ofEstablished: [full] } },
      {},
      {},
      false,
      'The day is full.',
    ],
    [
      'day-limits',
      { limits: { ofNew: [full], ofEstablished: [full] } },
      { appointment: sameDay },
      { laterProviderId: lee },
      true,
      'Stands on that day already.',
    ],
    [
      'day-limits',
      { limits: { ofNew: [], ofEstablished: [full] } },
      { appointment: sameDay },
      { laterProviderId: okafor },
      false,
      'The day is full.',
    ],
    [
      'day-limits',
      { limits: { ofNew: [], ofEstablished: [full] } },
      { appointment: own },
      { laterProviderId: lee },
      false,
      'The day is full.',
    ],
    [
      'day-limits',
      { limits: { ofNew: [full], ofEstablished: [] } },
      {},
      {},
      true,
      'The day takes one more visit.',
    ],
    [
      'buffers',
      { takenBy: [followUp], visitType: { bufferBefore: 10, bufferAfter: 5 } },
      {},
      {},
      false,
      'Another visit stands then, or in the 10 minutes before and 5 after it.',
    ],
    [
      'buffers',
      { takenBy: [physical] },
      { appointment: own },
      {},
      true,
      'Nothing else stands then.',
    ],
    [
      'buffers',
      { takenBy: [physical, followUp] },
      { appointment: own },
      {},
      false,
      'Another visit stands then.',
    ],
    [
      'resources',
      { lacking: { type: 'Exam room', unless: [physical] } },
      {},
      {},
      false,
      'No Exam room is free then.',
    ],
    [
      'resources',
      {
        lacking: { type: 'Exam room', unless: [physical] },
        visitType: { needs: [{ type: 'Exam room', count: 1 }] },
      },
      { appointment: own },
      {},
      true,
      'Free then: Exam room.',
    ],
    [
      'interpreter',
      {},
      { patient: needing },
      { language: 'es-MX' },
      true,
      'Needs an interpreter for Spanish; there are 24 hours to find one.',
    ],
    [
      'interpreter',
      { interpreterNoticeHours: 25 },
      { patient: needing },
      { language: 'es-MX' },
      false,
      'Needs an interpreter for Spanish; nobody is free then, and to find one takes 25 hours.',
    ],
    [
      'interpreter',
      { interpreterNoticeHours: 25, seenIn: ['es'] },
      { patient: needing },
      { language: 'es-MX' },
      true,
      'Needs an interpreter for Spanish; somebody is there.',
    ],
    [
      'licence',
      byVideo(null),
      {},
      {},
      true,
      'The chart says no state: ask where the patient will be.',
    ],
    [
      'licence',
      byVideo(null),
      {},
      { homeState: 'NH' },
      false,
      'Lives in NH; Lee, Hannah is not licensed there on 2026-11-24.',
    ],
    [
      'licence',
      byVideo({ state: 'NH', expiresOn: '2026-11-23' }),
      {},
      { homeState: 'NH' },
      false,
      'Lives in NH; Lee, Hannah is not licensed there on 2026-11-24.',
    ],
    [
      'licence',
      byVideo({ state: 'NH', expiresOn: '2026-11-24' }),
      {},
      { homeState: 'NH' },
      true,
      'Lives in NH; Lee, Hannah is licensed there.',
    ],
    [
      'licence',
      byVideo(null),
      { appointment: own },
      { homeState: 'NH', laterProviderId: lee },
      true,
      'Is booked with them already.',
    ],
  ];
  for (const [rule, time, entry, facts, passes, because] of table)
    test(`${rule}: ${because}`, () => {
      const verdicts = judged(entry, facts, { time: aTime(time) });
      assert.deepEqual(verdicts[rule], { passes, because });
      const failing = Object.entries(verdicts).filter(([, verdict]) => !verdict.passes);
      assert.deepEqual(
        failing.map(([name]) => name),
        passes ? [] : [rule],
      );
    });

  test('a wish of whom nothing is said is not met', () => {
    const time = aTime({ provider: { languages: [], gender: null, licence: null } });
    assert.equal(
      judged({ providerGender: 'female' }, {}, { time })['provider-gender']?.because,
      'Asked for a woman; of Lee, Hannah nothing is said.',
    );
  });

  test('notice and hours count minutes that pass, also in the night in which the clock is put back', () => {
    const night = {
      opening: {
        ...anOpening().opening,
        startsAt: '2026-11-01T07:30:00.000Z',
        endsAt: '2026-11-01T08:00:00.000Z',
      },
      // 22:30 by the clock; it shows 2:30 four hours later by hand, five as time passes.
      leavesAt: '2026-11-01T02:30:00.000Z',
    };
    const verdicts = judged({ minNoticeHours: 4, earliestTime: '02:30' }, {}, night);
    assert.equal(verdicts['notice']?.passes, true);
    assert.equal(verdicts['time-of-day']?.passes, true);
    assert.equal(judged({ minNoticeHours: 5 }, {}, night)['notice']?.passes, false);
    const late = { ...night, time: aTime({ visitType: { leadMinutes: 301 } }) };
    assert.equal(judged({}, {}, late)['lead-time']?.passes, false);
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

  const orders = fc.constantFrom<OfferTerms['gainOrder'][]>('most-first', 'least-first');

  test('is total: antisymmetric, transitive, and zero for the same entry only', () => {
    fc.assert(
      fc.property(many, orders, (all, order) => {
        const compare = (a: Unranked, b: Unranked) => compareCandidates(a, b, order);
        for (const a of all)
          for (const b of all) {
            const sign = Math.sign(compare(a, b));
            assert.equal(sign, 0 - Math.sign(compare(b, a)));
            assert.equal(sign === 0, a.entry.id === b.entry.id);
            for (const c of all) if (sign < 0 && compare(b, c) < 0) assert.ok(compare(a, c) < 0);
          }
      }),
      { numRuns: 40 },
    );
  });

  test('does not depend on the order in which the entries were read', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ids = (ranked: { entry: Entry }[]): string[] => ranked.map(({ entry }) => entry.id);
        assert.deepEqual(
          ids(rankCandidates(all, 'most-first')),
          ids(rankCandidates(all.toReversed(), 'most-first')),
        );
      }),
    );
  });

  test('gives ranks from 1 without a gap to those who fit, and none to the others', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ranks = rankCandidates(all, 'most-first').map(({ rank }) => rank);
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
    const waiting = [
      of('f', {}, 5, 3),
      of('e', { weekdays: [2] }, 5, 3),
      of('d', {}, 5, 4),
      of('c', {}, 5, null),
      of('b', {}, 6, 0),
      of('a', { urgency: 'soon' }, 0, 0),
    ];
    const ranked = (order: OfferTerms['gainOrder']): string =>
      rankCandidates(waiting, order)
        .map(({ entry }) => entry.id)
        .join('');
    assert.equal(ranked('most-first'), 'abcdef');
    assert.equal(ranked('least-first'), 'abefdc');
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
