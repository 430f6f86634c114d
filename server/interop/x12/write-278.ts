// A request for a services review as a 278 (005010X217): payer, requester, patient, one event and its services.
import { boundFaults } from './element-bounds.ts';
import { writeDate } from './element-values.ts';
import type { Dependent, ReviewEvent, ReviewRequest, ReviewService } from './health-care-review.ts';
import { reviewVersion } from './review-codes.ts';
import { requestFaults } from './review-faults.ts';
import {
  newSegment,
  writeInterchange,
  type NewInterchange,
  type NewSegment,
  type WrittenX12,
} from './write-interchange.ts';
import {
  contactSegments,
  dateSegments,
  diagnosisSegments,
  procedureSegments,
  quantitySegments,
  referenceSegments,
  tailSegments,
  termsSegments,
  traceSegments,
} from './write-review-item.ts';
import { partySegment, personSegments } from './write-subject.ts';

/** Its date and time are written in BHT, too. */
export type ReviewEnvelope = Pick<
  NewInterchange,
  'sender' | 'receiver' | 'control' | 'date' | 'time' | 'isTest'
>;

/** One request is one transaction of one interchange. What cannot be written is named, and nothing is. */
export function write278Request(request: ReviewRequest, envelope: ReviewEnvelope): WrittenX12 {
  const [day, minute] = [writeDate(envelope.date), envelope.time.replace(':', '')];
  const segments = [
    newSegment('BHT', '0007', '13', request.reference, day, minute),
    ...requestSegments(request),
  ];
  const refused = [...requestFaults(request), ...boundFaults(segments)];
  if (refused.length > 0) return { refused };
  return writeInterchange({
    ...envelope,
    functionalCode: 'HI',
    version: reviewVersion,
    type: '278',
    transactions: [segments],
  });
}

function requestSegments(request: ReviewRequest): NewSegment[] {
  const { payer, requester, subscriber, dependent, event, services } = request;
  const eventId = dependent === null ? 4 : 5;
  return [
    level(1, null, '20', true),
    partySegment('X3', payer),
    level(2, 1, '21', true),
    partySegment(requester.role, requester),
    ...contactSegments(requester.contact),
    level(3, 2, '22', true),
    ...personSegments('IL', subscriber),
    ...(dependent === null ? [] : [level(4, 3, '23', true), ...dependentSegments(dependent)]),
    level(eventId, eventId - 1, 'EV', services.length > 0),
    ...eventSegments(event),
    ...services.flatMap((service, at) => [
      level(eventId + 1 + at, eventId, 'SS', false),
      ...serviceSegments(service),
    ]),
  ];
}

function level(id: number, above: number | null, code: string, isAbove: boolean): NewSegment {
  const parent = above === null ? '' : String(above);
  return newSegment('HL', String(id), parent, code, isAbove ? '1' : '0');
}

function dependentSegments(dependent: Dependent): NewSegment[] {
  const { relationship } = dependent;
  return [
    ...personSegments('QC', dependent),
    ...(relationship === '' ? [] : [newSegment('INS', 'N', relationship)]),
  ];
}

function eventSegments(event: ReviewEvent): NewSegment[] {
  return [
    ...traceSegments(event),
    ...termsSegments(event.terms),
    ...referenceSegments(event),
    ...dateSegments(event),
    ...diagnosisSegments(event.diagnoses),
    ...quantitySegments(event.quantity),
    ...tailSegments(event),
  ];
}

function serviceSegments(service: ReviewService): NewSegment[] {
  return [
    ...traceSegments(service),
    ...termsSegments(service.terms),
    ...referenceSegments(service),
    ...dateSegments(service),
    ...procedureSegments(service.procedure),
    ...quantitySegments(service.quantity),
    ...tailSegments(service),
  ];
}
