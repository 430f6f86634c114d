// From segments to a file with its envelopes: counts and control numbers are made here, so that they are always right.
import { usualDelimiters, type Delimiters } from './delimiters.ts';
import { elementName, segmentText } from './segment.ts';

/** A segment that is yet to be written: its number comes with its place. */
export interface NewSegment {
  id: string;
  /** A list is one element with its repetitions. */
  elements: readonly NewElement[];
}
export type NewElement = string | readonly string[] | Composite;

/** One element of several components, e.g. a procedure with its modifiers. */
export interface Composite {
  components: readonly string[];
}

/** Without the empty components at its end; an empty element where all are. */
export function composite(...components: string[]): NewElement {
  const last = components.findLastIndex((component) => component !== '');
  return last < 0 ? '' : { components: components.slice(0, last + 1) };
}

/** A segment without the empty elements at its end. */
export function newSegment(id: string, ...elements: NewElement[]): NewSegment {
  const last = elements.findLastIndex((element) => partsOf(element).join('') !== '');
  return { id, elements: elements.slice(0, last + 1) };
}

export interface InterchangeParty {
  /** ISA05/ISA07, e.g. `ZZ` mutually defined, `30` tax number. */
  qualifier: string;
  id: string;
}

export interface NewInterchange {
  sender: InterchangeParty;
  receiver: InterchangeParty;
  /** Never used twice with this receiver; 1–999,999,999. */
  control: number;
  /** Written as it stands, in the clinic's own time: `2026-11-23` and `14:05`. */
  date: string;
  time: string;
  isTest: boolean;
  /** GS01: `HS` for a 270. */
  functionalCode: string;
  /** GS08: `005010X279A1`. */
  version: string;
  /** ST01. */
  type: string;
  /** Each between its ST and SE, which are added. */
  transactions: readonly (readonly NewSegment[])[];
}

/** The file, or which values cannot stand in one: X12 knows no way to write its own delimiters. */
export type WrittenX12 = { text: string } | { refused: string[] };

export function writeInterchange(
  interchange: NewInterchange,
  delimiters: Delimiters = usualDelimiters,
): WrittenX12 {
  const segments = [...groupHead(interchange), ...sets(interchange), ...tail(interchange)];
  const refused = [
    ...headerFaults(interchange),
    ...segments.flatMap((each) => faultsOf(each, delimiters)),
  ];
  if (refused.length > 0) return { refused };
  const lines = segments.map((segment) => joined(segment, delimiters));
  return {
    text: [header(interchange, delimiters), ...lines, ''].join(`${delimiters.terminator}\n`),
  };
}

function header({ sender, receiver, ...rest }: NewInterchange, delimiters: Delimiters): string {
  const { element, repetition, component } = delimiters;
  const elements = [
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    sender.qualifier,
    sender.id.padEnd(15),
    receiver.qualifier,
    receiver.id.padEnd(15),
    rest.date.replaceAll('-', '').slice(2),
    rest.time.replace(':', ''),
    repetition ?? 'U',
    '00501',
    String(rest.control).padStart(9, '0'),
    '0',
    rest.isTest ? 'T' : 'P',
    component,
  ];
  return ['ISA', ...elements].join(element);
}

function groupHead({
  functionalCode,
  sender,
  receiver,
  date,
  time,
  control,
  version,
}: NewInterchange): NewSegment[] {
  const [day, minute] = [date.replaceAll('-', ''), time.replace(':', '')];
  const group = String(control);
  return [
    newSegment('GS', functionalCode, sender.id, receiver.id, day, minute, group, 'X', version),
  ];
}

function sets({ type, version, transactions }: NewInterchange): NewSegment[] {
  return transactions.flatMap((segments, at) => {
    const control = String(at + 1).padStart(4, '0');
    const count = String(segments.length + 2);
    return [
      newSegment('ST', type, control, version),
      ...segments,
      newSegment('SE', count, control),
    ];
  });
}

function tail({ transactions, control }: NewInterchange): NewSegment[] {
  return [
    newSegment('GE', String(transactions.length), String(control)),
    newSegment('IEA', '1', String(control).padStart(9, '0')),
  ];
}

function headerFaults({ sender, receiver, control }: NewInterchange): string[] {
  const faults: string[] = [];
  if (!Number.isInteger(control) || control < 1 || control > 999_999_999)
    faults.push('ISA13 is not between 1 and 999,999,999');
  for (const [name, { qualifier, id }] of Object.entries({ ISA06: sender, ISA08: receiver }))
    if (qualifier.length !== 2 || id.trim() === '' || id.length > 15)
      faults.push(`${name} needs a qualifier of 2 and an id of 1 to 15 characters`);
  return faults;
}

function joined({ id, elements }: NewSegment, delimiters: Delimiters): string {
  const texts = elements.map((element) => partsOf(element).join(jointOf(element, delimiters)));
  return segmentText({ number: 0, id, elements: texts }, delimiters);
}

function faultsOf({ id, elements }: NewSegment, delimiters: Delimiters): string[] {
  const marks = marksOf(delimiters);
  return elements.flatMap((element, at) => {
    const name = elementName({ id }, at + 1);
    const texts = partsOf(element);
    if (isRepeated(element) && delimiters.repetition === null)
      return [`${name} cannot be repeated`];
    if (texts.some((text) => marks.some((mark) => text.includes(mark))))
      return [`${name} holds a separator`];
    return texts.some((text) => /\p{Cc}/u.test(text)) ? [`${name} holds a control character`] : [];
  });
}

/** The values of an element: its one, its repetitions or its components. */
export function partsOf(element: NewElement): readonly string[] {
  if (typeof element === 'string') return [element];
  return 'components' in element ? element.components : element;
}

function isRepeated(element: NewElement): boolean {
  return typeof element !== 'string' && !('components' in element) && element.length > 1;
}

function jointOf(element: NewElement, { component, repetition }: Delimiters): string {
  const isComposite = typeof element !== 'string' && 'components' in element;
  return isComposite ? component : (repetition ?? '');
}

function marksOf({ element, repetition, component, terminator }: Delimiters): string[] {
  return [element, component, terminator, ...(repetition === null ? [] : [repetition])];
}
