// A 270 as questions about coverage: one per subscriber or dependent that carries an EQ.
import { readRange, type DateRange } from './element-values.ts';
import type { EligibilityInquiry } from './eligibility.ts';
import { readLevels, type Level } from './levels.ts';
import { dependentLevel, readSubject, subscriberLevel } from './read-subject.ts';
import type { Transaction } from './read-transactions.ts';
import { elementOf, repetitionsOf } from './segment.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export interface Read270 {
  /** BHT03: the number of the whole request. */
  reference: string;
  inquiries: EligibilityInquiry[];
  problems: X12Problem[];
}

export function read270(transaction: Transaction): Read270 {
  const { preface, levels, problems } = readLevels(transaction.segments);
  const heading = preface.find(({ id }) => id === 'BHT');
  const read: Read270 = {
    reference: heading ? elementOf(heading, 3) : '',
    inquiries: [],
    problems: [...problems],
  };
  for (const level of levels.filter(asks)) {
    const reading = readSubject(level);
    if ('problem' in reading) read.problems.push(reading.problem);
    else
      read.inquiries.push({
        ...reading.subject,
        service: serviceOf(level),
        serviceTypes: serviceTypesOf(level, transaction),
      });
  }
  if (read.inquiries.length === 0 && read.problems.length === 0)
    read.problems.push(refusal(transaction.segments[0]?.number ?? 0, 'asks about nobody'));
  return read;
}

function asks(level: Level): boolean {
  const person = level.code === subscriberLevel || level.code === dependentLevel;
  return person && level.segments.some(({ id }) => id === 'EQ');
}

function serviceTypesOf(level: Level, { envelope }: Transaction): string[] {
  return level.segments
    .filter(({ id }) => id === 'EQ')
    .flatMap((segment) => repetitionsOf(segment, 1, envelope.delimiters));
}

/** `291` plan days in 005010, `307` eligibility days in 004010, `472` days of service. */
function serviceOf({ segments }: Level): DateRange | null {
  const date = segments.find(
    (segment) => segment.id === 'DTP' && ['291', '307', '472'].includes(elementOf(segment, 1)),
  );
  return date === undefined ? null : readRange(elementOf(date, 2), elementOf(date, 3));
}
