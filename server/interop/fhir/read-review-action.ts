// What a payer decided, as Da Vinci writes it: on the adjudication of an item, formerly on the item itself, and in
// the beginning as one word on the whole answer.
import type { Fault } from './check-resource.ts';
import type { CodeableConcept } from './data-types.ts';
import {
  extensionOf,
  extensionsOf,
  onlyValueIn,
  valueIn,
  type FoundExtension,
} from './extension-values.ts';
import { codeSystems, pasExtensions, reviewActions, type ReviewAction } from './pas-words.ts';

export interface ReviewDecision {
  action: ReviewAction;
  /** The payer's number of the review: of a certified item, its authorization. */
  number: string | null;
  /** X12 886 where the payer codes them; words where it does not. */
  reasons: CodeableConcept[];
}

/** `null` = the part says nothing of a decision, or names no action. */
export function readReviewAction(
  place: { part: unknown; path: string },
  faults: Fault[],
): ReviewDecision | null {
  const review = extensionOf(place, pasExtensions.reviewAction, faults);
  if (review === null) return null;
  return review.extension['extension'] === undefined
    ? oneWord(review, place, faults)
    : structured(review, faults);
}

function structured(review: FoundExtension, faults: Fault[]): ReviewDecision | null {
  const parts = { part: review.extension, path: review.path };
  const code = extensionOf(parts, pasExtensions.reviewActionCode, faults);
  const concept = onlyValueIn(code, 'CodeableConcept', faults);
  const number = onlyValueIn(extensionOf(parts, 'number', faults), 'string', faults);
  const reasons = extensionsOf(parts, 'reasonCode', faults).flatMap(
    (each) => onlyValueIn(each, 'CodeableConcept', faults) ?? [],
  );
  if (code === null || concept === null) return null;
  const of306 = (concept.coding ?? []).filter(({ system }) => isReviewActions(system));
  const action = actionOf(of306.length === 1 ? of306[0]?.code : undefined, {
    path: `${code.path}.valueCodeableConcept`,
    faults,
  });
  return action === null ? null : { action, number, reasons };
}

/** The list has been published with and without the `s` of https. */
function isReviewActions(system: string | undefined): boolean {
  return system?.replace(/^http:/, 'https:') === codeSystems.reviewAction;
}

function oneWord(
  review: FoundExtension,
  place: { part: unknown; path: string },
  faults: Fault[],
): ReviewDecision | null {
  const before = faults.length;
  const word = valueIn(review, 'code', faults) ?? valueIn(review, 'string', faults);
  const why = onlyValueIn(
    extensionOf(place, pasExtensions.reviewActionReason, faults),
    'string',
    faults,
  );
  if (faults.length > before) return null;
  const action = actionOf(word ?? undefined, { path: review.path, faults });
  const reasons = why === null ? [] : [{ text: why }];
  return action === null ? null : { action, number: null, reasons };
}

function actionOf(
  code: string | undefined,
  { path, faults }: { path: string; faults: Fault[] },
): ReviewAction | null {
  const action = reviewActions.find((each) => each === code);
  if (action === undefined)
    faults.push({ path, reason: `is none of ${reviewActions.join(', ')} of X12 306` });
  return action ?? null;
}
