// From bytes to segments. One message; files of several are divided by `split-batch.ts` first.
import { decodeMessage, type DecodedMessage } from './charsets.ts';
import { readDelimiters, type Hl7Delimiters } from './delimiters.ts';
import { Hl7Misread, ofMessage, type Hl7Problem } from './hl7-problem.ts';
import type { Hl7Message, Hl7Segment, Hl7Syntax } from './message.ts';

export interface Hl7Limits {
  bytes: number;
  segments: number;
  /** Of one segment. */
  fields: number;
}

export const usualHl7Limits: Hl7Limits = {
  bytes: 4 * 1024 * 1024,
  segments: 100_000,
  fields: 1_000,
};

export type MessageRead =
  { kind: 'message'; message: Hl7Message } | { kind: 'refused'; problem: Hl7Problem };

/**
 * Segments end with CR; LF and CRLF are taken as well. A byte order mark, and frame characters that a file kept, mean
 * nothing. A line feed in a message whose segments end with CR, before what is no segment, is part of its field.
 */
export function readMessage(bytes: Uint8Array, limits: Hl7Limits = usualHl7Limits): MessageRead {
  try {
    return { kind: 'message', message: messageIn(bytes, limits) };
  } catch (error) {
    if (error instanceof Hl7Misread) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

function messageIn(bytes: Uint8Array, limits: Hl7Limits): Hl7Message {
  if (bytes.length > limits.bytes)
    throw new Hl7Misread(ofMessage('too-large', `is longer than ${limits.bytes} bytes`));
  const body = withoutFrame(bytes);
  if (body.length === 0) throw new Hl7Misread(ofMessage('empty', 'is empty'));
  const { delimiters, declared } = headerOf(body);
  const decoded = decodeMessage(body, declared) ?? refuseCharacters(body, declared);
  refuseNul(decoded.text);
  const syntax: Hl7Syntax = { delimiters, charset: decoded.charset };
  const lines = linesOf(decoded.text, delimiters);
  if (lines.length > limits.segments)
    throw new Hl7Misread(ofMessage('too-large', `has more than ${limits.segments} segments`));
  const [first, ...rest] = lines.map((line, at) => segmentIn(line, at + 1, { syntax, limits }));
  const second = rest.find(({ id }) => id === 'MSH');
  if (second)
    throw new Hl7Misread({
      ...{ segment: second.number, field: null, code: 'bad-count' },
      reason: 'begins a second message where one is',
    });
  if (!first) throw new Hl7Misread(ofMessage('empty', 'is empty'));
  return { segments: [first, ...rest], syntax };
}

const mark = [0xef, 0xbb, 0xbf];

/** Without byte order mark, and without the frame of MLLP around it. */
function withoutFrame(bytes: Uint8Array): Uint8Array {
  let start = mark.every((byte, at) => bytes[at] === byte) ? mark.length : 0;
  let end = bytes.length;
  while (start < end && isBetween(bytes[start])) start += 1;
  while (end > start && isBetween(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}

/** VT, FS and line ends around a message. */
function isBetween(byte: number | undefined): boolean {
  return byte === 0x0b || byte === 0x1c || byte === 0x0d || byte === 0x0a;
}

/** Delimiters are ASCII and stand first, so that they can be read before the charset is known. */
function headerOf(body: Uint8Array): { delimiters: Hl7Delimiters; declared: string } {
  const longest = 8_192;
  const [line = ''] = Buffer.from(body.subarray(0, longest))
    .toString('latin1')
    .split(/[\r\n]/, 1);
  const at = { segment: 1, field: null };
  if (!line.startsWith('MSH'))
    throw new Hl7Misread({ ...at, code: 'no-header', reason: 'does not begin with MSH' });
  const delimiters = readDelimiters(line);
  if (delimiters === null)
    throw new Hl7Misread({
      ...{ segment: 1, field: 'MSH-2', code: 'bad-delimiters' },
      reason: 'MSH-1 and MSH-2 declare no separators that differ',
    });
  const charset = line.split(delimiters.field)[17] ?? '';
  const [declared = ''] = charset.split(delimiters.repetition);
  return { delimiters, declared };
}

function refuseCharacters(body: Uint8Array, declared: string): DecodedMessage {
  // Which segment it is, is found in a charset of bytes: in it the line ends are where they are in the other.
  const lines = Buffer.from(body)
    .toString('latin1')
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '');
  const wrong = lines.findIndex(
    (line) => decodeMessage(Buffer.from(line, 'latin1'), declared) === null,
  );
  throw new Hl7Misread({
    ...{ segment: wrong + 1, field: null, code: 'bad-characters' },
    reason: 'holds bytes that are no characters of what MSH-18 declares',
  });
}

function refuseNul(text: string): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  const before = text.slice(0, at).split(/[\r\n]+/);
  throw new Hl7Misread({
    ...{ segment: before.length, field: null, code: 'bad-characters' },
    reason: 'holds a NUL, which is no character',
  });
}

function linesOf(text: string, { field }: Hl7Delimiters): string[] {
  const lines = text.includes('\r')
    ? text.split(/\r\n|\r/).flatMap((part) => unfolded(part, field))
    : text.split('\n');
  return lines.filter((line) => line !== '');
}

/** What follows a line feed and is no segment belongs to the field before it. */
function unfolded(part: string, field: string): string[] {
  const segments: string[][] = [];
  for (const line of part.split('\n')) {
    const last = segments.at(-1);
    if (last && !beginsSegment(line, field)) last.push(line);
    else segments.push([line]);
  }
  return segments.map((lines) => {
    const last = lines.findLastIndex((line) => line !== '');
    return lines.slice(0, last + 1).join('\n');
  });
}

function beginsSegment(line: string, field: string): boolean {
  return segmentName.test(line.slice(0, 3)) && line.charAt(3) === field;
}

const segmentName = /^[A-Za-z][A-Za-z0-9]{2}$/;

function segmentIn(
  line: string,
  number: number,
  { syntax, limits }: { syntax: Hl7Syntax; limits: Hl7Limits },
): Hl7Segment {
  const { field } = syntax.delimiters;
  const [id = '', ...fields] = line.split(field, limits.fields + 2);
  if (!segmentName.test(id))
    throw new Hl7Misread({
      ...{ segment: number, field: null, code: 'no-segment-name' },
      reason: 'has no name of a segment',
    });
  if (fields.length > limits.fields)
    throw new Hl7Misread({
      ...{ segment: number, field: null, code: 'too-large' },
      reason: `has more than ${limits.fields} fields`,
    });
  return { number, id, fields: id === 'MSH' ? [field, ...fields] : fields, syntax };
}
