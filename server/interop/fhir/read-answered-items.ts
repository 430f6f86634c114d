// The items of a payer's answer: each with its own decision, or undecided.
import { isDeepStrictEqual } from 'node:util';
import type { Fault } from './check-resource.ts';
import type { ClaimResponse, ClaimResponseAddedItem, ClaimResponseItem } from './claims.ts';
import type { Period, SimpleQuantity } from './data-types.ts';
import { extensionOf, extensionsOf, onlyValueIn, valueIn } from './extension-values.ts';
import { pasExtensions } from './pas-words.ts';
import type { AddedItem, AnsweredItem } from './prior-authorization-answer.ts';
import { readReviewAction, type ReviewDecision } from './read-review-action.ts';

export type Notes = NonNullable<ClaimResponse['processNote']>;

type Answered = Omit<AnsweredItem, 'sequence'>;
interface Place {
  part: ClaimResponseItem | ClaimResponseAddedItem;
  path: string;
}

export function readAnsweredItems(
  { item = [] }: ClaimResponse,
  notes: Notes,
  faults: Fault[],
): AnsweredItem[] {
  const seen = new Set<number>();
  const items = item.map((part, at): AnsweredItem => {
    const path = `item[${at}]`;
    if (seen.has(part.itemSequence))
      faults.push({ path: `${path}.itemSequence`, reason: 'is answered more than once' });
    seen.add(part.itemSequence);
    return { sequence: part.itemSequence, ...readAnswered({ part, path }, notes, faults) };
  });
  return items.toSorted((one, other) => one.sequence - other.sequence);
}

export function readAddedItems(
  { addItem = [] }: ClaimResponse,
  notes: Notes,
  faults: Fault[],
): AddedItem[] {
  return addItem.map((part, at) => ({
    sequences: part.itemSequence ?? [],
    service: part.productOrService,
    quantity: part.quantity ?? null,
    ...readAnswered({ part, path: `addItem[${at}]` }, notes, faults),
  }));
}

function readAnswered(place: Place, notes: Notes, faults: Fault[]): Answered {
  const { noteNumber = [], adjudication } = place.part;
  return {
    decision: readDecision(place, faults),
    traces: extensionsOf(place, pasExtensions.itemTrace, faults).flatMap(
      (each) => onlyValueIn(each, 'Identifier', faults) ?? [],
    ),
    ...readDetail(place, faults),
    ...readNumbersAndDates(place, faults),
    reasons: adjudication.flatMap(({ reason }) => reason ?? []),
    messages: notes
      .filter(({ number }) => number !== undefined && noteNumber.includes(number))
      .map(({ text }) => text),
  };
}

/** Once, or several times the same. */
function readDecision({ part, path }: Place, faults: Fault[]): ReviewDecision | null {
  const places = [
    { part: part as unknown, path },
    ...part.adjudication.map((each, at) => ({ part: each, path: `${path}.adjudication[${at}]` })),
  ];
  let decided: ReviewDecision | null = null;
  for (const place of places) {
    const decision = readReviewAction(place, faults);
    if (decision === null) continue;
    if (decided !== null && !isDeepStrictEqual(decided, decision))
      faults.push({ path: place.path, reason: 'says another decision than before' });
    decided ??= decision;
  }
  return decided;
}

function readDetail(
  place: Place,
  faults: Fault[],
): Pick<Answered, 'approvedQuantity' | 'approvedService'> {
  const detail = extensionOf(place, pasExtensions.authorizedDetail, faults);
  if (detail === null) return { approvedQuantity: null, approvedService: null };
  const parts = { part: detail.extension, path: detail.path };
  const service = extensionOf(parts, 'productOrServiceCode', faults);
  return {
    approvedQuantity: readQuantity(parts, faults),
    approvedService: onlyValueIn(service, 'CodeableConcept', faults),
  };
}

function readQuantity(
  parts: { part: unknown; path: string },
  faults: Fault[],
): SimpleQuantity | null {
  const found = extensionOf(parts, 'quantity', faults);
  const quantity = onlyValueIn(found, 'Quantity', faults);
  if (found === null || quantity === null) return null;
  const path = `${found.path}.valueQuantity`;
  if (quantity.value === undefined || quantity.value < 0)
    faults.push({ path: `${path}.value`, reason: 'is no amount from 0 on' });
  if ('comparator' in quantity) faults.push({ path: `${path}.comparator`, reason: 'is not exact' });
  return quantity;
}

function readNumbersAndDates(
  place: Place,
  faults: Fault[],
): Pick<
  Answered,
  'period' | 'servicePeriod' | 'issuedOn' | 'authorizationNumber' | 'administrationNumber'
> {
  const find = (url: string) => extensionOf(place, url, faults);
  return {
    period: onlyValueIn(find(pasExtensions.validPeriod), 'Period', faults),
    servicePeriod: readServicePeriod(place, faults),
    issuedOn: onlyValueIn(find(pasExtensions.issued), 'date', faults),
    authorizationNumber: onlyValueIn(find(pasExtensions.authorizationNumber), 'string', faults),
    administrationNumber: onlyValueIn(find(pasExtensions.administrationNumber), 'string', faults),
  };
}

/** A single date is a period of that day alone. */
function readServicePeriod(place: Place, faults: Fault[]): Period | null {
  const found = extensionOf(place, pasExtensions.authorizedDate, faults);
  const on = valueIn(found, 'dateTime', faults);
  return on === null ? onlyValueIn(found, 'Period', faults) : { start: on, end: on };
}
