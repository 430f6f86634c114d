// What a 270 asks and a 271 answers, as values: no segment, no qualifier, no position.
import type { DateRange } from './element-values.ts';

/** A payer, a clinic or a provider as the envelope's inside names it. */
export interface Party {
  kind: 'person' | 'organization';
  /** Family name or organization. */
  name: string;
  given: string;
  /** NM108: `PI` payer, `XX` NPI, `SV` the payer's own, `FI` tax, … ; empty with an empty id. */
  idKind: string;
  id: string;
}

export interface Address {
  lines: readonly string[];
  city: string;
  state: string;
  postalCode: string;
}

/** DMG03, which X12 knows as F, M and U. */
export type X12Sex = 'female' | 'male' | 'unknown';

export interface InsuredPerson {
  family: string;
  given: string;
  middle: string;
  suffix: string;
  /** Member number as on the card; empty for a dependent, who has the subscriber's. */
  memberId: string;
  birthOn: string | null;
  sex: X12Sex | null;
  address: Address | null;
  /** Further numbers: REF01 and REF02, e.g. `6P` group number, `18` plan number, `SY` social security. */
  references: readonly Reference[];
}

export interface Reference {
  kind: string;
  value: string;
}

/** TRN: the asker's own number of the question, which the answer carries back. */
export interface Trace {
  number: string;
  /** Who gave the number. */
  originator: string;
}

/** What both directions say about whom they speak of. */
export interface Subject {
  payer: Party;
  provider: Party;
  subscriber: InsuredPerson;
  /** `null` when the subscriber is the patient. */
  dependent: InsuredPerson | null;
  traces: readonly Trace[];
}

export interface EligibilityInquiry extends Subject {
  /** Days of service asked about; `null` = today. */
  service: DateRange | null;
  /** EQ01 codes: `30` health benefit plan coverage, `98` office visit, … At least one. */
  serviceTypes: readonly string[];
}

/** AAA: why a question was not answered, wholly or in part. */
export interface Rejection {
  level: 'source' | 'receiver' | 'subscriber' | 'dependent' | 'benefit';
  /** AAA01: was the request itself valid? */
  valid: boolean;
  /** AAA03, e.g. `72` invalid member number, `42` not able to respond now. */
  reason: string;
  /** AAA04: `C` correct and resend, `R` resend, `N` do not, `Y` not before …, `W` wait, `P` resend unchanged, `S` … */
  followUp: string;
  segment: number;
}

/** DTP: what a date is of, as its code says. */
export interface DatedFact {
  /** `291` plan, `307` eligibility, `346` plan begin, `347` plan end, `348` benefit begin, … */
  kind: string;
  range: DateRange;
}

export const benefitKinds = {
  '1': 'active',
  '2': 'active',
  '3': 'active',
  '4': 'active',
  '5': 'active',
  '6': 'inactive',
  '7': 'inactive',
  '8': 'inactive',
  A: 'coinsurance',
  B: 'copay',
  C: 'deductible',
  F: 'limitation',
  G: 'out-of-pocket',
  I: 'not-covered',
  L: 'primary-care-provider',
  R: 'other-payer',
  Y: 'spend-down',
} as const;
export type BenefitKind = (typeof benefitKinds)[keyof typeof benefitKinds] | 'other';

export interface Benefit {
  kind: BenefitKind;
  /** EB01 as written. */
  code: string;
  /** EB02: `IND`, `FAM`, `EMP`, …; empty = whoever was asked about. */
  level: string;
  serviceTypes: readonly string[];
  /** EB04, e.g. `HM`. */
  insurance: string;
  plan: string;
  /** EB06: `23` calendar year, `24` year to date, `27` visit, `29` remaining, … */
  period: string;
  cents: number | null;
  /** EB08 as written: `.2` is twenty percent. */
  percent: string;
  /** EB11 and EB12; `null` = unknown or does not matter. */
  needsAuthorization: boolean | null;
  inNetwork: boolean | null;
  dates: readonly DatedFact[];
  /** MSG: the payer's own words. */
  messages: readonly string[];
  /** Whom the benefit names: a primary care provider, another payer. */
  parties: readonly Party[];
  segment: number;
}

export interface EligibilityAnswer extends Subject {
  dates: readonly DatedFact[];
  benefits: readonly Benefit[];
  rejections: readonly Rejection[];
  /** Where the level of the person begins. */
  segment: number;
}
