// A decision about a refill as FHIR: what is granted is an active order; what is not is a cancelled one with its reason.
import type { MedicationOrder } from '#contract/prescription';
import {
  denialReasons,
  type DenialReason,
  type RefillDecisionKind,
} from '#contract/refill-workflow';
import type { DispenseRequest, MedicationRequest } from '../../interop/fhir/medications.ts';
import type { CodeableConcept, Identifier } from '../../interop/fhir/data-types.ts';

/** Under which what we decide leaves, and what is known of it comes back. */
export const ourRefills = 'urn:daysheet:refill';
export const ourPrescriptions = 'urn:daysheet:prescription';

const ucum = 'http://unitsofmeasure.org';

export interface DecisionFacts {
  itemId: string;
  kind: RefillDecisionKind;
  reason: DenialReason | null;
  /** What was granted; of a denial, what was asked for. */
  order: MedicationOrder;
  isGranted: boolean;
  note: string;
  decidedAt: string;
  decidedBy: string;
  patient: { mrn: string; family: string; given: string; birthOn: string };
  /** The prescription that is renewed. */
  priorId: string | null;
  /** The sender's own number of the request. */
  reference: string | null;
  pharmacy: { name: string; ncpdpId: string } | null;
}

export function decisionResource(of: DecisionFacts): MedicationRequest {
  const { order, patient, priorId } = of;
  const contained: { resourceType: string; id: string; [part: string]: unknown }[] = [
    {
      resourceType: 'Patient',
      id: 'patient',
      identifier: [{ system: 'urn:daysheet:mrn', value: patient.mrn }],
      name: [{ family: patient.family, given: [patient.given] }],
      birthDate: patient.birthOn,
    },
  ];
  return {
    resourceType: 'MedicationRequest',
    contained,
    identifier: [{ system: ourRefills, value: of.itemId }, ...senderNumber(of.reference)],
    status: of.isGranted ? 'active' : 'cancelled',
    ...(of.isGranted ? {} : { statusReason: reasonOf(of) }),
    intent: 'order',
    medicationCodeableConcept: drugConcept(order),
    subject: { reference: '#patient' },
    authoredOn: of.decidedAt,
    requester: { display: of.decidedBy },
    ...(of.note === '' ? {} : { note: [{ text: of.note }] }),
    ...(order.sig === '' ? {} : { dosageInstruction: [{ text: order.sig }] }),
    ...(of.isGranted ? { dispenseRequest: fillOf(of) } : {}),
    ...(priorId === null
      ? {}
      : { priorPrescription: { identifier: { system: ourPrescriptions, value: priorId } } }),
  };
}

/** `system value`, as it is kept of what came in. */
function senderNumber(reference: string | null): Identifier[] {
  const [system, value] = (reference ?? '').split(' ');
  return system === undefined || value === undefined ? [] : [{ system, value }];
}

/** The reasons are codes of HL7 v3 ActReason. */
function reasonOf({ reason }: DecisionFacts): CodeableConcept {
  return reason === null
    ? { text: 'The prescription has fills left' }
    : {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
            code: reason.toUpperCase(),
          },
        ],
        text: denialReasons[reason],
      };
}

function drugConcept({ rxnorm, name, strength, form }: MedicationOrder): CodeableConcept {
  const text = [name, strength, form].filter((word) => word !== '').join(' ');
  const system = 'http://www.nlm.nih.gov/research/umls/rxnorm';
  return rxnorm === null ? { text } : { coding: [{ system, code: rxnorm }], text };
}

function fillOf({ order, pharmacy }: DecisionFacts): DispenseRequest {
  const { quantity, unit, daysSupply, repeats } = order;
  return {
    numberOfRepeatsAllowed: repeats ?? 0,
    ...(quantity === null
      ? {}
      : { quantity: { value: quantity, ...(unit === '' ? {} : { unit }) } }),
    ...(daysSupply === null
      ? {}
      : { expectedSupplyDuration: { value: daysSupply, unit: 'days', system: ucum, code: 'd' } }),
    ...(pharmacy === null
      ? {}
      : {
          performer: {
            display: pharmacy.name,
            identifier: {
              system: 'http://terminology.hl7.org/NamingSystem/NCPDPProviderIdentificationNumber',
              value: pharmacy.ncpdpId,
            },
          },
        }),
  };
}
