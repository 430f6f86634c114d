// Builder for specs: the page of claims in a browser, with its server and its socket in the hand of the spec.
import type { ClaimRecord } from '#contract/claim-record';
import type { FollowUp } from '#contract/claim-follow-up';
import type { Me } from '#contract/staff';
import { aGrant, aPerson, FakeServer } from '../platform/given-session';
import { serveQueue, visitQueuePage } from '../platform/work-queue/given-queue-page';
import { ClaimsPageHarness } from './claims-page-harness';
import { claimsRoutes } from './claims-routes';
import { aRecord } from './given-claims';

export interface ClaimScene {
  followUps?: FollowUp[];
  /** Of every follow-up. */
  record?: ClaimRecord;
  url?: string;
  person?: Me;
  prepare?: (server: FakeServer) => void;
}

export function biller(): Me {
  return aPerson({ grants: [aGrant('biller')] });
}

export function visitClaims({
  url = '/claims',
  person = biller(),
  followUps = [],
  record = aRecord(),
  prepare,
}: ClaimScene = {}) {
  const server = serveQueue(new FakeServer(), 'claims', { items: followUps });
  for (const { id } of followUps) server.when(`GET /api/claims/items/${id}/record`, record);
  prepare?.(server);
  return visitQueuePage({
    ...{ queue: 'claims', routes: claimsRoutes, harness: ClaimsPageHarness, server, url, person },
    width: 1700,
  });
}
