// One segment where it stands in the text, its elements known only by their places: what nobody asks for is never cut out.
import { usualDelimiters, type Delimiters } from './delimiters.ts';
import { centsIn, codesOf, dayIn, isoDay, readCents, readDate } from './element-values.ts';
import type { SegmentValues } from './segment-values.ts';
import type { Segment } from './segment.ts';

const [lineFeed, carriageReturn, blank, tilde] = [10, 13, 32, 126];

/** As many days as are kept as text; a file has few, and each of them often. */
const mostDays = 4096;
/** Of names, a power of two. */
const mostNames = 256;

/**
 * Whoever is given one reads it there and then: the next segment is read into the same object. Else most of the time
 * that a file of a million claims takes would go into texts that nobody looks at.
 */
export class SegmentCursor implements SegmentValues {
  /** As of a `Segment`. */
  number = 0;
  id = '';
  /** Whether the id can be that of a segment: two or three capitals and digits, a capital first. */
  isNamed = false;
  delimiters: Delimiters = usualDelimiters;
  /** How many elements there are, the name not counted. */
  count = 0;
  /** In characters, line breaks inside it included. */
  length = 0;
  /** Where in the text its terminator has ended. */
  next = 0;
  /** False where the text ended before a terminator came. */
  isTerminated = true;
  /** The text that was loaded, and its UTF-16 codes: an array of numbers is looked through twice as fast as a text. */
  private loaded = '';
  private loadedCodes = new Uint16Array();
  private loadedBytes = Buffer.alloc(0);
  /** What the open segment stands in: the loaded text, or a copy of it without its line breaks. */
  private content = '';
  private codes: Uint16Array = this.loadedCodes;
  /** Where the name ends, and then each element. */
  private readonly ends: Int32Array;
  private readonly namedBy = new Int32Array(mostNames);
  private readonly names: string[] = Array.from({ length: mostNames }, () => '');
  private readonly days = new Map<number, string>();

  constructor(mostElements: number) {
    this.ends = new Int32Array(mostElements + 1);
  }

  /** The text in which segments are taken from now on. */
  load(text: string): void {
    if (text.length > this.loadedCodes.length) {
      this.loadedCodes = new Uint16Array(text.length);
      this.loadedBytes = Buffer.from(this.loadedCodes.buffer);
    }
    this.loaded = text;
    this.loadedBytes.write(text, 'utf16le');
  }

  /** Takes the segment that begins at `start`. `isWhole`: nothing comes after the text. False when it ends too early. */
  take(start: number, isWhole: boolean): boolean {
    const element = this.delimiters.element.charCodeAt(0);
    const terminator = this.delimiters.terminator.charCodeAt(0);
    const { ends, loadedCodes: codes } = this;
    const { length } = this.loaded;
    let found = 0;
    let isBroken = false;
    let at = start;
    for (; at < length; at += 1) {
      const code = codes[at];
      if (code === element) {
        // Beyond its end a typed array keeps nothing, which is right: such a segment is refused by its count.
        ends[found] = at;
        found += 1;
      } else if (code === terminator) break;
      else if (code === lineFeed || code === carriageReturn) isBroken = true;
    }
    const isTerminated = at < length;
    if (!isTerminated && !isWhole) return false;
    this.length = at - start;
    this.next = isTerminated ? at + 1 : at;
    this.isTerminated = isTerminated;
    if (isBroken) this.join(start, at);
    else {
      ends[found] = at;
      this.content = this.loaded;
      this.codes = codes;
      this.count = found;
      this.takeName(start, ends[0] ?? at);
    }
    return true;
  }

  /** Line breaks inside a segment mean nothing: it is cut from a copy without them. */
  private join(start: number, end: number): void {
    const [id = '', ...elements] = this.loaded
      .slice(start, end)
      .replaceAll(/[\r\n]/g, '')
      .split(this.delimiters.element);
    this.hold({ number: this.number, id: id.trim(), elements });
  }

  /** A segment that was already cut. */
  hold({ number, id, elements }: Segment): void {
    this.number = number;
    this.content = [id, ...elements].join(this.delimiters.element);
    this.codes = codesOf(this.content);
    this.id = id;
    this.isNamed = isName(id);
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
    if (position > this.count) return '';
    const from = this.from(position);
    const to = this.to(position);
    if (from === to) return '';
    const text = this.content.slice(from, to);
    return this.isPlain(from) && this.isPlain(to - 1) ? text : text.trim();
  }

  /** Whether `text` stands there, which is looked for without cutting anything out. */
  is(position: number, text: string): boolean {
    if (position > this.count) return text === '';
    const from = this.from(position);
    if (this.to(position) - from !== text.length) return this.text(position) === text;
    for (let at = 0; at < text.length; at += 1)
      if (this.codes[from + at] !== text.charCodeAt(at)) return false;
    return true;
  }

  isEmpty(position: number): boolean {
    return this.is(position, '');
  }

  /** As `readCents`: `null` for what is no amount, and for nothing. */
  cents(position: number): number | null {
    if (position > this.count) return null;
    const cents = centsIn(this.codes, this.from(position), this.to(position));
    return cents ?? readCents(this.text(position));
  }

  /** As `readDate`: `null` for what is no date, and for nothing. */
  date(position: number): string | null {
    if (position > this.count) return null;
    const day = dayIn(this.codes, this.from(position), this.to(position));
    if (day === null) return readDate(this.text(position));
    const known = this.days.get(day);
    if (known !== undefined) return known;
    const text = isoDay(day);
    if (this.days.size < mostDays) this.days.set(day, text);
    return text;
  }

  private from(position: number): number {
    return (this.ends[position - 1] ?? 0) + 1;
  }

  private to(position: number): number {
    return this.ends[position] ?? 0;
  }

  /** Certainly nothing that trimming takes away. */
  private isPlain(at: number): boolean {
    const code = this.codes[at] ?? 0;
    return code > blank && code <= tilde;
  }

  /** Names come again and again: one that came lately is known by its three characters. */
  private takeName(start: number, end: number): void {
    const { codes, namedBy, names } = this;
    const first = codes[start] ?? 0;
    const second = codes[start + 1] ?? 0;
    const third = end - start === 3 ? (codes[start + 2] ?? 0) : 0;
    const isShort = end - start === 2 || third !== 0;
    const key =
      isShort && (first | second | third) < 0x80 ? (third << 14) | (second << 7) | first : 0;
    const slot = (key ^ (key >> 5) ^ (key >> 11)) & (mostNames - 1);
    const known = names[slot];
    if (key !== 0 && namedBy[slot] === key && known !== undefined) {
      this.id = known;
      this.isNamed = true;
      return;
    }
    this.id = interned(this.content.slice(start, end).trim());
    this.isNamed = isName(this.id);
    if (!this.isNamed || key === 0) return;
    namedBy[slot] = key;
    names[slot] = this.id;
  }
}

/** Names of properties are texts that are compared by where they are, not character by character. */
function interned(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

function isName(id: string): boolean {
  return /^[A-Z][A-Z0-9]{1,2}$/.test(id);
}
