// What has to be known to ask a payer in advance.
import type { AnyResource } from './any-resource.ts';
import type { Claim } from './claims.ts';
import type { CodeableConcept } from './data-types.ts';
import type { ResourceType } from './definitions.ts';
import type { certificationTypes, requestTypes } from './pas-words.ts';
import type { Coverage, Organization, Patient, Practitioner, RelatedPerson } from './resources.ts';

/** Under its own `id`, a UUID in small letters, by which the others in the Bundle refer to it. */
export type Party<Type extends AnyResource<ResourceType>> = Omit<Type, 'id'> & { id: string };

export interface PriorAuthorizationRequest {
  /** UUID of this version of the request. */
  id: string;
  /** Our trace number of the whole. */
  trace: TraceNumber;
  /** An instant with its offset. */
  created: string;
  claimType: 'professional' | 'institutional' | 'oral' | 'pharmacy' | 'vision';
  /** `stat` is asked as urgent: a clinician has to attest it. */
  priority: 'normal' | 'stat';
  patient: Party<Patient>;
  /** Beneficiary, payor and subscriber are written from the parties. */
  coverage: Party<Omit<Coverage, 'beneficiary' | 'payor' | 'subscriber'>>;
  /** `null` = the patient. */
  subscriber: Party<Omit<RelatedPerson, 'patient'>> | null;
  insurer: Party<Organization>;
  provider: Party<Organization>;
  /** Whom an earlier version named stays named. */
  careTeam: CareTeamMember[];
  diagnoses: RequestedDiagnosis[];
  items: RequestedItem[];
  /**
   * The versions that were sent before, newest first, as they were sent; empty for a first request. An update resends
   * every item ever asked for. What changed is found by comparing with the newest.
   */
  earlier: Claim[];
}

export interface TraceNumber {
  system: string;
  value: string;
}

export interface CareTeamMember {
  /** By which items name the member; stays in updates. */
  sequence: number;
  practitioner: Party<Practitioner>;
  role: CodeableConcept | null;
}

export interface RequestedDiagnosis {
  /** By which items name the diagnosis; stays in updates. */
  sequence: number;
  /** ICD-10-CM, with its dot. */
  code: string;
}

export interface RequestedItem {
  /** The tracing key: the answer names the item by it. Stays in updates, and is never used again. */
  sequence: number;
  /** `null` = the sequence and the trace of the whole suffice. */
  trace: TraceNumber | null;
  service: { system: 'cpt' | 'hcpcs' | 'ndc'; code: string };
  /** Two characters each. */
  modifiers: string[];
  quantity: { value: number; unit: string | null };
  /** Local dates of the service; `until` null = that one day. */
  from: string;
  until: string | null;
  /** CMS place of service: two digits. */
  placeOfService: string | null;
  /** X12 1365, e.g. `42` home health care. */
  serviceType: string | null;
  reviewedAs: keyof typeof requestTypes;
  certification: keyof typeof certificationTypes;
  /** The payer's numbers of an earlier decision about it: of what was certified, and of what was not. */
  authorizationNumber: string | null;
  administrationNumber: string | null;
  diagnoses: number[];
  careTeam: number[];
  /** No longer wanted. */
  isCancelled: boolean;
}
