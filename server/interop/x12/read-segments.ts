// From text to segments, one at a time: a file of a million segments is never held as a million objects.
import type { Delimiters } from './delimiters.ts';
import type { Segment } from './segment.ts';
import { readPieces, type X12Limits } from './segment-reader.ts';
import type { X12Problem } from './x12-problem.ts';

export const usualX12Limits: X12Limits = {
  characters: 128 * 1024 * 1024,
  segments: 2_000_000,
  segmentCharacters: 65_536,
  elements: 250,
};

export type SegmentRead =
  | { kind: 'segment'; segment: Segment; delimiters: Delimiters }
  | { kind: 'problem'; problem: X12Problem };

/** The segments of a text in their order, and what is wrong between them: all that a `SegmentReader` tells. */
export function readSegments(
  text: string,
  limits: X12Limits = usualX12Limits,
): Generator<SegmentRead, void, undefined> {
  return readPieces<SegmentRead>(text, limits, (found) => ({
    segment: (cursor) => {
      found({ kind: 'segment', segment: cursor.segment(), delimiters: cursor.delimiters });
    },
    problem: (problem) => {
      found({ kind: 'problem', problem });
    },
    end: () => undefined,
  }));
}
