// One segment where it stands in the text, its elements known only by their places: what nobody asks for is never cut out.
import { usualDelimiters, type Delimiters } from './delimiters.ts';
import { centsIn, dateIn, readCents, readDate } from './element-values.ts';
import type { Segment } from './segment.ts';

const [lineFeed, carriageReturn, blank, tilde] = [10, 13, 32, 126];

/**
 * Whoever is given one reads it there and then: the next segment is read into the same object. Else most of the time
 * that a file of a million claims takes would go into texts that nobody looks at.
 */
export class SegmentCursor {
  /** As of a `Segment`. */
  number = 0;
  id = '';
  delimiters: Delimiters = usualDelimiters;
  /** How many elements there are, the name not counted. */
  count = 0;
  /** In characters, line breaks inside it included. */
  length = 0;
  /** Where in the text its terminator has ended. */
  next = 0;
  /** False where the text ended before a terminator came. */
  isTerminated = true;
  private content = '';
  /** Where the name ends, and then each element. */
  private readonly ends: Int32Array;
  private readonly names = new Map<number, string>();

  constructor(mostElements: number) {
    this.ends = new Int32Array(mostElements + 1);
  }

  /** Takes the segment that begins at `start`. `isWhole`: nothing comes after `text`. False when it ends too early. */
  take(text: string, start: number, isWhole: boolean): boolean {
    const element = this.delimiters.element.charCodeAt(0);
    const terminator = this.delimiters.terminator.charCodeAt(0);
    const { ends } = this;
    let found = 0;
    let isBroken = false;
    let at = start;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === element) {
        // Beyond its end a typed array keeps nothing, which is right: such a segment is refused by its count.
        ends[found] = at;
        found += 1;
      } else if (code === terminator) break;
      else if (code === lineFeed || code === carriageReturn) isBroken = true;
    }
    const isTerminated = at < text.length;
    if (!isTerminated && !isWhole) return false;
    if (isBroken) this.take(text.slice(start, at).replaceAll(/[\r\n]/g, ''), 0, true);
    else {
      ends[found] = at;
      this.content = text;
      this.count = found;
      this.id = this.nameBetween(start, ends[0] ?? at);
    }
    this.length = at - start;
    this.next = isTerminated ? at + 1 : at;
    this.isTerminated = isTerminated;
    return true;
  }

  /** A segment that was already cut. */
  hold({ number, id, elements }: Segment): void {
    this.number = number;
    this.content = [id, ...elements].join(this.delimiters.element);
    this.id = id;
    this.count = elements.length;
    this.ends[0] = id.length;
    for (const [at, element] of elements.entries())
      this.ends[at + 1] = this.from(at + 1) + element.length;
  }

  /** The segment with its elements, to be kept. */
  segment(): Segment {
    const { number, id, count, content } = this;
    const positions = Array.from({ length: count }, (_, at) => at + 1);
    const elements = positions.map((position) =>
      content.slice(this.from(position), this.to(position)),
    );
    return { number, id, elements };
  }

  /** As `elementOf`: without blanks around it; empty where there is none. */
  text(position: number): string {
    const [from, to] = [this.from(position), this.to(position)];
    if (position > this.count || from === to) return '';
    const text = this.content.slice(from, to);
    return this.isPlain(from) && this.isPlain(to - 1) ? text : text.trim();
  }

  isEmpty(position: number): boolean {
    return this.text(position) === '';
  }

  /** As `readCents`: `null` for what is no amount, and for nothing. */
  cents(position: number): number | null {
    if (position > this.count) return null;
    const cents = centsIn(this.content, this.from(position), this.to(position));
    return cents ?? readCents(this.text(position));
  }

  /** As `readDate`: `null` for what is no date, and for nothing. */
  date(position: number): string | null {
    if (position > this.count) return null;
    const date = dateIn(this.content, this.from(position), this.to(position));
    return date ?? readDate(this.text(position));
  }

  private from(position: number): number {
    return (this.ends[position - 1] ?? 0) + 1;
  }

  private to(position: number): number {
    return this.ends[position] ?? 0;
  }

  /** Certainly nothing that trimming takes away. */
  private isPlain(at: number): boolean {
    const code = this.content.charCodeAt(at);
    return code > blank && code <= tilde;
  }

  /** Names come again and again: each is one text, whatever the length of the file. */
  private nameBetween(start: number, end: number): string {
    const { content, names } = this;
    let key = end - start;
    for (let at = start; at < end; at += 1) {
      const code = content.charCodeAt(at);
      if (key > 0xff_ffff || code < 0x30 || code > 0x5a) return content.slice(start, end).trim();
      key = key * 0x100 + code;
    }
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = content.slice(start, end);
    names.set(key, name);
    return name;
  }
}
