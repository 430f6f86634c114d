// Builder for specs: the page of authorizations in a browser, with its server and its socket in the hand of the spec.
import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import type { Me, Provider } from '#contract/staff';
import { aGrant, aPerson, FakeServer } from '../platform/given-session';
import { idOf } from '../platform/work-queue/given-queue';
import { serveQueue, visitQueuePage } from '../platform/work-queue/given-queue-page';
import type { AuthorizationStory } from './authorizations-api';
import { AuthorizationsPageHarness } from './authorizations-page-harness';
import { authorizationsRoutes } from './authorizations-routes';
import { emptyStory } from './given-authorizations';

export interface AuthorizationScene {
  requests?: Authorization[];
  /** Of every request. */
  files?: Attachment[];
  story?: AuthorizationStory;
  url?: string;
  person?: Me;
  prepare?: (server: FakeServer) => void;
}

export const providerId = idOf(90);

export function specialist(): Me {
  return aPerson({ grants: [aGrant('authorization-specialist')] });
}

function aProvider(): Provider {
  const none = { credentials: 'MD', specialty: '', languages: [], gender: null, clinicIds: [] };
  return { id: providerId, family: 'Lee', given: 'Hannah', ...none, version: 1 };
}

export function authorizationServer({
  requests = [],
  files = [],
  story = emptyStory,
}: AuthorizationScene): FakeServer {
  const server = serveQueue(new FakeServer(), 'authorizations', { items: requests, files })
    .when('GET /api/staff/providers', { items: [aProvider()] })
    .when('GET /api/availability/visit-types', { items: [] });
  for (const item of requests)
    server.when(`GET /api/authorizations/items/${item.id}/record`, story);
  return server;
}

export function visitAuthorizations({
  url = '/authorizations',
  person = specialist(),
  prepare,
  ...scene
}: AuthorizationScene = {}) {
  const server = authorizationServer(scene);
  prepare?.(server);
  return visitQueuePage({
    ...{ queue: 'authorizations', routes: authorizationsRoutes, server, url, person },
    ...{ harness: AuthorizationsPageHarness, width: 1500 },
  });
}
