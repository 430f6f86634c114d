// Builder for specs: the page of results in a browser, with its server and its socket in the hand of the spec.
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Patient } from '#contract/patients';
import type { ResultRecord } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Me, Provider } from '#contract/staff';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { idOf, minutesLater, sam, standingClock } from '../platform/work-queue/given-queue';
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
const feed = `results:${riverside}`;

export function clinician(): Me {
  return aPerson({ grants: [aGrant('clinician')] });
}

function patientOf({ patient }: Result): Patient | null {
  if (!patient) return null;
  const { language, sex } = { language: 'en', sex: 'female' } as const;
  const none = { pronouns: null, phone: null, email: null, zone: null };
  return { ...patient, ...none, sex, language, version: 1 };
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
  const server = new FakeServer()
    .when('GET /api/results/items', { items: results, next: null, asOf: 0 })
    .when('GET /api/results/items/count', { open: results.length, late: 0, mine: 0, snoozed: 0 })
    .when('GET /api/results/views', { items: [], asOf: 0 })
    .when('GET /api/staff/colleagues', { items: [{ ...sam(), roles: ['clinician'] }] })
    .when('GET /api/staff/providers', { items: [aProvider()] })
    .when('GET /api/availability/visit-types', { items: [aVisitType] });
  for (const item of results) {
    const detail = { item, steps: [], comments: [], attachments: [], links: [] };
    server.when(`GET /api/results/items/${item.id}`, detail);
    server.when(`GET /api/results/items/${item.id}/record`, record);
    server.when(`GET /api/results/items/${item.id}/release`, release);
    const patient = patientOf(item);
    if (patient) server.when(`GET /api/patients/${patient.id}/header`, { patient, lookAlikes: [] });
  }
  return server;
}

export async function visitResults({
  url = '/results',
  person = clinician(),
  prepare,
  ...scene
}: ResultScene = {}) {
  const server = resultServer(scene);
  const socket = new FakeSocket();
  const clock = standingClock();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'results', children: resultsRoutes },
          { path: '**', children: [] },
        ],
        withComponentInputBinding(),
      ),
      server.provider,
      socket.provider,
      clock.provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(person);
  const pages = await RouterTestingHarness.create(url);
  (pages.fixture.nativeElement as HTMLElement).style.cssText =
    'display: block; block-size: 700px; inline-size: 1500px';
  window.dispatchEvent(new Event('resize'));
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(ResultsPageHarness);
  const shown = async (): Promise<void> => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await pages.fixture.whenStable();
  };
  const serverTime = clock.now();
  socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime });
  await shown();
  const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
    (document.activeElement ?? document).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
    await shown();
  };
  const hear = async (...changes: ChangeEnvelope[]): Promise<void> => {
    socket.says.changes({ feed, changes });
    await shown();
    await shown();
  };
  /** Long enough that the keys of what came into the hand are awake. */
  const read = async (): Promise<void> => {
    clock.now.set(minutesLater(1 / 60, clock.now()));
    await shown();
  };
  return { page, server, socket, press, hear, read, shown, router: TestBed.inject(Router) };
}
