// What a 277CA (005010X214) or 277 (005010X212) says of one claim.

/** Told by the category of STC01-1. */
export type ClaimStanding =
  | 'acknowledged'
  | 'accepted'
  | 'rejected'
  | 'pending'
  | 'finalized'
  | 'needs-information'
  | 'not-found'
  | 'error';

export interface ClaimStatusSaid {
  /** Of its TRN. */
  segment: number;
  /** TRN02: our own number, CLM01 of what was sent; empty of a whole file. */
  claimControl: string;
  /**
   * TRN02 of what refuses a whole file, or all claims of a provider: BHT03 of what was sent, or `0`. Left out of a
   * claim. Only what is wrong is said of a file: its claims speak for themselves.
   */
  batch?: string;
  /** REF 1K: the payer's; `null` where nobody said. */
  payerControl: string | null;
  /** Of the receiver or payer that answers. */
  payer: string;
  standing: ClaimStanding;
  /** STC01, STC10 and STC11 of each STC. */
  codes: readonly StatusCode[];
  /** In our own words, for people: `Rejected: the member is not known`. */
  says: string;
  /** STC02. */
  on: string | null;
  /** STC04 in cents; `null` where nobody said. */
  charge: number | null;
  /** STC05 in cents. */
  paid: number | null;
  /** STC12 in the payer's own words; left out where there are none. */
  message?: string;
  /** What is said of single lines; left out where nothing is. */
  lines?: readonly LineStatusSaid[];
}

export interface StatusCode {
  /** X12 code source 507: `A1`, `F0`, … */
  category: string;
  /** Code source 508: `20`, `562`, … */
  status: string;
  /** NM101 of whom it is about: `85` who bills, `IL` the subscriber, …; empty where nobody said. */
  entity: string;
}

/** SVC and its STC. */
export interface LineStatusSaid {
  /** REF FJ: our number of the line, REF 6R of what was sent; `null` where nobody said. */
  control: string | null;
  /** SVC01-2. */
  procedure: string;
  standing: ClaimStanding;
  codes: readonly StatusCode[];
  says: string;
}
