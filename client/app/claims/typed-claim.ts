// A claim as somebody mends it in fields of text, and what of it differs from the claim as it is.
import type { ClaimChange } from '#contract/claim-decisions';
import type { ClaimLine } from '#contract/claim-money';
import type { ClaimRecord } from '#contract/claim-record';
import { exactMoney, typedCents, typedDollars } from '../platform/money-words';
import type { Typed } from '../platform/work-queue/step-fields';

export type WholeClaim = NonNullable<ClaimRecord['claim']>;

export const lineFields = ['procedure', 'modifiers', 'units', 'charge', 'pointers'] as const;
export type LineField = (typeof lineFields)[number];
export type TypedLine = Record<LineField, string> & { number: number };

export interface TypedClaim {
  lines: readonly TypedLine[];
  diagnoses: string;
  authorization: string;
  memberId: string;
}

/** What the payer said of the claim as a whole is no line of it. */
export function typedClaim(claim: WholeClaim): TypedClaim {
  return {
    lines: claim.lines.filter(({ number }) => number > 0).map(typedLine),
    diagnoses: claim.diagnoses.join(' '),
    authorization: claim.authorization,
    memberId: claim.memberId,
  };
}

function typedLine(line: ClaimLine): TypedLine {
  return {
    number: line.number,
    procedure: line.procedure,
    modifiers: line.modifiers.join(' '),
    units: line.units,
    charge: typedDollars(line.chargeCents),
    pointers: line.diagnosisPointers.join(' '),
  };
}

const fieldTitles: Record<LineField, string> = {
  procedure: 'procedure',
  modifiers: 'modifiers',
  units: 'units',
  charge: 'charge',
  pointers: 'diagnoses it points to',
};

export interface Difference {
  what: string;
  before: string;
  after: string;
}

/** What changes before it is sent, in words. */
export function differences(claim: WholeClaim, typed: TypedClaim): Difference[] {
  const was = typedClaim(claim);
  const found: Difference[] = [];
  for (const line of typed.lines) {
    const before = was.lines.find(({ number }) => number === line.number);
    if (!before) continue;
    for (const field of lineFields)
      if (plain(before[field]) !== plain(line[field]))
        found.push({
          what: `Line ${line.number}, ${fieldTitles[field]}`,
          before: said(field, before[field]),
          after: said(field, line[field]),
        });
  }
  for (const [field, what] of wholeFields)
    if (plain(was[field]) !== plain(typed[field]))
      found.push({ what, before: was[field] || 'none', after: plain(typed[field]) || 'none' });
  return found;
}

const wholeFields = [
  ['diagnoses', 'Diagnoses'],
  ['authorization', 'Authorization'],
  ['memberId', 'Member id'],
] as const;

function said(field: LineField, text: string): string {
  const cents = field === 'charge' ? typedCents(text) : undefined;
  return typeof cents === 'number' ? exactMoney(cents) : plain(text) || 'none';
}

/** Codes are written without their spaces and commas mattering. */
function plain(text: string): string {
  return words(text).join(' ');
}

function words(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
}

/** Only what differs is sent. */
export function claimChangeOf(claim: WholeClaim, typed: TypedClaim): Typed<ClaimChange> {
  const was = typedClaim(claim);
  const lines: ClaimChange['lines'] = [];
  for (const line of typed.lines) {
    const before = was.lines.find(({ number }) => number === line.number);
    const read = before ? lineChange(before, line) : { value: null };
    if (read.fault !== undefined) return { fault: `Line ${line.number}: ${read.fault}` };
    if (read.value !== null) lines.push(read.value);
  }
  const change: ClaimChange = { lines };
  if (plain(was.diagnoses) !== plain(typed.diagnoses)) {
    const codes = words(typed.diagnoses).map((code) => code.replace('.', ''));
    const wrong = codes.find((code) => !/^[A-Z][0-9][0-9A-Z]{1,5}$/.test(code));
    if (wrong !== undefined) return { fault: `${wrong} is no ICD-10 code.` };
    if (codes.length === 0 || codes.length > 12) return { fault: 'One to twelve diagnoses.' };
    change.diagnoses = codes;
  }
  if (plain(was.authorization) !== plain(typed.authorization))
    change.authorization = typed.authorization.trim();
  if (plain(was.memberId) !== plain(typed.memberId)) {
    if (typed.memberId.trim() === '') return { fault: 'A claim names its member.' };
    change.memberId = typed.memberId.trim();
  }
  return { value: change };
}

type LineChange = ClaimChange['lines'][number];

function lineChange(before: TypedLine, line: TypedLine): Typed<LineChange | null> {
  const changed = lineFields.filter((field) => plain(before[field]) !== plain(line[field]));
  const change: LineChange = { number: line.number };
  for (const field of changed) {
    const fault = readers[field](line[field], change);
    if (fault !== '') return { fault };
  }
  return { value: changed.length === 0 ? null : change };
}

/** Each puts what was typed into the change, or says what is wrong with it. */
const readers: Record<LineField, (text: string, change: LineChange) => string> = {
  procedure(text, change) {
    change.procedure = plain(text);
    return /^[A-Z0-9]{3,8}$/.test(change.procedure) ? '' : 'a procedure is a code such as 99213.';
  },
  modifiers(text, change) {
    change.modifiers = words(text);
    const areGood = change.modifiers.every((each) => /^[A-Z0-9]{2}$/.test(each));
    return areGood && change.modifiers.length <= 4
      ? ''
      : 'up to four modifiers of two characters, such as 25.';
  },
  units(text, change) {
    change.units = text.trim();
    return /^\d{1,6}(\.\d{1,3})?$/.test(change.units) ? '' : 'units are a number such as 1 or 1.5.';
  },
  charge(text, change) {
    const cents = typedCents(text);
    if (typeof cents !== 'number') return 'the charge is an amount such as 120.50.';
    change.chargeCents = cents;
    return '';
  },
  pointers(text, change) {
    change.diagnosisPointers = words(text).map(Number);
    const areGood = change.diagnosisPointers.every(
      (each) => Number.isInteger(each) && each >= 1 && each <= 12,
    );
    const many = change.diagnosisPointers.length;
    return areGood && many >= 1 && many <= 4
      ? ''
      : 'one to four places in the list of diagnoses, such as 1 2.';
  },
};
