// What comes of requests for prior authorization, for specs.
import assert from 'node:assert/strict';
import type { Claim } from './claims.ts';
import { aRequest } from './given-prior-authorization.ts';
import { buildPriorAuthorization, type PriorAuthorizationBundle } from './prior-authorization.ts';
import type { PriorAuthorizationRequest } from './prior-authorization-request.ts';

export function built(request: PriorAuthorizationRequest): PriorAuthorizationBundle {
  const result = buildPriorAuthorization(request);
  assert.ok('bundle' in result, JSON.stringify(result));
  return result.bundle;
}

/** As it is read back from JSON. */
export function claimIn(bundle: PriorAuthorizationBundle): Claim {
  const [first] = JSON.parse(JSON.stringify(bundle.entry)) as { resource: Claim }[];
  assert.equal(first?.resource.resourceType, 'Claim');
  return first.resource;
}

export function claimOf(request: PriorAuthorizationRequest): Claim {
  return claimIn(built(request));
}

export function faultsOf(over: Partial<PriorAuthorizationRequest>): string[] {
  const result = buildPriorAuthorization(aRequest(over));
  assert.ok('faults' in result);
  return result.faults.map(({ path, reason }) => `${path} ${reason}`);
}
