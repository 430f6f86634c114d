// What is prescribed and handed out. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type {
  Annotation,
  CodeableConcept,
  CodeOf,
  Identifier,
  Period,
  Quantity,
  Range,
  Ratio,
  Reference,
  SimpleQuantity,
} from './data-types.ts';

interface OfMedication {
  medicationCodeableConcept?: CodeableConcept;
  medicationReference?: Reference;
}

export interface MedicationRequest extends AnyResource<'MedicationRequest'>, OfMedication {
  status: CodeOf<'medicationrequest-status'>;
  statusReason?: CodeableConcept;
  intent: CodeOf<'medicationrequest-intent'>;
  category?: CodeableConcept[];
  priority?: CodeOf<'request-priority'>;
  doNotPerform?: boolean;
  reportedBoolean?: boolean;
  reportedReference?: Reference;
  subject: Reference;
  encounter?: Reference;
  authoredOn?: string;
  requester?: Reference;
  performer?: Reference;
  recorder?: Reference;
  reasonCode?: CodeableConcept[];
  basedOn?: Reference[];
  groupIdentifier?: Identifier;
  note?: Annotation[];
  dosageInstruction?: Dosage[];
  dispenseRequest?: DispenseRequest;
  substitution?: Substitution;
  priorPrescription?: Reference;
}

export interface DispenseRequest {
  initialFill?: { quantity?: SimpleQuantity; duration?: SimpleQuantity };
  dispenseInterval?: Quantity;
  validityPeriod?: Period;
  /** Beyond the first fill. */
  numberOfRepeatsAllowed?: number;
  /** Of each fill. */
  quantity?: SimpleQuantity;
  /** How long one fill lasts. */
  expectedSupplyDuration?: Quantity;
  performer?: Reference;
}

/** One of the two `allowed…`. */
export interface Substitution {
  allowedBoolean?: boolean;
  allowedCodeableConcept?: CodeableConcept;
  reason?: CodeableConcept;
}

export interface MedicationDispense extends AnyResource<'MedicationDispense'>, OfMedication {
  /** `completed` = picked up. */
  status: CodeOf<'medicationdispense-status'>;
  subject?: Reference;
  performer?: { function?: CodeableConcept; actor: Reference }[];
  authorizingPrescription?: Reference[];
  type?: CodeableConcept;
  quantity?: SimpleQuantity;
  daysSupply?: SimpleQuantity;
  whenPrepared?: string;
  whenHandedOver?: string;
  note?: Annotation[];
  dosageInstruction?: Dosage[];
}

export interface Medication extends AnyResource<'Medication'> {
  code?: CodeableConcept;
  status?: CodeOf<'medication-status'>;
  form?: CodeableConcept;
  amount?: Ratio;
  ingredient?: {
    itemCodeableConcept?: CodeableConcept;
    itemReference?: Reference;
    isActive?: boolean;
    strength?: Ratio;
  }[];
}

export interface Dosage {
  sequence?: number;
  text?: string;
  additionalInstruction?: CodeableConcept[];
  patientInstruction?: string;
  timing?: Timing;
  asNeededBoolean?: boolean;
  asNeededCodeableConcept?: CodeableConcept;
  route?: CodeableConcept;
  doseAndRate?: { type?: CodeableConcept; doseQuantity?: SimpleQuantity; doseRange?: Range }[];
  maxDosePerPeriod?: Ratio;
}

export interface Timing {
  event?: string[];
  repeat?: {
    boundsPeriod?: Period;
    boundsDuration?: Quantity;
    count?: number;
    countMax?: number;
    duration?: number;
    durationMax?: number;
    durationUnit?: CodeOf<'units-of-time'>;
    frequency?: number;
    frequencyMax?: number;
    period?: number;
    periodMax?: number;
    periodUnit?: CodeOf<'units-of-time'>;
    dayOfWeek?: CodeOf<'days-of-week'>[];
    timeOfDay?: string[];
    when?: CodeOf<'event-timing'>[];
    offset?: number;
  };
  code?: CodeableConcept;
}
