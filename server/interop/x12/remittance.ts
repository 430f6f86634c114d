// What an 835 (005010X221A1, and 004010X091A1 before it) says: what a payer paid of which claim, and why not the rest.
// Amounts are integer cents, counts decimals as text, texts empty where nobody said.
import type { Party, Reference } from './eligibility.ts';
import type { Envelope } from './envelope.ts';

/** The head of one payment: of one transaction. Its claims follow it one at a time. */
export interface Remittance {
  /** Of its ST. */
  segment: number;
  /** ST02. */
  control: string;
  /** ST03, or else the version of its group. */
  version: string;
  envelope: Envelope;
  payment: RemittancePayment;
  /** TRN of the payment: TRN02 is the number of the cheque or transfer, TRN03 who gave it. */
  trace: { number: string; payer: string };
  /** DTM 405: up to which day the payer has counted; `null` where nobody said. */
  productionDate: string | null;
  payer: RemittancePayer;
  payee: RemittancePayee;
  /** REF of the heading: `EV` the receiver's number, `F2` the payer's version. */
  references: readonly Reference[];
}

/** BPR. */
export interface RemittancePayment {
  /** Of the BPR. */
  segment: number;
  /** BPR02 in cents; below zero where BPR03 is `D`, a debit. */
  amount: number;
  /** BPR01: `I` remittance only, `C` and `D` with the money, `H` notice only, `P` to come, … */
  handling: string;
  /** BPR04: `ACH`, `CHK`, `FWT`, `BOP`, `NON` = nothing is paid. */
  method: string;
  /** BPR16: the day of the cheque or of the transfer's effect; `null` where none can be read. */
  date: string | null;
}

/** 1000A: N1 `PR`. */
export interface RemittancePayer {
  /** N102. */
  name: string;
  /** N104, the national plan number; empty where N103 is not there. */
  id: string;
  /** REF: `2U` payer id, `EO` submitter id, `NF` NAIC, `HI`. */
  references: readonly Reference[];
}

/** 1000B: N1 `PE`. */
export interface RemittancePayee {
  /** N102. */
  name: string;
  /** N104 with `XX`. */
  npi: string | null;
  /** N104 with `FI`, or else REF `TJ`. */
  taxId: string | null;
  /** REF: `PQ` the payer's number of the payee, `TJ` tax id, `0B` state licence, … */
  references: readonly Reference[];
}

/** NM1 of somebody insured. */
export interface RemittedPerson {
  family: string;
  given: string;
  middle: string;
  suffix: string;
  /** NM108: `MI` member, `HN` Medicare, `MR` Medicaid, `34` social security, `C` what is corrected; empty with an empty id. */
  idKind: string;
  id: string;
}

/** AMT. */
export interface RemittedAmount {
  /** AMT01: `AU` covered, `B6` allowed, `I` interest, `D` discount, `F5` patient paid, … */
  kind: string;
  /** AMT02 in cents. */
  amount: number;
}

/** QTY. */
export interface RemittedQuantity {
  /** QTY01: `CA` covered days, `LA` lifetime reserve days, `ZK` federal category 1, … */
  kind: string;
  /** QTY02: a decimal as text. */
  count: string;
}

/** CAS01: who bears an adjustment. `CR` is of 4010 only; since then a reversal negates the groups it had. */
export type AdjustmentGroup = 'CO' | 'PR' | 'OA' | 'PI' | 'CR';

/** One of the at most six reasons of a CAS. */
export interface Adjustment {
  /** Of its CAS. */
  segment: number;
  group: AdjustmentGroup;
  /** CAS02, 05, …: a claim adjustment reason code (CARC). */
  reason: string;
  /** CAS03, 06, … in cents: what the payer takes off the charge; below zero it adds. */
  amount: number;
  /** CAS04, 07, …: units taken off; `null` where nobody said. */
  quantity: string | null;
}

/** SVC01 or SVC06. */
export interface RemittedProcedure {
  /** `HC` HCPCS and CPT, `N4` National Drug Code, `NU` revenue code, `AD` dental, … */
  kind: string;
  code: string;
  /** At most four. */
  modifiers: readonly string[];
  /** What the payer calls it. */
  text: string;
}

/** 2110: SVC. */
export interface RemittedLine {
  /** Of its SVC. */
  segment: number;
  /** SVC01: as it was decided. */
  procedure: RemittedProcedure;
  /** SVC06: as it was sent, where the payer decided on another; else `null`. */
  submitted: RemittedProcedure | null;
  /** SVC04. */
  revenueCode: string;
  /** SVC02 in cents. */
  charge: number;
  /** SVC03 in cents. */
  paid: number;
  /** SVC05: units paid for; `1` where nobody said. */
  units: string;
  /** SVC07: units sent, where they are not those paid for; else `null`. */
  submittedUnits: string | null;
  /** DTM 472, or 150 and 151: days of service; `null` where only the claim says them. */
  from: string | null;
  to: string | null;
  /** REF 6R: our own number of the line; `null` where the payer gives none back. */
  control: string | null;
  /** AMT B6 in cents: what the contract allows; `null` where nobody said. */
  allowed: number | null;
  adjustments: readonly Adjustment[];
  /** REF but `6R`: `HPI` rendering provider, `1S` ambulatory group, `LU` place, `0K` policy, … */
  references: readonly Reference[];
  amounts: readonly RemittedAmount[];
  quantities: readonly RemittedQuantity[];
  /** LQ `HE`: remittance advice remark codes (RARC). */
  remarks: readonly string[];
}

/** 2100: CLP. */
export interface RemittedClaim {
  /** Of its CLP. */
  segment: number;
  /** CLP01: our own number of the claim, CLM01 of what we sent. */
  claimControl: string;
  /**
   * CLP02: `1` `2` `3` processed as primary, secondary, tertiary; `19` `20` `21` the same and forwarded; `4` only
   * where the patient is not known; `22` reversal; `23` not ours, forwarded; `25` predetermination.
   */
  status: string;
  /** CLP03 in cents. */
  charge: number;
  /** CLP04 in cents. */
  paid: number;
  /** CLP05 in cents; 0 where nobody said. */
  patientResponsibility: number;
  /** CLP06: `12` PPO, `13` POS, `15` indemnity, `16` HMO Medicare, `MA` `MB` Medicare, `MC` Medicaid, … */
  filing: string;
  /** CLP07: the payer's own number of the claim, which a correction has to name. */
  payerControl: string;
  /** CLP08: place of service or type of bill. */
  facility: string;
  /** CLP09: `1` original, `7` replacement, `8` void. */
  frequency: string;
  /** CAS of the claim itself, without those of its lines. */
  adjustments: readonly Adjustment[];
  /** NM1 `QC`. */
  patient: RemittedPerson | null;
  /** NM1 `IL`; `null` where the patient is the subscriber. */
  insured: RemittedPerson | null;
  /** NM1 `74`: only what the payer corrected of patient or insured. */
  corrected: RemittedPerson | null;
  /** NM1 `82`. */
  rendering: Party | null;
  /** NM1 `TT`: to whom the payer forwarded the claim. */
  crossover: Party | null;
  /** NM1 `PR`: who has to pay first. */
  otherPayer: Party | null;
  /** MIA05 and 20–23, MOA03–07: remark codes (RARC) of the whole claim. */
  remarks: readonly string[];
  dates: RemittedDates;
  amounts: readonly RemittedAmount[];
  quantities: readonly RemittedQuantity[];
  /** REF: `1L` group, `EA` record number, `F8` the payer's number before this, `CE` class of contract, … */
  references: readonly Reference[];
  /** None where the payer decided on the claim as a whole. */
  lines: readonly RemittedLine[];
}

/** DTM of a claim; `null` where nobody said. */
export interface RemittedDates {
  /** `232` and `233`: days of the statement; `to` is `from` where only one is said. */
  from: string | null;
  to: string | null;
  /** `050`: when the payer had the claim. */
  received: string | null;
  /** `036`. */
  coverageEnded: string | null;
}

/** One pair of a PLB: money between payer and provider that belongs to no claim of the transaction. */
export interface ProviderAdjustment {
  /** Of its PLB. */
  segment: number;
  /** PLB01: NPI or the payer's number of the provider. */
  provider: string;
  /** PLB02: `null` where it is no date. */
  fiscalYearEnd: string | null;
  /** PLB03-1, 05-1, …: `WO` overpayment recovered, `FB` carried forward, `L6` interest, `72` authorized return, … */
  reason: string;
  /** PLB03-2, 05-2, …: mostly the payer's number of the claim it is about. */
  reference: string;
  /** PLB04, 06, … in cents: above zero the payment is so much less. */
  amount: number;
}
