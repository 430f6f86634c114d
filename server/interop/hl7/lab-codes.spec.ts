import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interpretationOf, observationStatusOf, reportStatusOf } from './lab-codes.ts';

describe('codes of laboratories', () => {
  it('say the state of a report, or nothing', () => {
    assert.deepEqual(['F', 'C', 'P', 'A', 'R', 'I', 'X', 'f'].map(reportStatusOf), [
      ...[
        'final',
        'corrected',
        'preliminary',
        'partial',
        'preliminary',
        'registered',
        'cancelled',
        'final',
      ],
    ]);
    assert.deepEqual(
      [null, '', 'Z', 'unknown', 'constructor'].map(reportStatusOf),
      Array(5).fill(null),
    );
  });

  it('say the state of an observation, or nothing', () => {
    assert.deepEqual(['F', 'C', 'P', 'D', 'W', 'X', 'I', 'U'].map(observationStatusOf), [
      ...[
        'final',
        'corrected',
        'preliminary',
        'entered-in-error',
        'entered-in-error',
        'cancelled',
        'registered',
        'final',
      ],
    ]);
    assert.deepEqual([null, '', 'N', 'O', '?'].map(observationStatusOf), Array(5).fill(null));
  });

  it('say how a value stands: the gravest counts', () => {
    const cases: [string[], string | null][] = [
      [['N'], 'normal'],
      [['H'], 'high'],
      [['L', 'LL'], 'critical'],
      [['N', 'A'], 'abnormal'],
      [['>'], 'critical'],
      [['pos'], 'abnormal'],
      [[], null],
      [['Q', '__proto__'], null],
    ];
    for (const [flags, meant] of cases) assert.equal(interpretationOf(flags), meant);
  });
});
