// What an 837 (005010X222A1, X223A2, and 4010 before them) asks a payer to pay. Amounts are integer cents, counts decimals as
// text, texts empty where nobody said.
import type { Adjustment } from './remittance.ts';

export interface SubmittedClaim {
  /** Of its CLM. */
  segment: number;
  /** By GS08: X222, X223, X224; of 4010 X098, X096, X097. */
  kind: 'professional' | 'institutional' | 'dental';
  /** CLM01: our own number, which the payer gives back as CLP01. */
  control: string;
  /** CLM02 in cents. */
  charge: number;
  /** CLM05-1: place of service, or the first two digits of the type of bill. */
  facility: string;
  /** CLM05-3: `1` original, `7` replacement, `8` void, … */
  frequency: string;
  /** REF F8: the payer's number of the claim that this one replaces or voids; empty where nobody said. */
  originalReference: string;
  /** CLM07: `A` assigned, `B`, `C`. */
  assignment: string;
  /** CLM08: `Y` when the payer pays the provider. */
  benefitsAssigned: string;
  /** SBR09: `MB` Medicare B, `MC` Medicaid, `CI` commercial, … */
  filing: string;
  /** SBR01: `P` primary, `S` secondary, `T` tertiary. */
  payerResponsibility: string;
  billing: BillingProvider;
  subscriber: InsuredPerson;
  /** `null` where the patient is the subscriber. */
  patient: ClaimPerson | null;
  /** PAT01 or SBR02: `18` self, `01` spouse, `19` child, … */
  relationship: string;
  /** 2010BB. */
  payer: ClaimPayer;
  /** HI: the principal first; without points. */
  diagnoses: readonly ClaimDiagnosis[];
  /** REF G1; empty where nobody said. */
  authorization: string;
  /** REF 9F. */
  referral: string;
  /** NTE02. */
  note: string;
  /** DTP of the claim: `434` statement, `431` onset, `435` admission, … */
  dates: readonly { qualifier: string; from: string; to: string }[];
  /** NM1 of 2310: `82` rendering, `DN` referring, `DQ` supervising, `77` facility, `71` attending, … */
  providers: readonly ClaimProvider[];
  otherPayers: readonly OtherPayer[];
  lines: readonly SubmittedLine[];
  /** SBR05, which Medicare asks for behind another payer; left out where nobody said. */
  insuranceType?: string;
  /** CLM11: which accident it comes of, with its state; left out where of none. */
  related?: readonly string[];
  /** Of 2300. */
  kept?: readonly KeptSegment[];
}

/**
 * A segment of which nothing else here speaks, as it was sent: a replacement says the whole claim again, so nothing of
 * the first one may be lost. Left out where there is none.
 */
export interface KeptSegment {
  id: string;
  /** Each with its components; none where it is empty. */
  elements: readonly (readonly string[])[];
}

export interface ClaimDiagnosis {
  /** `ABK` principal, `ABF` another, `ABJ` admitting, `APR` reason of the visit, `ABN` outer cause; ICD-9 without the A. */
  qualifier: string;
  code: string;
  /** HI-9: whether it was there on admission; left out where nobody said. */
  onAdmission?: string;
}

export interface ClaimPayer {
  /** NM103. */
  name: string;
  /** NM109. */
  id: string;
  kept?: readonly KeptSegment[];
}

export interface PostalAddress {
  lines: readonly string[];
  city: string;
  state: string;
  zip: string;
}

/** 2010AA. */
export interface BillingProvider {
  name: string;
  npi: string;
  /** REF EI or SY. */
  taxId: string;
  /** PRV03. */
  taxonomy: string;
  address: PostalAddress | null;
  /** NM104 of a person; left out of an organization. */
  given?: string;
  kept?: readonly KeptSegment[];
}

export interface ClaimPerson {
  family: string;
  given: string;
  middle: string;
  /** DMG02. */
  birthDate: string | null;
  /** DMG03: `F`, `M`, `U`. */
  sex: string;
  address: PostalAddress | null;
  /** NM107; left out where nobody said. */
  suffix?: string;
  kept?: readonly KeptSegment[];
}

/** 2010BA. */
export interface InsuredPerson extends ClaimPerson {
  /** NM109. */
  memberId: string;
  /** SBR03. */
  group: string;
  /** The employer, where an accident at work is insured. */
  isOrganization?: true;
}

export interface ClaimProvider {
  /** NM101. */
  role: string;
  /** NM103 and NM104; of an organization the family name alone. */
  family: string;
  given: string;
  npi: string;
  kept?: readonly KeptSegment[];
}

/** 2320: another payer of the same claim, with what it said. */
export interface OtherPayer {
  /** SBR01. */
  responsibility: string;
  /** SBR09. */
  filing: string;
  /** What follows its names is kept with it. */
  payer: ClaimPayer;
  memberId: string;
  /** AMT D in cents; `null` where nobody said. */
  paid: number | null;
  /** DTP 573. */
  decidedOn: string | null;
  /** CAS of the claim. */
  adjustments: readonly Adjustment[];
  /** 2330A; may be left out where the patient is insured by themselves with both. */
  insured?: ClaimPerson;
  /** SBR02; left out where it is `18` self. */
  relationship?: string;
  /** SBR03. */
  group?: string;
  /** SBR05. */
  insuranceType?: string;
  kept?: readonly KeptSegment[];
}

/** 2400. */
export interface SubmittedLine {
  /** Of its LX. */
  segment: number;
  /** REF 6R; `null` where there is none. */
  control: string | null;
  /** SV101, SV202 or SV301; `null` where an institution gives a revenue code alone. */
  procedure: SubmittedProcedure | null;
  /** SV201; empty of a professional claim. */
  revenueCode: string;
  /** In cents. */
  charge: number;
  /** `UN`, `MJ` minutes, `DA`. */
  unit: string;
  /** Decimal text. */
  units: string;
  /** SV105. */
  place: string;
  /** SV107: which of the diagnoses, counted from 1. */
  pointers: readonly number[];
  /** DTP 472. */
  from: string | null;
  to: string | null;
  /** REF G1 of the line. */
  authorization: string;
  note: string;
  providers: readonly ClaimProvider[];
  /** 2430: what other payers said of the line. */
  decisions: readonly LineDecision[];
  /** SV109 `Y`. */
  isEmergency?: true;
  kept?: readonly KeptSegment[];
}

export interface SubmittedProcedure {
  /** `HC`, `ER`, `AD`, … */
  kind: string;
  code: string;
  modifiers: readonly string[];
  text: string;
}

/** SVD with its CAS and DTP 573. */
export interface LineDecision {
  /** SVD01: the id of the payer. */
  payerId: string;
  /** SVD02 in cents. */
  paid: number;
  procedure: SubmittedProcedure | null;
  /** SVD05. */
  units: string;
  adjustments: readonly Adjustment[];
  decidedOn: string | null;
  kept?: readonly KeptSegment[];
}
