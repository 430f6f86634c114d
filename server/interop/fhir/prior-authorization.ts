// A request for prior authorization, as Da Vinci has it sent: a Claim with everybody whom it names, in one Bundle.
import { isDeepStrictEqual } from 'node:util';
import type { Fault } from './check-resource.ts';
import type { Identifier } from './data-types.ts';
import { claimOf, referenceTo } from './prior-authorization-claim.ts';
import { entryFaults, requestFaults } from './prior-authorization-faults.ts';
import type { PriorAuthorizationRequest } from './prior-authorization-request.ts';
import type { Resource } from './resources.ts';

export interface PriorAuthorizationBundle {
  resourceType: 'Bundle';
  identifier: Identifier;
  type: 'collection';
  timestamp: string;
  /** The Claim first, the earlier ones last. */
  entry: { fullUrl: string; resource: Resource }[];
}

export type BuiltPriorAuthorization = { bundle: PriorAuthorizationBundle } | { faults: Fault[] };

/** The Bundle as it leaves; or what is wrong, by paths of the request, or of the Bundle where a party is wrong. */
export function buildPriorAuthorization(
  request: PriorAuthorizationRequest,
): BuiltPriorAuthorization {
  const asked = requestFaults(request);
  if (asked.length > 0) return { faults: asked };
  const entry = [claimOf(request), ...partiesOf(request), ...request.earlier]
    .filter(isFirstOfItsKind)
    .map((resource) => ({ fullUrl: `urn:uuid:${String(resource.id)}`, resource }));
  const bundle: PriorAuthorizationBundle = {
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${request.id}` },
    type: 'collection',
    timestamp: request.created,
    entry,
  };
  const faults = entryFaults(entry);
  return faults.length > 0 ? { faults } : { bundle };
}

function partiesOf(request: PriorAuthorizationRequest): Resource[] {
  const { patient, coverage, subscriber, insurer, provider, careTeam } = request;
  return [
    patient,
    {
      ...coverage,
      subscriber: referenceTo(subscriber ?? patient),
      beneficiary: referenceTo(patient),
      payor: [referenceTo(insurer)],
    },
    ...(subscriber === null ? [] : [{ ...subscriber, patient: referenceTo(patient) }]),
    insurer,
    provider,
    ...careTeam.map(({ practitioner }) => practitioner),
  ];
}

/** Who stands in the care team twice is sent once; two that differ both stay, and are a fault. */
function isFirstOfItsKind(resource: Resource, at: number, all: Resource[]): boolean {
  return all.findIndex((each) => isDeepStrictEqual(each, resource)) === at;
}
