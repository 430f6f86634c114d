// Claims and answers of our own for specs, in the shapes that payers send.
import type { Claim, ClaimResponse, ClaimResponseItem } from './claims.ts';
import type { CodeableConcept, Extension } from './data-types.ts';

export function coded(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] };
}

const professional = coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional');

export function aClaim(over: Partial<Claim> = {}): Claim {
  return {
    resourceType: 'Claim',
    id: 'cl1',
    status: 'active',
    type: professional,
    use: 'preauthorization',
    patient: { reference: 'Patient/p1' },
    created: '2027-03-14T09:30:00-04:00',
    provider: { reference: 'Organization/o1' },
    priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/c1' } }],
    item: [{ sequence: 1, productOrService: coded('http://www.ama-assn.org/go/cpt', '73721') }],
    ...over,
  };
}

export function aClaimResponse(over: Partial<ClaimResponse> = {}): ClaimResponse {
  return {
    resourceType: 'ClaimResponse',
    id: 'cr1',
    status: 'active',
    type: professional,
    use: 'preauthorization',
    patient: { reference: 'Patient/p1' },
    created: '2027-03-15',
    insurer: { reference: 'Organization/o2' },
    request: { reference: 'Claim/cl1' },
    outcome: 'complete',
    ...over,
  };
}

const submitted = coded('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted');
export const pasUrl = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';

/** As payers answer now: on the adjudication of the item. */
export function anAnsweredItem(
  action: string,
  over: Partial<ClaimResponseItem> = {},
  parts: Extension[] = [],
): ClaimResponseItem {
  return {
    itemSequence: 1,
    adjudication: [{ category: submitted, extension: [aReviewAction(action, parts)] }],
    ...over,
  };
}

export function aReviewAction(action: string, parts: Extension[] = []): Extension {
  return {
    url: `${pasUrl}extension-reviewAction`,
    extension: [
      {
        url: `${pasUrl}extension-reviewActionCode`,
        valueCodeableConcept: coded('https://codesystem.x12.org/005010/306', action),
      },
      ...parts,
    ],
  };
}
