// Who a 270 or 271 speaks of: the parties and people of its levels, read the same way in both directions.
import { readDate } from './element-values.ts';
import type {
  Address,
  InsuredPerson,
  Party,
  Reference,
  Subject,
  Trace,
  X12Sex,
} from './eligibility.ts';
import { levelAbove, type Level } from './levels.ts';
import { elementOf, type Segment } from './segment.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export const sourceLevel = '20';
export const receiverLevel = '21';
export const subscriberLevel = '22';
export const dependentLevel = '23';

/** What one level of a transaction is about, or why that cannot be said. */
export type SubjectReading = { subject: Subject } | { problem: X12Problem };

export function readSubject(level: Level): SubjectReading {
  const levels = {
    source: levelAbove(level, [sourceLevel]),
    receiver: levelAbove(level, [receiverLevel]),
    subscriber: levelAbove(level, [subscriberLevel]),
  };
  const payer = partyOf(levels.source);
  const provider = partyOf(levels.receiver);
  const { subscriber } = levels;
  const missing =
    (payer === null && 'payer') ||
    (provider === null && 'provider') ||
    (!subscriber && 'subscriber');
  if (payer === null || provider === null || subscriber === null)
    return {
      problem: refusal(level.head.number, `the level has no ${missing || 'party'} above it`),
    };
  return {
    subject: {
      payer,
      provider,
      subscriber: readPerson(subscriber),
      dependent: level.code === dependentLevel ? readPerson(level) : null,
      traces: tracesOf(level),
    },
  };
}

export function readParty(segment: Segment): Party {
  return {
    kind: elementOf(segment, 2) === '1' ? 'person' : 'organization',
    name: elementOf(segment, 3),
    given: elementOf(segment, 4),
    idKind: elementOf(segment, 8),
    id: elementOf(segment, 9),
  };
}

/** The sets and the parts of a transaction that speak of a benefit are not of the person. */
export function beforeBenefits(level: Level): readonly Segment[] {
  const first = level.segments.findIndex(({ id }) => id === 'EB' || id === 'EQ' || id === 'LS');
  return first < 0 ? level.segments : level.segments.slice(0, first);
}

function partyOf(level: Level | null): Party | null {
  const name = level?.segments.find(({ id }) => id === 'NM1');
  return name === undefined ? null : readParty(name);
}

export function readPerson(level: Level): InsuredPerson {
  const own = beforeBenefits(level);
  const name = own.find(({ id }) => id === 'NM1');
  const demographics = own.find(({ id }) => id === 'DMG');
  return {
    family: name ? elementOf(name, 3) : '',
    given: name ? elementOf(name, 4) : '',
    middle: name ? elementOf(name, 5) : '',
    suffix: name ? elementOf(name, 7) : '',
    memberId: name && elementOf(name, 8) === 'MI' ? elementOf(name, 9) : '',
    birthOn: demographics ? readDate(elementOf(demographics, 2)) : null,
    sex: demographics ? sexOf(elementOf(demographics, 3)) : null,
    address: addressOf(own),
    references: own.filter(({ id }) => id === 'REF').map(referenceOf),
  };
}

const sexes: ReadonlyMap<string, X12Sex> = new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['U', 'unknown'],
]);

function sexOf(code: string): X12Sex | null {
  return sexes.get(code) ?? null;
}

export function addressOf(segments: readonly Segment[]): Address | null {
  const street = segments.find(({ id }) => id === 'N3');
  const place = segments.find(({ id }) => id === 'N4');
  if (street === undefined && place === undefined) return null;
  const lines = street ? [elementOf(street, 1), elementOf(street, 2)] : [];
  return {
    lines: lines.filter((line) => line !== ''),
    city: place ? elementOf(place, 1) : '',
    state: place ? elementOf(place, 2) : '',
    postalCode: place ? elementOf(place, 3) : '',
  };
}

function referenceOf(segment: Segment): Reference {
  return { kind: elementOf(segment, 1), value: elementOf(segment, 2) };
}

function tracesOf({ segments }: Level): Trace[] {
  return segments
    .filter(({ id }) => id === 'TRN')
    .map((segment) => ({ number: elementOf(segment, 2), originator: elementOf(segment, 3) }));
}
