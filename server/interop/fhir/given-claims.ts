// Claims and answers of our own for specs, in the shapes that payers send.
import type { Claim, ClaimResponse } from './claims.ts';
import type { CodeableConcept } from './data-types.ts';

function coded(system: string, code: string): CodeableConcept {
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
