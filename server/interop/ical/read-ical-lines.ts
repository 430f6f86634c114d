// From text to components (RFC 5545, 3.1 and 3.4): lines unfolded, each with its number, nothing known of what they mean.
// What is no content line is left out: programs break long texts without folding them, and no time stands in the rest.

/** What cannot be read, and where; it never repeats content. */
export interface IcalProblem {
  readonly line: number;
  readonly reason: string;
}

export interface IcalLine {
  /** Of the first of its folded lines, counted from 1. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** By their names in capitals; of several values the first. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
}

export interface IcalComponent {
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  readonly lines: IcalLine[];
  readonly parts: IcalComponent[];
}

export type IcalReading =
  { readonly calendars: readonly IcalComponent[] } | { readonly refused: IcalProblem };

const mostLines = 200_000;
const deepest = 8;

export function readIcalLines(text: string): IcalReading {
  const calendars: IcalComponent[] = [];
  const open: IcalComponent[] = [];
  let count = 0;
  for (const { line, content } of unfolded(text)) {
    count += 1;
    if (count > mostLines) return refused(line, `has more than ${mostLines} lines`);
    const read = readLine(content, line);
    if (read?.name === 'BEGIN') {
      const begun = { line, name: read.value.trim().toUpperCase(), lines: [], parts: [] };
      if (open.length >= deepest) return refused(line, 'begins too deep inside of something else');
      (open.at(-1)?.parts ?? calendars).push(begun);
      open.push(begun);
    } else if (read?.name === 'END') {
      const begun = open.pop();
      if (begun?.name !== read.value.trim().toUpperCase())
        return refused(line, 'ends something else than what began last');
    } else if (read) open.at(-1)?.lines.push(read);
  }
  const [unended] = open;
  if (unended) return refused(unended.line, 'has no end: the file may have been cut off');
  const found = calendars.filter(({ name }) => name === 'VCALENDAR');
  return found.length > 0 ? { calendars: found } : refused(1, 'is no calendar');
}

function refused(line: number, reason: string): IcalReading {
  return { refused: { line, reason } };
}

function* unfolded(text: string): Generator<{ line: number; content: string }> {
  let held: { line: number; content: string } | null = null;
  for (const [at, raw] of text.split(/\r\n|\n|\r/).entries()) {
    if (held && (raw.startsWith(' ') || raw.startsWith('\t'))) held.content += raw.slice(1);
    else {
      if (held) yield held;
      held = { line: at + 1, content: raw };
    }
  }
  if (held) yield held;
}

const nameOf = /^([A-Za-z0-9-]+)(?=[;:])/;
const paramOf = /^;([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*/;

function readLine(content: string, line: number): IcalLine | null {
  const name = nameOf.exec(content)?.[1];
  if (name === undefined) return null;
  const params = new Map<string, string>();
  let rest = content.slice(name.length);
  for (let param = paramOf.exec(rest); param; param = paramOf.exec(rest)) {
    const [whole, key = '', value = ''] = param;
    params.set(key.toUpperCase(), value.replace(/^"(.*)"$/, '$1'));
    rest = rest.slice(whole.length);
  }
  if (!rest.startsWith(':')) return null;
  return { line, name: name.toUpperCase(), params, value: rest.slice(1) };
}
