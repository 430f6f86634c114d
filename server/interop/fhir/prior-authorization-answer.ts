// What a payer answered to a request for prior authorization, item by item.
import type { ClaimResponse } from './claims.ts';
import type {
  CodeableConcept,
  Identifier,
  Period,
  Reference,
  SimpleQuantity,
} from './data-types.ts';
import type { ReviewDecision } from './read-review-action.ts';

export interface PriorAuthorizationAnswer {
  /** Only an `active` answer decides: others are drafts, withdrawn or wrong. */
  status: ClaimResponse['status'];
  /** Of the processing: `complete` does not mean approved. Nothing is decided by it. */
  outcome: ClaimResponse['outcome'];
  disposition: string | null;
  /** A date, or an instant with its offset. */
  created: string;
  /** The payer's numbers of the answer; some payers send the number of the request back here. */
  identifiers: Identifier[];
  /** The request that is answered, as the payer names it. */
  request: Reference | null;
  patient: Reference;
  insurer: Reference;
  preAuthRef: string | null;
  preAuthPeriod: Period | null;
  /** When the whole may take place, as older payers say it. */
  eventPeriod: Period | null;
  /** Of the request as a whole, as older payers say it. It is never carried to items here. */
  decision: ReviewDecision | null;
  /** By ascending sequence. */
  items: AnsweredItem[];
  /** Lines that the payer added. */
  addedItems: AddedItem[];
  /** Words that belong to no item. */
  messages: string[];
  /** Why it could not be processed; of the whole, or of an item. */
  errors: AnsweredError[];
}

interface Answered {
  /** `null` = undecided: no review action was given. */
  decision: ReviewDecision | null;
  /** Our numbers of the item, sent back. */
  traces: Identifier[];
  /** What was authorized where it differs from what was asked for. */
  approvedQuantity: SimpleQuantity | null;
  /** What was authorized instead of the code that was asked for. */
  approvedService: CodeableConcept | null;
  /** In which the authorization holds. */
  period: Period | null;
  /** In which it has to take place. */
  servicePeriod: Period | null;
  issuedOn: string | null;
  authorizationNumber: string | null;
  /** The payer's number of what it has not certified, e.g. while it is pended. */
  administrationNumber: string | null;
  /** Of the adjudications; those of the decision stand in it. */
  reasons: CodeableConcept[];
  messages: string[];
}

export interface AnsweredItem extends Answered {
  /** Of the item in the request. */
  sequence: number;
}

export interface AddedItem extends Answered {
  /** The items of the request that it stands for; empty = none. */
  sequences: number[];
  service: CodeableConcept;
  quantity: SimpleQuantity | null;
}

export interface AnsweredError {
  /** `null` = of the whole request. */
  sequence: number | null;
  /** X12 901 where the payer codes it. */
  code: CodeableConcept;
  /** X12 889. */
  followUp: CodeableConcept | null;
  /** Where: a loop and element of X12, or a path of FHIR. */
  element: string | null;
  path: string | null;
}
