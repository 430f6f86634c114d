// OBX-5, by the type that OBX-2 names. Numbers keep the text in which they were sent: 4.10 is not 4.1 to a laboratory.
import { codedIn, type Coded } from './composite-values.ts';
import { unescapeText } from './escapes.ts';
import { isDeleted, partOf } from './field-values.ts';
import { readTime, type Hl7Time } from './hl7-time.ts';
import type { Hl7Syntax } from './message.ts';

export type ObservationValue =
  /** NM. */
  | { kind: 'number'; text: string; number: number }
  /** SN: `>100`, `1:128`, `2-4`, `3+`; each number as sent. */
  | {
      kind: 'structured';
      /** `=` where none was said. */
      comparator: '=' | '<' | '>' | '<=' | '>=' | '<>';
      first: string;
      /** `-`, `+`, `/`, `:` or `.`; empty where there is one number. */
      separator: string;
      second: string;
    }
  /** CE, CWE, CNE, CF, IS, ID. */
  | { kind: 'coded'; coded: Coded }
  /** ST, TX, FT, and every type that is not known, line ends as line feeds. */
  | { kind: 'text'; text: string }
  /** DT, DTM, TS. */
  | { kind: 'time'; time: Hl7Time }
  /** ED: `null` bytes where their encoding is not what it says. */
  | { kind: 'document'; type: string; subtype: string; bytes: Uint8Array | null }
  /** RP: where something lies; nothing is fetched. */
  | { kind: 'pointer'; pointer: string; type: string; subtype: string }
  /** `""`: what was sent before is no longer said. */
  | { kind: 'deleted' };

/** `fits`: false where the value is not of its type; then it is read as text. */
export function valueIn(
  raw: string,
  type: string,
  syntax: Hl7Syntax,
): { value: ObservationValue; fits: boolean } {
  if (isDeleted(raw)) return { value: { kind: 'deleted' }, fits: true };
  const value = readers[type.toUpperCase()]?.(raw, syntax);
  if (value) return { value, fits: true };
  // All of the repetition: in text, what divides components is not always escaped.
  return { value: { kind: 'text', text: unescapeText(raw, syntax) }, fits: value === undefined };
}

type Reader = (raw: string, syntax: Hl7Syntax) => ObservationValue | null;

const number: Reader = (raw, syntax) => {
  const text = partOf(raw, [1, 1], syntax);
  if (!/^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})$/.test(text)) return null;
  return { kind: 'number', text, number: Number(text) };
};

const comparators = ['=', '<', '>', '<=', '>=', '<>'] as const;

const structured: Reader = (raw, syntax) => {
  const said = partOf(raw, [1, 1], syntax) || '=';
  const comparator = comparators.find((each) => each === said);
  const [first, separator, second] = [2, 3, 4].map((at) => partOf(raw, [at, 1], syntax)) as [
    string,
    string,
    string,
  ];
  if (comparator === undefined || first + second === '') return null;
  return { kind: 'structured', comparator, first, separator, second };
};

const coded: Reader = (raw, syntax) => {
  const read = codedIn(raw, syntax);
  return read && { kind: 'coded', coded: read };
};

const time: Reader = (raw, syntax) => {
  const read = readTime(partOf(raw, [1, 1], syntax));
  return read && { kind: 'time', time: read };
};

/** ED: source, type, subtype, encoding, data. */
const document: Reader = (raw, syntax) => {
  const { component } = syntax.delimiters;
  const data = raw.split(component, 5)[4] ?? '';
  return {
    kind: 'document',
    type: partOf(raw, [2, 1], syntax),
    subtype: partOf(raw, [3, 1], syntax),
    bytes: bytesIn(data, partOf(raw, [4, 1], syntax).toLowerCase(), syntax),
  };
};

function bytesIn(data: string, encoding: string, syntax: Hl7Syntax): Uint8Array | null {
  if (data === '') return null;
  if (encoding === 'a') return Buffer.from(unescapeText(data, syntax), 'utf8');
  const compact = unescapeText(data, syntax).replaceAll(/\s/g, '');
  const isHex = encoding === 'hex';
  // Asked for what must not be there: a search that never goes back, however long the data is.
  const wrong = isHex ? /[^0-9A-Fa-f]/ : /[^A-Za-z0-9+/=]|=[^=]/;
  if (compact === '' || wrong.test(compact) || compact.length % 2 === 1) return null;
  return Buffer.from(compact, isHex ? 'hex' : 'base64');
}

const pointer: Reader = (raw, syntax) => {
  const at = partOf(raw, [1, 1], syntax);
  if (at === '') return null;
  const [type, subtype] = [partOf(raw, [3, 1], syntax), partOf(raw, [4, 1], syntax)];
  return { kind: 'pointer', pointer: at, type, subtype };
};

const readers: Readonly<Record<string, Reader | undefined>> = Object.assign(
  Object.create(null) as Record<string, Reader>,
  {
    NM: number,
    SN: structured,
    CE: coded,
    CWE: coded,
    CNE: coded,
    CF: coded,
    IS: coded,
    ID: coded,
    DT: time,
    TS: time,
    DTM: time,
    ED: document,
    RP: pointer,
  },
);
