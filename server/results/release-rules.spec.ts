import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { HiddenBecause, ReleaseRule } from '#contract/result-release';
import type { ReportStatus, ResultCategory } from '#contract/result-content';
import {
  judgeRelease,
  mayBeReleased,
  nextTurn,
  releaseTimeline,
  type ReleaseFacts,
  type Viewer,
} from './release-rules.ts';
import { releaseRule } from './results-rule.ts';

const now = '2026-11-23T15:00:00.000Z';
const patient: Viewer = { audience: 'patient' };
const outside: Viewer = { audience: 'outside' };
const parent: Viewer = {
  audience: 'proxy',
  proxy: {
    ...{ ground: 'parent', told: ['visits', 'clinical'], startsOn: '2010-01-01', endsOn: null },
    revoked: null,
  },
};

function facts(over: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    ...{ isMatched: true, status: 'final', categories: ['laboratory'], finalAt: now, holds: [] },
    ...{ zone: 'America/New_York', policy: releaseRule.standard, birthOn: '1962-03-14' },
    ages: { narrowsAt: 13, narrowedTo: ['visits', 'billing'], endsAt: 18 },
    ...over,
  };
}

const inState = (jurisdiction: string): Pick<ReleaseFacts, 'policy'> => ({
  policy: { ...releaseRule.standard, jurisdiction },
});
const told: ReleaseFacts['ages'] = {
  ...{ narrowsAt: 18, narrowedTo: ['visits', 'billing'], endsAt: 18 },
};
const bornYearsAgo = (years: number, days = 0): string => {
  const date = new Date(Date.UTC(2026 - years, 10, 23 + days));
  return date.toISOString().slice(0, 10);
};

type Row = [
  title: string,
  over: Partial<ReleaseFacts>,
  viewer: Viewer,
  at: string,
  because: HiddenBecause | null,
];

/** Category × state × audience × age × status × time; `null` = seen. */
const table: Row[] = [
  ['final, adult', {}, patient, now, null],
  ['final, outside provider', {}, outside, now, null],
  ['not matched', { isMatched: false }, patient, now, 'not-matched'],
  ...(['registered', 'partial', 'preliminary', 'unknown'] as ReportStatus[]).map((status): Row => [
    status,
    { status, finalAt: null },
    patient,
    now,
    'not-final',
  ]),
  ...(['amended', 'corrected', 'appended', 'cancelled'] as ReportStatus[]).map((status): Row => [
    status,
    { status },
    patient,
    now,
    null,
  ]),
  ['entered in error', { status: 'entered-in-error' }, outside, now, 'withdrawn'],

  ['12 years old, own access', { birthOn: bornYearsAgo(13, 1) }, patient, now, 'no-own-access'],
  ['turns 13 today, own access', { birthOn: bornYearsAgo(13) }, patient, now, null],
  [
    'the last instant before 13',
    { birthOn: '2013-11-24' },
    patient,
    '2026-11-24T04:59:59.999Z',
    'no-own-access',
  ],
  ['the first instant of 13', { birthOn: '2013-11-24' }, patient, '2026-11-24T05:00:00.000Z', null],
  ['mother of an 11-year-old', { birthOn: bornYearsAgo(11) }, parent, now, null],
  ['mother of one who turns 13 today', { birthOn: bornYearsAgo(13) }, parent, now, 'not-told'],
  ['mother of a 12-year-old', { birthOn: bornYearsAgo(13, 1) }, parent, now, null],
  [
    'mother of one who turns 18 today',
    { birthOn: bornYearsAgo(18), ages: told },
    parent,
    now,
    'proxy-not-in-force',
  ],
  [
    'mother of a 17-year-old, where the state says so',
    { birthOn: bornYearsAgo(18, 1), ages: told },
    parent,
    now,
    null,
  ],
  [
    'born on 29 February, on 28 February',
    { birthOn: '2012-02-29', finalAt: '2025-02-01T15:00:00.000Z' },
    patient,
    '2025-03-01T04:59:00.000Z',
    'no-own-access',
  ],
  [
    'born on 29 February, on 1 March',
    { birthOn: '2012-02-29', finalAt: '2025-02-01T15:00:00.000Z' },
    patient,
    '2025-03-01T05:00:00.000Z',
    null,
  ],

  [
    'sensitive, mother of an 11-year-old',
    { birthOn: bornYearsAgo(11), categories: ['sexual-health'] },
    parent,
    now,
    null,
  ],
  [
    'sensitive, mother of one who turns 12 today',
    { birthOn: bornYearsAgo(12), categories: ['sexual-health'] },
    parent,
    now,
    'by-rule',
  ],
  [
    'sensitive, the 13-year-old',
    { birthOn: bornYearsAgo(13), categories: ['sexual-health'] },
    patient,
    now,
    null,
  ],
  [
    'sensitive, outside provider of a 13-year-old',
    { birthOn: bornYearsAgo(13), categories: ['sexual-health'] },
    outside,
    now,
    null,
  ],

  [
    'Kentucky, malignancy, at once',
    { ...inState('US-KY'), categories: ['malignancy'] },
    patient,
    now,
    'delayed',
  ],
  [
    'Kentucky, an instant before 72 hours',
    { ...inState('US-KY'), categories: ['malignancy'] },
    patient,
    '2026-11-26T14:59:59.999Z',
    'delayed',
  ],
  [
    'Kentucky, 72 hours',
    { ...inState('US-KY'), categories: ['malignancy'] },
    patient,
    '2026-11-26T15:00:00.000Z',
    null,
  ],
  ['Kentucky, plain laboratory', inState('US-KY'), patient, now, null],
  [
    'Kentucky, outside provider',
    { ...inState('US-KY'), categories: ['malignancy'] },
    outside,
    now,
    null,
  ],
  [
    'Texas, malignancy, second day',
    { ...inState('US-TX'), categories: ['malignancy'] },
    patient,
    '2026-11-26T04:59:59.999Z',
    'delayed',
  ],
  [
    'Texas, malignancy, third day',
    { ...inState('US-TX'), categories: ['malignancy'] },
    patient,
    '2026-11-26T05:00:00.000Z',
    null,
  ],
  ['elsewhere, malignancy', { categories: ['malignancy'] }, patient, now, null],
  [
    'Texas, before the law',
    { ...inState('US-TX'), categories: ['malignancy'], finalAt: '2025-08-31T15:00:00.000Z' },
    patient,
    '2025-08-31T15:00:00.000Z',
    null,
  ],
  [
    'Kentucky, released by a clinician',
    { ...inState('US-KY'), categories: ['malignancy'], holds: [early()] },
    patient,
    now,
    null,
  ],
  [
    'Texas, no clinician may',
    { ...inState('US-TX'), categories: ['malignancy'], holds: [early()] },
    patient,
    now,
    'delayed',
  ],

  ['held from the patient', { holds: [hold(['patient'])] }, patient, now, 'held'],
  ['held from the proxy only', { holds: [hold(['proxy'])] }, patient, now, null],
  ['held, at its end', { holds: [hold(['patient'])] }, patient, '2026-11-25T15:00:00.000Z', null],
  ['held, ended before', { holds: [{ ...hold(['patient']), endedAt: now }] }, patient, now, null],
  ['held and released', { holds: [hold(['patient']), early()] }, patient, now, 'held'],
];

function hold(
  audiences: readonly ('patient' | 'proxy' | 'outside')[],
): ReleaseFacts['holds'][number] {
  return {
    ...{ kind: 'hold', audiences, ground: 'life-or-safety', at: '2026-11-23T14:00:00.000Z' },
    ...{ until: '2026-11-25T15:00:00.000Z', endedAt: null },
  };
}

function early(): ReleaseFacts['holds'][number] {
  return {
    ...{
      kind: 'release',
      audiences: ['patient'],
      ground: null,
      at: now,
      until: null,
      endedAt: null,
    },
  };
}

describe('release', () => {
  for (const [title, over, viewer, at, because] of table)
    it(`${title}: ${because ?? 'seen'}`, () => {
      const verdict = judgeRelease(facts(over), viewer, at);
      assert.deepEqual([verdict.because, verdict.sees], [because, because === null]);
      assert.ok(because === null || verdict.words !== '');
    });

  it('tells what will become of it: the delay, the hold and the birthday each end by themselves', () => {
    const child = facts({ birthOn: '2013-12-01', holds: [hold(['patient'])] });
    assert.deepEqual(
      releaseTimeline(child, patient, now).map(({ from, because }) => [from, because]),
      [
        [now, 'no-own-access'],
        ['2026-12-01T05:00:00.000Z', null],
      ],
    );
    assert.deepEqual(
      releaseTimeline(child, parent, now).map(({ from, because }) => [from, because]),
      [
        [now, null],
        ['2026-12-01T05:00:00.000Z', 'not-told'],
        ['2031-12-01T05:00:00.000Z', 'proxy-not-in-force'],
      ],
    );
    assert.equal(nextTurn(facts(), patient, now), null);
  });

  it('agrees with itself at every time: the timeline says what the judge says', () => {
    const category = fc.constantFrom<ResultCategory>('laboratory', 'malignancy', 'genetics', 'hiv');
    const audience = fc.constantFrom('patient', 'proxy', 'outside');
    const world = fc.record({
      jurisdiction: fc.constantFrom('US', 'US-KY', 'US-TX'),
      categories: fc.uniqueArray(category, { minLength: 1, maxLength: 3 }),
      birthOn: fc
        .date({ min: new Date('2005-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      holds: fc.array(
        fc.record({
          audiences: fc.uniqueArray(audience, { minLength: 1, maxLength: 3 }),
          hours: fc.integer({ min: 1, max: 2000 }),
        }),
        { maxLength: 3 },
      ),
      who: fc.constantFrom<Viewer>(patient, outside, parent),
      later: fc.integer({ min: 0, max: 15 * 365 * 24 }),
    });
    fc.assert(
      fc.property(world, ({ jurisdiction, categories, birthOn, holds, who, later }) => {
        const known = facts({
          ...{ ...inState(jurisdiction), categories, birthOn },
          holds: holds.map(({ audiences, hours }) => ({
            ...{
              kind: 'hold' as const,
              audiences,
            },
            ...{ ground: 'data-suspect' as const, at: now, endedAt: null },
            until: new Date(Date.parse(now) + hours * 3_600_000).toISOString(),
          })),
        });
        const at = new Date(Date.parse(now) + later * 3_600_000).toISOString();
        const said = releaseTimeline(known, who, now).findLast(({ from }) => from <= at);
        const judged = judgeRelease(known, who, at);
        assert.deepEqual([said?.sees, said?.because], [judged.sees, judged.because]);
      }),
      { numRuns: 500 },
    );
  });

  it('may be released by a clinician where only a delay keeps it back that leaves the choice', () => {
    const malignant = { categories: ['malignancy' as const] };
    const said = (over: Partial<ReleaseFacts>): boolean => mayBeReleased(facts(over), patient, now);
    assert.equal(said({ ...malignant, ...inState('US-KY') }), true);
    assert.equal(said({ ...malignant, ...inState('US-TX') }), false);
    assert.equal(said({ ...malignant, ...inState('US-KY'), holds: [hold(['patient'])] }), false);
    assert.equal(said({ ...malignant, ...inState('US-KY'), holds: [early()] }), false);
    assert.equal(said({}), false);
  });

  it('takes the longest of several delays', () => {
    const [kentucky] = releaseRule.standard.rules;
    const rules = [24, 96, 48].map((hours): ReleaseRule => ({
      ...kentucky!,
      jurisdiction: 'US',
      effect: { kind: 'hours', hours },
    }));
    const known = facts({
      ...{ categories: ['malignancy'], policy: { ...releaseRule.standard, rules } },
    });
    assert.equal(nextTurn(known, patient, now), '2026-11-27T15:00:00.000Z');
  });
});
