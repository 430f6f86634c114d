// From text to segments, one at a time: a file of a million segments is never held as a million objects.
import { readHeader, type Delimiters } from './delimiters.ts';
import type { Segment } from './segment.ts';
import { anomaly, refusal, type X12Problem } from './x12-problem.ts';

export interface X12Limits {
  /** Characters of the file. */
  characters: number;
  segments: number;
  /** Characters of one segment. */
  segmentCharacters: number;
  elements: number;
}

export const usualX12Limits: X12Limits = {
  characters: 128 * 1024 * 1024,
  segments: 2_000_000,
  segmentCharacters: 65_536,
  elements: 250,
};

export type SegmentRead =
  | { kind: 'segment'; segment: Segment; delimiters: Delimiters }
  | { kind: 'problem'; problem: X12Problem };

/**
 * The segments of a file in their order, and what is wrong between them. Each ISA declares its delimiters anew. After
 * a refusal nothing more comes. Line ends and indents between segments, and line breaks inside them, mean nothing
 * unless the line end is the terminator.
 */
export function* readSegments(
  text: string,
  limits: X12Limits = usualX12Limits,
): Generator<SegmentRead, void, undefined> {
  if (text.length > limits.characters)
    return yield refuse(0, `the file is longer than ${limits.characters} characters`);
  let at = skipBlanks(text, 0);
  if (at === text.length) return yield refuse(0, 'the file is empty');
  let delimiters: Delimiters | null = null;
  for (let number = 1; at < text.length; number += 1) {
    if (number > limits.segments)
      return yield refuse(number, `the file has more than ${limits.segments} segments`);
    if (text.startsWith('ISA', at) || delimiters === null) {
      const header = readHeader(text, at);
      if (header === null) return yield refuse(number, 'does not begin with a whole ISA segment');
      ({ delimiters, end: at } = header);
      yield* headerFaults(number, header);
      yield found({ number, id: 'ISA', elements: header.elements }, delimiters);
    } else {
      const cut = cutSegment(text, at, delimiters);
      at = cut.end;
      const fault = lengthFault(cut, limits);
      if (fault !== null) return yield refuse(number, fault);
      if (!cut.terminated) yield noted(number, 'the file ends before this segment does');
      if (!/^[A-Z][A-Z0-9]{1,2}$/.test(cut.id)) yield noted(number, 'has no name of a segment');
      yield found({ number, id: cut.id, elements: cut.elements }, delimiters);
    }
    at = skipBlanks(text, at);
  }
}

interface Cut {
  id: string;
  elements: string[];
  length: number;
  end: number;
  terminated: boolean;
}

function cutSegment(text: string, start: number, { element, terminator }: Delimiters): Cut {
  const stop = text.indexOf(terminator, start);
  const terminated = stop >= 0;
  const raw = text.slice(start, terminated ? stop : text.length);
  const [id = '', ...elements] = raw
    .replaceAll(/[\r\n]/g, '')
    .trimStart()
    .split(element);
  const end = terminated ? stop + terminator.length : text.length;
  return { id: id.trim(), elements, length: raw.length, end, terminated: terminated || isLast(id) };
}

/** A last segment whose terminator was trimmed away with the end of the file is whole all the same. */
function isLast(id: string): boolean {
  return id === 'IEA';
}

function lengthFault({ length, elements }: Cut, limits: X12Limits): string | null {
  if (length > limits.segmentCharacters)
    return `is longer than ${limits.segmentCharacters} characters`;
  return elements.length > limits.elements ? `has more than ${limits.elements} elements` : null;
}

function* headerFaults(
  number: number,
  { padded, delimiters }: { padded: boolean; delimiters: Delimiters },
): Generator<SegmentRead, void, undefined> {
  if (!padded) yield noted(number, 'ISA is not 106 characters wide');
  if (delimiters.repetition === delimiters.component)
    yield noted(number, 'ISA declares one separator for repetitions and components');
}

const blanks = /\s*/y;
function skipBlanks(text: string, from: number): number {
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
}

function found(segment: Segment, delimiters: Delimiters): SegmentRead {
  return { kind: 'segment', segment, delimiters };
}

function noted(segment: number, reason: string): SegmentRead {
  return { kind: 'problem', problem: anomaly(segment, reason) };
}

function refuse(segment: number, reason: string): SegmentRead {
  return { kind: 'problem', problem: refusal(segment, reason) };
}
