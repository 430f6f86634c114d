// Builder for specs: the page of results in a browser, with its server and its socket in the hand of the spec.
import type { ResultRecord } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import type { Me, Provider } from '#contract/staff';
import { aGrant, aPerson, FakeServer } from '../platform/given-session';
import { idOf, sam } from '../platform/work-queue/given-queue';
import { serveQueue, visitQueuePage } from '../platform/work-queue/given-queue-page';
import { aRecord, aRelease } from './given-results';
import type { ResultRelease } from './results-api';
import { ResultsPageHarness } from './results-page-harness';
import { resultsRoutes } from './results-routes';

export interface ResultScene {
  results?: Result[];
  /** Of every result. */
  record?: ResultRecord;
  release?: ResultRelease;
  url?: string;
  person?: Me;
  prepare?: (server: FakeServer) => void;
}

export const providerId = idOf(90);
export const aVisitType = { id: idOf(89), name: 'Follow-up' };

export function clinician(): Me {
  return aPerson({ grants: [aGrant('clinician')] });
}

function aProvider(): Provider {
  const none = { credentials: 'MD', specialty: '', languages: [], gender: null, clinicIds: [] };
  return { id: providerId, family: 'Lee', given: 'Hannah', ...none, version: 1 };
}

export function resultServer({
  results = [],
  record = aRecord(),
  release = aRelease(),
}: ResultScene): FakeServer {
  const server = serveQueue(new FakeServer(), 'results', { items: results })
    .when('GET /api/staff/colleagues', { items: [{ ...sam(), roles: ['clinician'] }] })
    .when('GET /api/staff/providers', { items: [aProvider()] })
    .when('GET /api/availability/visit-types', { items: [aVisitType] });
  for (const item of results) {
    server.when(`GET /api/results/items/${item.id}/record`, record);
    server.when(`GET /api/results/items/${item.id}/release`, release);
  }
  return server;
}

export function visitResults({
  url = '/results',
  person = clinician(),
  prepare,
  ...scene
}: ResultScene = {}) {
  const server = resultServer(scene);
  prepare?.(server);
  return visitQueuePage({
    ...{
      queue: 'results',
      routes: resultsRoutes,
      harness: ResultsPageHarness,
      server,
      url,
      person,
    },
    width: 1500,
  });
}
