// Why a payer could not process a request: by item, with the place that it means.
import type { Fault } from './check-resource.ts';
import type { ClaimResponse } from './claims.ts';
import { extensionOf, onlyValueIn } from './extension-values.ts';
import { pasExtensions } from './pas-words.ts';
import type { AnsweredError } from './prior-authorization-answer.ts';

export function readAnsweredErrors(
  { error = [] }: ClaimResponse,
  faults: Fault[],
): AnsweredError[] {
  return error.map((each, at) => {
    const place = { part: each, path: `error[${at}]` };
    const followUp = extensionOf(place, pasExtensions.errorFollowUp, faults);
    const path = extensionOf(place, pasExtensions.errorPath, faults);
    return {
      sequence: each.itemSequence ?? null,
      code: each.code,
      followUp: onlyValueIn(followUp, 'CodeableConcept', faults),
      element: readElement(place, faults),
      path: onlyValueIn(path, 'string', faults),
    };
  });
}

/** A word of its own, or inside a part of the extension. */
function readElement(place: { part: unknown; path: string }, faults: Fault[]): string | null {
  const element = extensionOf(place, pasExtensions.errorElement, faults);
  if (element === null) return null;
  const inside = extensionOf({ part: element.extension, path: element.path }, 'error', faults);
  return onlyValueIn(inside ?? element, 'string', faults);
}
