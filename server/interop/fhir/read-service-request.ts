// Reads what was ordered: each order with its numbers, its patient and who asked for it.
import type { Identifier } from './data-types.ts';
import type { FhirProblem } from './fhir-problem.ts';
import type { SentNumber } from './lab-report.ts';
import { readOrderedBy, readSubject } from './read-sent-people.ts';
import type { ServiceRequest } from './reports.ts';
import { openSentFile, placed, refuse, type Placed, type SentFile } from './sent-file.ts';
import type { SentOrder } from './sent-order.ts';
import { codedOf, numbersOf, wordsOf } from './sent-words.ts';

export type ReadOrders = { orders: SentOrder[] } | { problems: FhirProblem[] };

/** Reads a ServiceRequest, or every one in a Bundle; refused whole. Never throws on what is in it. */
export function readServiceRequests(bytes: Uint8Array): ReadOrders {
  const file = openSentFile(bytes, [
    'ServiceRequest',
    'Patient',
    'Practitioner',
    'PractitionerRole',
  ]);
  const { problems } = file;
  if (problems.length > 0) return { problems };
  const orders = file.reads.flatMap((read) =>
    read.resource.resourceType === 'ServiceRequest'
      ? readOrder(file, placed(read, read.resource))
      : [],
  );
  if (orders.length === 0)
    problems.push({ at: '', resource: '', path: '', reason: 'holds no ServiceRequest' });
  return problems.length > 0 ? { problems } : { orders };
}

function readOrder(file: SentFile, order: Placed<ServiceRequest>): SentOrder {
  const { resource } = order;
  const { id, identifier, requisition, status, intent, doNotPerform, priority } = resource;
  const { category = [], code, authoredOn, requester, subject, note = [] } = resource;
  if (resource.occurrenceTiming !== undefined)
    refuse(file, order, {
      path: 'occurrenceTiming',
      reason: 'is a schedule of times, which is not read',
    });
  const coded = code === undefined ? null : codedOf(code);
  if (coded !== null && wordsOf(coded) === null)
    refuse(file, order, { path: 'code', reason: 'has neither a code nor words' });
  return {
    id: id ?? null,
    identifiers: numbersOf(identifier),
    placer: typed(identifier, 'PLAC'),
    filler: typed(identifier, 'FILL'),
    requisition: numbersOf([requisition])[0] ?? null,
    status,
    intent,
    forbids: doNotPerform ?? false,
    categories: category.map(codedOf),
    code: coded,
    priority: priority ?? null,
    authoredOn: authoredOn ?? null,
    requester: readOrderedBy(file, { reference: requester, from: order, at: 'requester' }),
    subject: readSubject(file, { reference: subject, from: order, at: 'subject' }),
    occurrenceAt: resource.occurrenceDateTime ?? resource.occurrencePeriod?.start ?? null,
    occurrenceUntil: resource.occurrencePeriod?.end ?? null,
    notes: note.map(({ text }) => text),
  };
}

/** By the kinds of numbers of HL7 v2 table 0203. */
function typed(identifiers: readonly Identifier[] = [], code: string): SentNumber | null {
  const found = identifiers.filter(({ type }) => type?.coding?.some((each) => each.code === code));
  return numbersOf(found)[0] ?? null;
}
