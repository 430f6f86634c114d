// What a payer says of a level: its decision, or why there is none.
import type { Delimiters } from './delimiters.ts';
import type {
  ReviewDecision,
  Reviewed,
  ReviewLevel,
  ReviewRejection,
  ReviewTrace,
} from './health-care-review.ts';
import type { Level } from './levels.ts';
import { codeAt, onlySegment, textAt } from './read-element.ts';
import { reviewActions } from './review-codes.ts';
import { elementOf, repetitionsOf } from './segment.ts';

export function readReviewed(
  name: 'event' | 'service',
  level: Level,
  { traces, delimiters }: { traces: readonly ReviewTrace[]; delimiters: Delimiters },
): Reviewed {
  const ours = traces.find(({ kind }) => kind === '2')?.number ?? '';
  return {
    decision: readDecision(level, delimiters),
    rejections: readRejections(name, level, ours),
    segment: level.head.number,
  };
}

function readDecision({ segments }: Level, delimiters: Delimiters): ReviewDecision | null {
  const segment = onlySegment(segments, 'HCR');
  if (segment === null) return null;
  return {
    action: codeAt(segment, 1, reviewActions),
    certification: elementOf(segment, 2),
    reasons: repetitionsOf(segment, 3, delimiters),
  };
}

const letters: Readonly<Record<ReviewLevel, string>> = {
  source: 'A',
  requester: 'B',
  subscriber: 'C',
  dependent: 'D',
  event: 'E',
  service: 'F',
};

/** Before the first NM1 it is the level that was rejected, after one that party. */
export function readRejections(name: ReviewLevel, level: Level, trace = ''): ReviewRejection[] {
  const rejections: ReviewRejection[] = [];
  let party = '';
  for (const segment of level.segments) {
    if (segment.id === 'NM1') party = elementOf(segment, 1);
    if (segment.id !== 'AAA') continue;
    rejections.push({
      level: name,
      loop: `20${party === '' ? '0' : '1'}0${letters[name]}`,
      party,
      trace,
      valid: codeAt(segment, 1, { Y: true, N: true }) === 'Y',
      reason: textAt(segment, 3),
      followUp: elementOf(segment, 4),
      segment: segment.number,
    });
  }
  return rejections;
}
