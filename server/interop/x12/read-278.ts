// A 278 (005010X217) as a request or a response. One that is not as it must be is refused whole: nothing of it is kept.
import { readDate, readTime } from './element-values.ts';
import type {
  ReviewedEvent,
  ReviewedService,
  ReviewEvent,
  ReviewRejection,
  ReviewRequest,
  ReviewResponse,
  ReviewService,
  WallTime,
} from './health-care-review.ts';
import type { Level } from './levels.ts';
import { Misread, onlySegment, textAt } from './read-element.ts';
import { readRejections, readReviewed } from './read-review-decision.ts';
import {
  readContact,
  readDiagnoses,
  readItem,
  readProcedure,
  readTerms,
  splitLevel,
} from './read-review-item.ts';
import { readDependent, readInsured, readPayer, readRequester } from './read-review-people.ts';
import type { Transaction } from './read-transactions.ts';
import { reviewVersion } from './review-codes.ts';
import { headOf, readReviewLevels, type ReviewLevels } from './review-levels.ts';
import { elementOf, type Segment } from './segment.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export type Read278Request =
  { request: ReviewRequest; written: WallTime } | { problem: X12Problem };

export type Read278Response = { response: ReviewResponse } | { problem: X12Problem };

/** Its envelope is judged before, by `acceptX12`. */
export function read278Request(transaction: Transaction): Read278Request {
  return readWhole(() => {
    const { heading, source, ...levels } = levelsOf(transaction, '13');
    const answer = transaction.segments.find(({ id }) => id === 'HCR' || id === 'AAA');
    if (answer !== undefined) throw new Misread(answer, `${answer.id} stands in a request`);
    const { requester, subscriber, dependent, event, services } = levels;
    if (requester === null || subscriber === null || event === null)
      throw new Misread(headOf(transaction), 'there is no level of the requester, person or event');
    const request = {
      reference: textAt(heading, 3),
      payer: readPayer(source),
      requester: readRequester(requester),
      subscriber: readInsured(subscriber),
      dependent: dependent && readDependent(dependent),
      event: readEvent(event, transaction),
      services: services.map((service) => readService(service, transaction)),
    };
    return { request, written: writtenOf(heading) };
  });
}

/** Its envelope is judged before, by `acceptX12`. */
export function read278Response(transaction: Transaction): Read278Response {
  return readWhole(() => {
    const levels = levelsOf(transaction, '11');
    const { heading, source, requester, subscriber, dependent, event, services } = levels;
    const response: ReviewResponse = {
      reference: textAt(heading, 3),
      written: writtenOf(heading),
      final: finals.get(elementOf(heading, 6)) ?? null,
      payer: readPayer(source),
      contact: readContact(source.segments),
      requester: requester && readRequester(requester),
      subscriber: subscriber && readInsured(subscriber),
      dependent: dependent && readDependent(dependent),
      event: event && readReviewedEvent(event, transaction),
      services: services.map((service) => readReviewedService(service, transaction)),
      rejections: rejectionsAbove(levels),
    };
    if (!answers(response))
      throw new Misread(headOf(transaction), 'nothing is decided and nothing is rejected');
    return { response };
  });
}

/** BHT06; what is not one of these says nothing about further answers. */
const finals: ReadonlyMap<string, boolean> = new Map([
  ['18', true],
  ['19', false],
]);

function readWhole<T>(read: () => T): T | { problem: X12Problem } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { problem: refusal(error.segment, error.message) };
  }
}

/** The inquiry (X215) and the notice (X216) are 278s, too: what they say is another thing. */
function levelsOf(transaction: Transaction, purpose: string): ReviewLevels {
  const start = headOf(transaction);
  if (transaction.type !== '278') throw new Misread(start, 'ST01 is not 278');
  if (!transaction.version.startsWith(reviewVersion))
    throw new Misread(start, `ST03 is not ${reviewVersion}`);
  const levels = readReviewLevels(transaction);
  const { heading } = levels;
  if (textAt(heading, 1) !== '0007') throw new Misread(heading, 'BHT01 is not 0007');
  if (textAt(heading, 2) !== purpose) throw new Misread(heading, `BHT02 is not ${purpose}`);
  return levels;
}

function writtenOf(heading: Segment): WallTime {
  const [on, time] = [readDate(textAt(heading, 4)), readTime(textAt(heading, 5))];
  if (on === null) throw new Misread(heading, 'BHT04 is no date');
  if (time === null) throw new Misread(heading, 'BHT05 is no time');
  return { on, time };
}

function readEvent(level: Level, { envelope: { delimiters } }: Transaction): ReviewEvent {
  const split = splitLevel(level);
  const item = readItem(split);
  if (item.traces.length === 0) throw new Misread(level.head, 'the event has no TRN');
  const segment = onlySegment(split.own, 'UM');
  if (segment === null) throw new Misread(level.head, 'the event has no UM');
  const { category, certification, ...terms } = readTerms(segment, delimiters);
  if (category === null) throw new Misread(segment, 'UM01 is missing');
  if (certification === null) throw new Misread(segment, 'UM02 is missing');
  const diagnoses = readDiagnoses(split.own, delimiters);
  return { ...item, terms: { category, certification, ...terms }, diagnoses };
}

function readService(level: Level, { envelope: { delimiters } }: Transaction): ReviewService {
  const split = splitLevel(level);
  const segment = onlySegment(split.own, 'UM');
  return {
    ...readItem(split),
    terms: segment && readTerms(segment, delimiters),
    procedure: readProcedure(split.own, delimiters),
  };
}

function readReviewedEvent(level: Level, transaction: Transaction): ReviewedEvent {
  const event = readEvent(level, transaction);
  const { delimiters } = transaction.envelope;
  return { ...event, ...readReviewed('event', level, { traces: event.traces, delimiters }) };
}

function readReviewedService(level: Level, transaction: Transaction): ReviewedService {
  const service = readService(level, transaction);
  const { delimiters } = transaction.envelope;
  return { ...service, ...readReviewed('service', level, { traces: service.traces, delimiters }) };
}

function rejectionsAbove(levels: ReviewLevels): ReviewRejection[] {
  const names = ['source', 'requester', 'subscriber', 'dependent'] as const;
  return names.flatMap((name) => {
    const level = levels[name];
    return level === null ? [] : readRejections(name, level);
  });
}

function answers({ event, services, rejections }: ReviewResponse): boolean {
  const reviewed = event === null ? services : [event, ...services];
  return (
    rejections.length > 0 ||
    reviewed.some((each) => each.decision !== null || each.rejections.length > 0)
  );
}
