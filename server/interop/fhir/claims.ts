// What is asked of a payer and what the payer answers. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type {
  CodeableConcept,
  CodeOf,
  Extension,
  Identifier,
  Money,
  Period,
  Reference,
  SimpleQuantity,
} from './data-types.ts';

export interface Claim extends AnyResource<'Claim'> {
  extension?: Extension[];
  status: CodeOf<'fm-status'>;
  type: CodeableConcept;
  use: CodeOf<'claim-use'>;
  patient: Reference;
  created: string;
  insurer?: Reference;
  provider: Reference;
  priority: CodeableConcept;
  related?: { claim?: Reference; relationship?: CodeableConcept; reference?: Identifier }[];
  careTeam?: ClaimCareTeam[];
  supportingInfo?: ClaimSupportingInfo[];
  diagnosis?: ClaimDiagnosis[];
  insurance: [ClaimInsurance, ...ClaimInsurance[]];
  item?: ClaimItem[];
  total?: Money;
}

export interface ClaimCareTeam {
  extension?: Extension[];
  sequence: number;
  provider: Reference;
  role?: CodeableConcept;
  qualification?: CodeableConcept;
}

export interface ClaimSupportingInfo {
  extension?: Extension[];
  modifierExtension?: Extension[];
  sequence: number;
  category: CodeableConcept;
  valueString?: string;
  valueReference?: Reference;
}

/** One of the two `diagnosis…`. */
export interface ClaimDiagnosis {
  extension?: Extension[];
  sequence: number;
  diagnosisCodeableConcept?: CodeableConcept;
  diagnosisReference?: Reference;
}

export interface ClaimInsurance {
  sequence: number;
  /** The one that is asked. */
  focal: boolean;
  coverage: Reference;
  preAuthRef?: string[];
}

export interface ClaimItem {
  extension?: Extension[];
  modifierExtension?: Extension[];
  /** By which the answer names the item. */
  sequence: number;
  careTeamSequence?: number[];
  diagnosisSequence?: number[];
  category?: CodeableConcept;
  productOrService: CodeableConcept;
  modifier?: CodeableConcept[];
  servicedDate?: string;
  servicedPeriod?: Period;
  locationCodeableConcept?: CodeableConcept;
  quantity?: SimpleQuantity;
}

export interface ClaimResponse extends AnyResource<'ClaimResponse'> {
  extension?: Extension[];
  status: CodeOf<'fm-status'>;
  type: CodeableConcept;
  use: CodeOf<'claim-use'>;
  patient: Reference;
  created: string;
  insurer: Reference;
  requestor?: Reference;
  request?: Reference;
  /** Of the processing: `complete` is neither approved nor paid. */
  outcome: CodeOf<'remittance-outcome'>;
  disposition?: string;
  preAuthRef?: string;
  preAuthPeriod?: Period;
  item?: ClaimResponseItem[];
  addItem?: ClaimResponseAddedItem[];
  processNote?: { number?: number; text: string }[];
  error?: ClaimResponseError[];
}

export interface ClaimResponseItem {
  extension?: Extension[];
  itemSequence: number;
  noteNumber?: number[];
  adjudication: Adjudication[];
}

/** A line that the payer added, in place of those that it names or beside them. */
export interface ClaimResponseAddedItem {
  extension?: Extension[];
  itemSequence?: number[];
  productOrService: CodeableConcept;
  quantity?: SimpleQuantity;
  noteNumber?: number[];
  adjudication: Adjudication[];
}

export interface Adjudication {
  extension?: Extension[];
  category: CodeableConcept;
  reason?: CodeableConcept;
  amount?: Money;
  value?: number;
}

export interface ClaimResponseError {
  extension?: Extension[];
  itemSequence?: number;
  code: CodeableConcept;
}
