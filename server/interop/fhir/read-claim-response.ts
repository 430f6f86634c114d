// Reads a payer's answer, alone or in the Bundle in which it came. A decision is only what a review action says.
import type { Fault } from './check-resource.ts';
import type { ClaimResponse } from './claims.ts';
import { extensionOf, onlyValueIn } from './extension-values.ts';
import type { FhirProblem } from './fhir-problem.ts';
import { pasExtensions } from './pas-words.ts';
import type { PriorAuthorizationAnswer } from './prior-authorization-answer.ts';
import { readAddedItems, readAnsweredItems, type Notes } from './read-answered-items.ts';
import { readAnsweredErrors } from './read-answered-errors.ts';
import { readFhirValue, type ReadResource } from './read-fhir.ts';
import { readReviewAction } from './read-review-action.ts';

export type ReadPriorAuthorization =
  { answer: PriorAuthorizationAnswer } | { problems: FhirProblem[] };

/**
 * Reads JSON that is a ClaimResponse, or a Bundle that holds exactly one. What else is in the Bundle is not needed and
 * not held against the answer. Never throws on what is in it; refused whole, with each path and reason.
 */
export function readPriorAuthorizationResponse(value: unknown): ReadPriorAuthorization {
  const answers: ReadResource[] = [];
  const problems: FhirProblem[] = [];
  for (const each of readFhirValue(value)) {
    if (each.kind === 'problem') {
      if (concernsAnswer(each.problem)) problems.push(each.problem);
    } else if (each.read.resource.resourceType === 'ClaimResponse') answers.push(each.read);
  }
  if (problems.length > 0) return { problems };
  const [first, second] = answers;
  if (first?.resource.resourceType !== 'ClaimResponse')
    return { problems: [ofWhole('', 'holds no ClaimResponse')] };
  if (second !== undefined)
    return { problems: [ofWhole(second.at, 'holds more than one ClaimResponse')] };
  return readAnswer(first, first.resource);
}

/** A problem that names nothing may be of the answer itself. */
function concernsAnswer({ at, resource }: FhirProblem): boolean {
  return at === '' || ['', 'Bundle', 'ClaimResponse'].includes(resource.split('/')[0] ?? '');
}

function ofWhole(at: string, reason: string): FhirProblem {
  return { at, resource: '', path: '', reason };
}

function readAnswer({ at }: ReadResource, response: ClaimResponse): ReadPriorAuthorization {
  const faults: Fault[] = [];
  if (response.use !== 'preauthorization')
    faults.push({ path: 'use', reason: 'is no preauthorization' });
  const notes: Notes = response.processNote ?? [];
  const whole = { part: response, path: '' };
  const event = extensionOf(whole, pasExtensions.authorizedEventDate, faults);
  const answer: PriorAuthorizationAnswer = {
    status: response.status,
    outcome: response.outcome,
    disposition: response.disposition ?? null,
    created: response.created,
    identifiers: response.identifier ?? [],
    request: response.request ?? null,
    patient: response.patient,
    insurer: response.insurer,
    preAuthRef: response.preAuthRef ?? null,
    preAuthPeriod: response.preAuthPeriod ?? null,
    eventPeriod: onlyValueIn(event, 'Period', faults),
    decision: readReviewAction(whole, faults),
    items: readAnsweredItems(response, notes, faults),
    addedItems: readAddedItems(response, notes, faults),
    messages: notesOfWhole(response, notes),
    errors: readAnsweredErrors(response, faults),
  };
  if (faults.length === 0) return { answer };
  const resource = response.id === undefined ? 'ClaimResponse' : `ClaimResponse/${response.id}`;
  return { problems: once(faults).map((fault) => ({ at, resource, ...fault })) };
}

/** A list that is none is found by each that looks for something in it. */
function once(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.reason}`, fault])).values()];
}

function notesOfWhole({ item = [], addItem = [] }: ClaimResponse, notes: Notes): string[] {
  const named = new Set([...item, ...addItem].flatMap(({ noteNumber = [] }) => noteNumber));
  return notes
    .filter(({ number }) => number === undefined || !named.has(number))
    .map(({ text }) => text);
}
