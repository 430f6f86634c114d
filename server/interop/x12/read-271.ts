// A 271 as answers about coverage: one per subscriber or dependent, and what was rejected above them.
import { readCents, readDate, readRange } from './element-values.ts';
import {
  benefitKinds,
  type Benefit,
  type BenefitKind,
  type DatedFact,
  type EligibilityAnswer,
  type Rejection,
} from './eligibility.ts';
import { readLevels, type Level } from './levels.ts';
import {
  beforeBenefits,
  dependentLevel,
  readParty,
  readSubject,
  receiverLevel,
  sourceLevel,
  subscriberLevel,
} from './read-subject.ts';
import type { Transaction } from './read-transactions.ts';
import type { Delimiters } from './delimiters.ts';
import { elementOf, repetitionsOf, type Segment } from './segment.ts';
import { anomaly, type X12Problem } from './x12-problem.ts';

export interface Read271 {
  /** BHT03: the number of the request that is answered. */
  reference: string;
  /** BHT04 and BHT05, when the payer wrote it; `null` where there is no such day. */
  written: { on: string; time: string } | null;
  answers: EligibilityAnswer[];
  /** Of the payer or the asker: then nobody was looked up. */
  rejections: Rejection[];
  problems: X12Problem[];
}

export function read271(transaction: Transaction): Read271 {
  const { preface, levels, problems } = readLevels(transaction.segments);
  const heading = preface.find(({ id }) => id === 'BHT');
  const read: Read271 = {
    reference: heading ? elementOf(heading, 3) : '',
    written: heading ? writtenOf(heading) : null,
    answers: [],
    rejections: [],
    problems: [...problems],
  };
  for (const level of levels)
    if (!isPerson(level)) read.rejections.push(...rejectionsOf(level));
    else if (answersFor(level, levels)) takeAnswer(read, level, transaction.envelope.delimiters);
  return read;
}

function writtenOf(heading: Segment): Read271['written'] {
  const on = readDate(elementOf(heading, 4));
  const time = elementOf(heading, 5);
  return on === null
    ? null
    : { on, time: /^\d{4,8}$/.test(time) ? time.padEnd(8, '0') : '00000000' };
}

/** A subscriber who stands there only above a dependent is no answer. */
function answersFor(level: Level, levels: readonly Level[]): boolean {
  const says = level.segments.some(({ id }) => id === 'EB' || id === 'AAA' || id === 'TRN');
  return says || !levels.some((below) => below.parent === level);
}

function takeAnswer(read: Read271, level: Level, delimiters: Delimiters): void {
  const reading = readSubject(level);
  if ('problem' in reading) {
    read.problems.push(reading.problem);
    read.rejections.push(...rejectionsOf(level));
    return;
  }
  const benefits = benefitsOf(level, delimiters);
  read.problems.push(...amountFaults(level));
  read.answers.push({
    ...reading.subject,
    dates: datesOf(beforeBenefits(level)),
    benefits,
    rejections: rejectionsOf(level),
    segment: level.head.number,
  });
}

function isPerson({ code }: Level): boolean {
  return code === subscriberLevel || code === dependentLevel;
}

const levelNames: ReadonlyMap<string, Rejection['level']> = new Map([
  [sourceLevel, 'source'],
  [receiverLevel, 'receiver'],
  [subscriberLevel, 'subscriber'],
  [dependentLevel, 'dependent'],
]);

function rejectionsOf(level: Level): Rejection[] {
  const own = levelNames.get(level.code) ?? 'source';
  const firstBenefit = level.segments.findIndex(({ id }) => id === 'EB');
  return level.segments.flatMap((segment, at) => {
    if (segment.id !== 'AAA') return [];
    const ofBenefit = firstBenefit >= 0 && at > firstBenefit;
    return [rejectionOf(segment, ofBenefit ? 'benefit' : own)];
  });
}

function rejectionOf(segment: Segment, level: Rejection['level']): Rejection {
  return {
    level,
    valid: elementOf(segment, 1) === 'Y',
    reason: elementOf(segment, 3),
    followUp: elementOf(segment, 4),
    segment: segment.number,
  };
}

/** Each EB with what follows it up to the next: its dates, words and parties. */
function benefitsOf({ segments }: Level, delimiters: Delimiters): Benefit[] {
  const heads = segments.flatMap((segment, at) => (segment.id === 'EB' ? [at] : []));
  return heads.flatMap((at, order) => {
    const head = segments[at];
    return head ? [benefitOf(head, segments.slice(at + 1, heads[order + 1]), delimiters)] : [];
  });
}

function benefitOf(head: Segment, rest: readonly Segment[], delimiters: Delimiters): Benefit {
  const code = elementOf(head, 1);
  return {
    kind: kindOf(code),
    code,
    level: elementOf(head, 2),
    serviceTypes: repetitionsOf(head, 3, delimiters),
    insurance: elementOf(head, 4),
    plan: elementOf(head, 5),
    period: elementOf(head, 6),
    cents: readCents(elementOf(head, 7)),
    percent: elementOf(head, 8),
    needsAuthorization: yesOrNo(elementOf(head, 11)),
    inNetwork: yesOrNo(elementOf(head, 12)),
    dates: datesOf(rest),
    messages: rest.filter(({ id }) => id === 'MSG').map((segment) => elementOf(segment, 1)),
    parties: rest.filter(({ id }) => id === 'NM1').map(readParty),
    segment: head.number,
  };
}

function kindOf(code: string): BenefitKind {
  return Object.hasOwn(benefitKinds, code)
    ? benefitKinds[code as keyof typeof benefitKinds]
    : 'other';
}

function yesOrNo(code: string): boolean | null {
  return code === 'Y' ? true : code === 'N' ? false : null;
}

function datesOf(segments: readonly Segment[]): DatedFact[] {
  return segments.flatMap((segment) => {
    if (segment.id !== 'DTP') return [];
    const range = readRange(elementOf(segment, 2), elementOf(segment, 3));
    return range === null ? [] : [{ kind: elementOf(segment, 1), range }];
  });
}

/** An amount that is none is said, never taken for zero. */
function amountFaults({ segments }: Level): X12Problem[] {
  return segments
    .filter((segment) => segment.id === 'EB' && elementOf(segment, 7) !== '')
    .filter((segment) => readCents(elementOf(segment, 7)) === null)
    .map(({ number }) => anomaly(number, 'EB07 is no amount'));
}
