// From the pieces of a text to its segments, one at a time: neither the text nor what it holds is ever held whole.
import { readHeader, type Delimiters } from './delimiters.ts';
import { SegmentCursor } from './segment-cursor.ts';
import { anomaly, refusal, type X12Problem } from './x12-problem.ts';

export interface X12Limits {
  /** Characters of the file. */
  characters: number;
  segments: number;
  /** Characters of one segment. */
  segmentCharacters: number;
  elements: number;
}

/** Who is told of segments and of what is wrong between them, in the order of the file. */
export interface SegmentSink {
  /** Read it at once: the next one comes in the same cursor. */
  segment(cursor: SegmentCursor): void;
  problem(problem: X12Problem): void;
  /** The file is at its end, or was refused. */
  end(): void;
}

/** An ISA is read once so many characters are there, or all that there are. */
const headerCharacters = 410;

/**
 * Each ISA declares its delimiters anew. After a refusal nothing more comes. Line ends and indents between segments, and
 * line breaks inside them, mean nothing unless the line end is the terminator.
 */
export class SegmentReader {
  private readonly limits: X12Limits;
  private readonly sink: SegmentSink;
  private readonly cursor: SegmentCursor;
  private delimiters: Delimiters | null = null;
  /** What of the text before was no whole segment. */
  private rest = '';
  private characters = 0;
  private number = 0;
  private isRefused = false;

  constructor(limits: X12Limits, sink: SegmentSink) {
    this.limits = limits;
    this.sink = sink;
    this.cursor = new SegmentCursor(limits.elements);
  }

  /** The next piece of the text, of any length. */
  push(piece: string): void {
    if (this.isRefused) return;
    this.characters += piece.length;
    if (this.characters > this.limits.characters) {
      this.refuse(0, `the file is longer than ${this.limits.characters} characters`);
      return;
    }
    const { rest, delimiters } = this;
    this.rest = '';
    if (rest === '') this.read(piece, 0, false);
    else if (delimiters === null || rest.startsWith('I')) this.read(rest + piece, 0, false);
    else this.join(rest, piece, delimiters);
  }

  /** Nothing comes any more: what is left is the last segment. */
  end(): void {
    const { rest } = this;
    this.rest = '';
    this.read(rest, 0, true);
    if (!this.isRefused && this.number === 0) this.refuse(0, 'the file is empty');
    this.sink.end();
  }

  private read(text: string, start: number, isWhole: boolean): void {
    this.cursor.load(text);
    let at = skipBlanks(text, start);
    while (at < text.length && !this.isRefused) {
      const next = this.isHeader(text, at)
        ? this.readHeader(text, at, isWhole)
        : this.readSegment(text, at, isWhole);
      if (next === null) {
        this.keep(text.slice(at));
        return;
      }
      at = skipBlanks(text, next);
    }
  }

  /** What was begun is ended by itself, so that the piece is read where it stands and not copied. */
  private join(rest: string, piece: string, { terminator }: Delimiters): void {
    const stop = piece.indexOf(terminator);
    if (stop < 0) this.keep(rest + piece);
    else {
      this.read(rest + piece.slice(0, stop + 1), 0, false);
      this.read(piece, stop + 1, false);
    }
  }

  /** Until more comes. */
  private keep(rest: string): void {
    if (this.isRefused) return;
    const most = Math.max(this.limits.segmentCharacters, headerCharacters);
    if (rest.length > most) this.refuseLength(this.number + 1);
    else this.rest = rest;
  }

  private isHeader(text: string, at: number): boolean {
    return this.delimiters === null || text.startsWith('ISA', at);
  }

  private readHeader(text: string, at: number, isWhole: boolean): number | null {
    if (!isWhole && text.length - at < headerCharacters) return null;
    if (!this.count()) return text.length;
    const { number, cursor, sink } = this;
    const header = readHeader(text, at);
    if (header === null) {
      this.refuse(number, 'does not begin with a whole ISA segment');
      return text.length;
    }
    const { delimiters, padded, end } = header;
    this.delimiters = cursor.delimiters = delimiters;
    if (!padded) sink.problem(anomaly(number, 'ISA is not 106 characters wide'));
    if (delimiters.repetition === delimiters.component)
      sink.problem(anomaly(number, 'ISA declares one separator for repetitions and components'));
    cursor.hold({ number, id: 'ISA', elements: header.elements });
    sink.segment(cursor);
    return end;
  }

  private readSegment(text: string, at: number, isWhole: boolean): number | null {
    const { cursor, limits, sink } = this;
    if (!cursor.take(at, isWhole)) return null;
    if (!this.count()) return text.length;
    const { number } = this;
    cursor.number = number;
    if (cursor.length > limits.segmentCharacters) this.refuseLength(number);
    else if (cursor.count > limits.elements)
      this.refuse(number, `has more than ${limits.elements} elements`);
    else {
      // A last segment whose terminator was trimmed away with the end of the file is whole all the same.
      if (!cursor.isTerminated && cursor.id !== 'IEA')
        sink.problem(anomaly(number, 'the file ends before this segment does'));
      if (!cursor.isNamed) sink.problem(anomaly(number, 'has no name of a segment'));
      sink.segment(cursor);
    }
    return cursor.next;
  }

  /** One segment more; false where that is one too many. */
  private count(): boolean {
    this.number += 1;
    if (this.number <= this.limits.segments) return true;
    this.refuse(this.number, `the file has more than ${this.limits.segments} segments`);
    return false;
  }

  private refuseLength(number: number): void {
    this.refuse(number, `is longer than ${this.limits.segmentCharacters} characters`);
  }

  private refuse(segment: number, reason: string): void {
    this.isRefused = true;
    this.sink.problem(refusal(segment, reason));
  }
}

const pieceCharacters = 65_536;

/** What a sink finds in a text that is all there, read only so far ahead of who takes it. */
export function* readPieces<T>(
  text: string,
  limits: X12Limits,
  sinkOf: (found: (each: T) => void) => SegmentSink,
): Generator<T, void, undefined> {
  let found: T[] = [];
  const reader = new SegmentReader(
    limits,
    sinkOf((each) => void found.push(each)),
  );
  // A text that is too long is refused before anything of it is read.
  const most = text.length > limits.characters ? 1 : Math.ceil(text.length / pieceCharacters);
  for (let piece = 0; piece < most; piece += 1) {
    reader.push(
      most === 1 ? text : text.slice(piece * pieceCharacters, (piece + 1) * pieceCharacters),
    );
    yield* found;
    found = [];
  }
  reader.end();
  yield* found;
}

const blanks = /\s*/y;

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code < 0x7f) return at;
    if (code !== 0x0a && code !== 0x0d && code !== 0x20) break;
  }
  blanks.lastIndex = at;
  return at + (blanks.exec(text)?.[0].length ?? 0);
}
