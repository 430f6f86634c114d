// Segments of a claim that no field speaks of: kept as they came, and written again as they were.
import type { KeptSegment } from './claim.ts';
import type { Delimiters } from './delimiters.ts';
import { componentsOf, type Segment } from './segment.ts';
import { composite, newSegment, type NewSegment } from './write-interchange.ts';

/** To be spread into what they belong to; without them nothing is. */
export function keep(
  segments: readonly Segment[],
  delimiters: Delimiters,
): { kept?: KeptSegment[] } {
  if (segments.length === 0) return {};
  return {
    kept: segments.map((segment) => ({
      id: segment.id,
      elements: segment.elements.map((_, at) => componentsOf(segment, at + 1, delimiters)),
    })),
  };
}

export function keptSegments(kept: readonly KeptSegment[] = []): NewSegment[] {
  return kept.map(({ id, elements }) =>
    newSegment(
      id,
      ...elements.map((parts) => (parts.length > 1 ? composite(...parts) : (parts[0] ?? ''))),
    ),
  );
}
