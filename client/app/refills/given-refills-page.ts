// Builder for specs: the page of refills in a browser, with its server and its socket in the hand of the spec.
import type { RefillCard } from '#contract/refill-card';
import type { Refill } from '#contract/refill-request';
import type { Me } from '#contract/staff';
import { aGrant, aPerson, FakeServer } from '../platform/given-session';
import { serveQueue, visitQueuePage } from '../platform/work-queue/given-queue-page';
import { aCard } from './given-refills';
import { RefillsPageHarness } from './refills-page-harness';
import { refillsRoutes } from './refills-routes';

export interface RefillScene {
  refills?: Refill[];
  cards?: RefillCard[];
  url?: string;
  person?: Me;
  prepare?: (server: FakeServer) => void;
}

/** Of which a new day begins: the clinic opens on Tuesday. */
export const before = '2026-11-25T05:00:00.000Z';

export function pharmacist(): Me {
  return aPerson({ grants: [aGrant('pharmacist')] });
}

export function refillServer(refills: readonly Refill[], cards: readonly RefillCard[]): FakeServer {
  const server = serveQueue(new FakeServer(), 'refills', { items: refills }).when(
    'GET /api/refills/outlook',
    { opensOn: '2026-11-24', before, pressing: refills.length, unknown: 0, errors: 0 },
  );
  for (const item of refills) {
    const card = cards.find(({ itemId }) => itemId === item.id) ?? aCard(item);
    server.when(`GET /api/refills/items/${item.id}/card`, card);
  }
  return server;
}

export function visitRefills({
  refills = [],
  cards = [],
  url = '/refills?show=open',
  person = pharmacist(),
  prepare,
}: RefillScene = {}) {
  const server = refillServer(refills, cards);
  prepare?.(server);
  return visitQueuePage({
    ...{
      queue: 'refills',
      routes: refillsRoutes,
      harness: RefillsPageHarness,
      server,
      url,
      person,
    },
  });
}
