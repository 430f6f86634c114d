import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usualDelimiters } from './delimiters.ts';
import { givenReviewEnvelope } from './given-278.ts';
import { composite, newSegment, writeInterchange, type NewSegment } from './write-interchange.ts';

function interchange(...segments: NewSegment[]): Parameters<typeof writeInterchange>[0] {
  const kind = { functionalCode: 'HI', version: '005010X217', type: '278' };
  return { ...givenReviewEnvelope(), ...kind, transactions: [segments] };
}

describe('an interchange', () => {
  it('has elements of repetitions and of components, without what is empty at the end', () => {
    const segments = [
      newSegment('EQ', ['30', '98']),
      newSegment('SV1', composite('HC', '97110', '', '59', ''), '', composite('', ''), []),
    ];
    const written = writeInterchange(interchange(...segments));
    assert.ok('text' in written);
    assert.deepEqual(written.text.split('~\n').slice(3, 5), ['EQ*30^98', 'SV1*HC:97110::59']);
  });

  it('is refused where a separator would change what an element says', () => {
    const faults = (segment: NewSegment, repetition: string | null = '^'): unknown =>
      writeInterchange(interchange(segment), { ...usualDelimiters, repetition });
    assert.deepEqual(faults(newSegment('SV1', composite('HC', '97:110'))), {
      refused: ['SV101 holds a separator'],
    });
    assert.deepEqual(faults(newSegment('EQ', ['30', '9^8'])), {
      refused: ['EQ01 holds a separator'],
    });
    const repeated = newSegment('EQ', ['30', '98']);
    assert.deepEqual(faults(repeated, null), { refused: ['EQ01 cannot be repeated'] });
    assert.ok('text' in Object(faults(newSegment('SV1', composite('HC', '97110')), null)));
  });
});
