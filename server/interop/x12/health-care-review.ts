// What a 278 asks of a payer before a service, and what the payer decides: values, no segment, no position.
import type { Address, DatedFact, InsuredPerson, Party, Reference, Trace } from './eligibility.ts';
import type {
  CertificationType,
  ProviderRole,
  ReviewAction,
  ReviewCategory,
  Urgency,
} from './review-codes.ts';

/** A moment as its writer's clock showed it: X12 says no zone, so none is known and none may be assumed. */
export interface WallTime {
  /** `2026-11-23`. */
  on: string;
  /** `14:05:00`. */
  time: string;
}

/** PER. */
export interface Contact {
  name: string;
  /** At most three: `TE` telephone, `EX` its extension, `FX` fax, `EM` mail, `UR` web address. */
  numbers: readonly Reference[];
}

/** Who asks: `1P` a provider, `FA` a facility. */
export interface Requester extends Party {
  role: '1P' | 'FA';
  contact: Contact | null;
}

export interface Dependent extends InsuredPerson {
  /** INS02: `01` spouse, `19` child, `G8` another; empty where nobody said. */
  relationship: string;
}

/** Who takes part in an event or a service. */
export interface ReviewProvider extends Party {
  role: ProviderRole;
  /** PRV03: taxonomy code of the specialty; empty where nobody said. */
  taxonomy: string;
  address: Address | null;
  contact: Contact | null;
}

export interface ReviewTrace extends Trace {
  /** TRN01: `1` given by who writes, `2` given by who is answered. In a response ours are `2`. */
  kind: '1' | '2';
}

/** UM04. */
export interface ServicePlace {
  /** `11` office, `21` inpatient hospital, … */
  code: string;
  /** `B` place of service, `A` type of bill. */
  kind: 'A' | 'B';
}

/** UM of a service: what it does not say is as with its event. */
export interface ServiceTerms {
  category: ReviewCategory | null;
  certification: CertificationType | null;
  /** UM03: `3` consultation, `42` home health, `73` diagnostic, …; empty where nobody said. */
  serviceType: string;
  place: ServicePlace | null;
  /** `null` = routine. */
  urgency: Urgency | null;
}

/** UM of an event. */
export interface ReviewTerms extends ServiceTerms {
  category: ReviewCategory;
  certification: CertificationType;
}

/** HSD: how much, and how often. Numbers are decimals as text, never by way of a float; empty where nobody said. */
export interface ServiceQuantity {
  /** HSD01: `DY` days, `FL` units, `HS` hours, `MN` months, `VS` visits. */
  kind: string;
  /** HSD02. */
  count: string;
  /** HSD03 and HSD04: each `DA` day, `WK` week, `MO` month; every how many of them. */
  per: string;
  every: string;
  /** HSD05 and HSD06: for how many periods: `7` day, `34` month, `35` week, … */
  period: string;
  periods: string;
}

/** PWK: a document that is sent, or that the payer asks for. */
export interface ReviewDocument {
  /** PWK01, e.g. `AS` admission summary, `OZ` support data. */
  report: string;
  /** PWK02: `BM` mail, `EL` electronically, `EM` e-mail, `FX` fax, `VO` by voice. */
  by: string;
  /** PWK06: the number by which it is found; empty where nobody said. */
  control: string;
}

/** What an event and a service have alike, whoever writes. */
export interface ReviewItem {
  traces: readonly ReviewTrace[];
  /** `BB` number of a certification before this one, `NT` the payer's reference of a review. One of each. */
  references: readonly Reference[];
  /**
   * One of each kind. Event: `AAH` event, `435` admission, `096` discharge, `431` onset, `439` accident. Service: `472`.
   * In a response also of the certification: `102` issued, `007` in effect, `036` ends.
   */
  dates: readonly DatedFact[];
  quantity: ServiceQuantity | null;
  documents: readonly ReviewDocument[];
  /** MSG: free text. */
  messages: readonly string[];
  providers: readonly ReviewProvider[];
}

/** HI. */
export interface ReviewDiagnosis {
  /** `ABK` principal, `ABJ` admitting, `ABF` further ICD-10-CM, `DR` group; `LOI` = what the payer asks for, as LOINC. */
  kind: string;
  /** Without a dot. */
  code: string;
  on: string | null;
}

/** What is to be done: a line of a claim that is yet to be. */
export interface ReviewProcedure {
  /** SV1 or SV2. */
  kind: 'professional' | 'institutional';
  /** SV2: revenue code; empty in a professional one. */
  revenueCode: string;
  /** `HC` HCPCS and CPT, `N4` National Drug Code, …; empty with an empty code. */
  codeKind: string;
  code: string;
  /** Where a range of codes is meant, its last; else empty. */
  throughCode: string;
  /** At most four. */
  modifiers: readonly string[];
  description: string;
  cents: number | null;
  /** `UN` units, `MJ` minutes, `DA` days, `F2` international units; empty with an empty count. */
  unit: string;
  /** A decimal as text. */
  count: string;
}

export interface ReviewEvent extends ReviewItem {
  terms: ReviewTerms;
  /** At most twelve, the principal one first. */
  diagnoses: readonly ReviewDiagnosis[];
}

export interface ReviewService extends ReviewItem {
  terms: ServiceTerms | null;
  /** `null` where its terms say all: a service type, no procedure. */
  procedure: ReviewProcedure | null;
}

/** One patient, one event: one transaction. */
export interface ReviewRequest {
  /** BHT03: our number of the transaction; a refusal that names no event is known by it. 1–50 characters. */
  reference: string;
  /** The utilization management organization: the payer or who decides for it. */
  payer: Party;
  requester: Requester;
  subscriber: InsuredPerson;
  /** `null` when the subscriber is the patient. */
  dependent: Dependent | null;
  event: ReviewEvent;
  /** None where the event says all. */
  services: readonly ReviewService[];
}

/** HCR. */
export interface ReviewDecision {
  action: ReviewAction;
  /** HCR02: the number that a claim needs; empty where none was given. */
  certification: string;
  /** HCR03: X12 code source 886, e.g. `0U` more information needed. */
  reasons: readonly string[];
}

export type ReviewLevel = 'source' | 'requester' | 'subscriber' | 'dependent' | 'event' | 'service';

/** AAA: why something was not reviewed. It decides nothing: what was wrong is mended and sent again. */
export interface ReviewRejection {
  level: ReviewLevel;
  /** Which loop carried it: `2000A`, `2010A`, … `2000F`, `2010F`. */
  loop: string;
  /** NM101 of the party that it is about, e.g. `SJ`; empty where it is about the level. */
  party: string;
  /** Our trace number of the service or event that it is about; empty above them, and where the payer gave none back. */
  trace: string;
  /** AAA01: was the request itself valid? */
  valid: boolean;
  /** AAA03; `rejectReasons` has words. */
  reason: string;
  /** AAA04; `followUps` has words. Empty where nobody said. */
  followUp: string;
  segment: number;
}

/** What the payer says of an event or a service. */
export interface Reviewed {
  /** `null`: of a service, that of its event counts; of an event, those of its services do. */
  decision: ReviewDecision | null;
  rejections: readonly ReviewRejection[];
  /** Where its level begins. */
  segment: number;
}

export type ReviewedEvent = ReviewEvent & Reviewed;
export type ReviewedService = ReviewService & Reviewed;

export interface ReviewResponse {
  /** BHT03: the number of the request that is answered. */
  reference: string;
  /** BHT04 and BHT05: when the payer wrote it. */
  written: WallTime;
  /** BHT06: `true` = no further answer will come, `false` = one will, `null` = nobody said. */
  final: boolean | null;
  payer: Party;
  /** Whom to call at the payer. */
  contact: Contact | null;
  /** What a rejection above left out is `null` from there on. */
  requester: Requester | null;
  subscriber: InsuredPerson | null;
  dependent: Dependent | null;
  event: ReviewedEvent | null;
  services: readonly ReviewedService[];
  /** Of the levels above the event: then nothing was decided. */
  rejections: readonly ReviewRejection[];
}
