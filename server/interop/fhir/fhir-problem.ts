// What is wrong with a resource: which, where inside it, and why; never with a word of its content.

export interface FhirProblem {
  /** The line of an NDJSON file, or the place in a Bundle (`entry[3]`); empty for a single resource. */
  at: string;
  /** `Patient/p1`, or `Patient` where it has no usable id; empty when it is no resource at all. */
  resource: string;
  /** e.g. `participant[0].status`; empty = the resource itself. */
  path: string;
  reason: string;
}
