// What X12 allows in the elements that a 278 or 837 of ours has: their lengths, and the characters of every one.
import { elementName } from './segment.ts';
import { partsOf, type NewSegment } from './write-interchange.ts';

type Bounds = readonly [least: number, most: number];

const procedure = (name: string): Record<string, Bounds> => ({
  [`${name}-1`]: [2, 2],
  [`${name}-2`]: [1, 48],
  [`${name}-3`]: [2, 2],
  [`${name}-4`]: [2, 2],
  [`${name}-5`]: [2, 2],
  [`${name}-6`]: [2, 2],
  [`${name}-7`]: [1, 80],
  [`${name}-8`]: [1, 48],
});

/** Least and most characters; a component is named after its element. Codes and dates are right by their making. */
const bounds: Readonly<Record<string, Bounds>> = {
  BHT03: [1, 50],
  NM103: [1, 60],
  NM104: [1, 35],
  NM105: [1, 25],
  NM107: [1, 10],
  NM108: [1, 2],
  NM109: [2, 80],
  N301: [1, 55],
  N302: [1, 55],
  N401: [2, 30],
  N402: [2, 2],
  N403: [3, 15],
  REF01: [2, 3],
  REF02: [1, 50],
  PER02: [1, 60],
  PER03: [2, 2],
  PER04: [1, 256],
  PER05: [2, 2],
  PER06: [1, 256],
  PER07: [2, 2],
  PER08: [1, 256],
  PRV03: [1, 50],
  INS02: [2, 2],
  TRN02: [1, 50],
  TRN03: [10, 10],
  UM03: [1, 2],
  'UM04-1': [1, 2],
  DTP01: [3, 3],
  'HI-1': [1, 3],
  'HI-2': [1, 30],
  HSD01: [2, 2],
  HSD02: [1, 15],
  HSD03: [2, 2],
  HSD04: [1, 6],
  HSD05: [1, 2],
  HSD06: [1, 3],
  PWK01: [2, 2],
  PWK02: [1, 2],
  PWK06: [2, 80],
  MSG01: [1, 264],
  ...procedure('SV101'),
  SV102: [1, 18],
  SV103: [2, 2],
  SV104: [1, 15],
  SV201: [1, 48],
  ...procedure('SV202'),
  SV203: [1, 18],
  SV204: [2, 2],
  SV205: [1, 15],
  CLM01: [1, 20],
  CLM02: [1, 18],
  'CLM05-1': [1, 2],
  CLM07: [1, 1],
  CLM08: [1, 1],
  SBR01: [1, 1],
  SBR02: [2, 2],
  SBR03: [1, 50],
  SBR05: [1, 3],
  SBR09: [1, 2],
  PAT01: [2, 2],
  DMG03: [1, 1],
  SV105: [1, 2],
  SVD01: [2, 80],
  SVD02: [1, 18],
  ...procedure('SVD03'),
  SVD05: [1, 15],
  CAS01: [1, 2],
  ...Object.fromEntries(
    [2, 5, 8, 11, 14, 17].flatMap((at) =>
      [5, 18, 15].map((most, part): [string, Bounds] => [
        elementName({ id: 'CAS' }, at + part),
        [1, most],
      ]),
    ),
  ),
};

/** The extended set of X12 as far as its files can carry it: what a Latin-1 terminal prints. */
const printable = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]*$/;

/** What of the segments cannot be written, each named by its element; separators are judged where they are chosen. */
export function boundFaults(segments: readonly NewSegment[]): string[] {
  return segments.flatMap((segment) =>
    segment.elements.flatMap((element, at) => {
      const name = elementName(segment, at + 1);
      const isComposite = typeof element !== 'string' && 'components' in element;
      return partsOf(element).flatMap((text, part) =>
        valueFaults(isComposite ? `${name}-${part + 1}` : name, text),
      );
    }),
  );
}

function valueFaults(name: string, text: string): string[] {
  if (text === '') return [];
  const [least, most] = bounds[name.replace(/^HI\d+/, 'HI')] ?? [1, 80];
  const faults: string[] = [];
  if (text.length < least) faults.push(`${name} is shorter than ${least} characters`);
  if (text.length > most) faults.push(`${name} is longer than ${most} characters`);
  if (text.trim() !== text) faults.push(`${name} begins or ends with a blank`);
  if (!printable.test(text)) faults.push(`${name} holds a character that X12 does not know`);
  return faults;
}
