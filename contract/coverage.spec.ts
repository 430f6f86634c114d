import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareCoverages,
  coverageAlertOf,
  coverageStanding,
  type Coverage,
  type CoverageAlert,
} from './coverage.ts';

const day = { on: '2026-11-26', today: '2026-11-26', verifyWithinDays: 30 };

function aCoverage(over: Partial<Coverage> = {}): Coverage {
  return {
    id: '018f4e6e-7b1c-7c1f-8a7b-000000000001',
    patientId: '018f4e6e-7b1c-7c1f-8a7b-000000000002',
    payer: {
      id: '018f4e6e-7b1c-7c1f-8a7b-000000000003',
      name: 'Bay State',
      lineOfBusiness: 'commercial',
    },
    planName: 'Gold PPO',
    memberId: 'W1',
    groupNumber: null,
    order: 'primary',
    relationship: 'self',
    subscriber: null,
    effectiveFrom: '2026-01-01',
    endsOn: null,
    verification: { on: '2026-11-20', by: null, how: 'card' },
    known: null,
    inactiveOn: null,
    check: null,
    valid: true,
    version: 1,
    ...over,
  };
}

describe('the standing of a coverage', () => {
  const standing = (over: Partial<Coverage>) => coverageStanding(aCoverage(over), day);
  const verifiedOn = (on: string) => ({ verification: { on, by: null, how: 'card' as const } });

  it('is in order from its first day to its last, while it was verified lately', () => {
    assert.equal(standing({ effectiveFrom: day.on, endsOn: day.on }), 'in-order');
    assert.equal(standing(verifiedOn('2026-10-27')), 'in-order');
    assert.equal(standing(verifiedOn('2026-10-26')), 'verified-long-ago');
    assert.equal(standing({ verification: null }), 'never-verified');
  });

  it('says first what matters most', () => {
    assert.equal(standing({ endsOn: '2026-11-25', verification: null }), 'ended');
    assert.equal(standing({ effectiveFrom: '2026-11-27', verification: null }), 'not-yet');
    assert.equal(standing({ valid: false, endsOn: '2026-11-25' }), 'mistaken');
  });
});

describe('the hint at check-in', () => {
  const about = (...coverages: Coverage[]): CoverageAlert['about'] | undefined =>
    coverageAlertOf(coverages, day)?.about;

  it('is none when who pays is in order, whatever ended before or was a mistake', () => {
    const ended = aCoverage({ endsOn: '2025-12-31' });
    assert.equal(
      about(aCoverage(), ended, aCoverage({ valid: false, verification: null })),
      undefined,
    );
  });

  it('tells of no coverage, also when all that there is was a mistake', () => {
    assert.equal(about(), 'no-coverage');
    assert.equal(about(aCoverage({ valid: false })), 'no-coverage');
  });

  it('names the one that ended last, and one that begins later when none has ended', () => {
    const alert = coverageAlertOf(
      [aCoverage({ endsOn: '2026-03-31' }), aCoverage({ endsOn: '2026-10-31' })],
      day,
    );
    assert.deepEqual([alert?.about, alert?.on], ['ended', '2026-10-31']);
    assert.equal(about(aCoverage({ effectiveFrom: '2027-01-01' })), 'not-yet');
  });

  it('tells of the first payer whose verification is out of date, in the order of billing', () => {
    const second = aCoverage({ order: 'secondary', verification: null });
    assert.equal(about(second, aCoverage()), 'never-verified');
    const old = { on: '2026-01-02', by: null, how: 'phone' as const };
    assert.equal(about(second, aCoverage({ verification: old })), 'verified-long-ago');
  });
});

it('coverages stand in the order of billing, the ended and the mistaken last', () => {
  const all = [
    aCoverage({ id: '4', valid: false }),
    aCoverage({ id: '3', endsOn: '2025-12-31' }),
    aCoverage({ id: '2', order: 'secondary' }),
    aCoverage({ id: '1' }),
  ];
  assert.deepEqual(
    all.sort(compareCoverages).map(({ id }) => id),
    ['1', '2', '3', '4'],
  );
});
