// Builder for specs: the page of authorizations in a browser, with its server and its socket in the hand of the spec.
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Patient } from '#contract/patients';
import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Me, Provider } from '#contract/staff';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { idOf, minutesLater, sam, standingClock } from '../platform/work-queue/given-queue';
import type { AuthorizationStory } from './authorizations-api';
import { emptyStory } from './given-authorizations';
import { AuthorizationsPageHarness } from './authorizations-page-harness';
import { authorizationsRoutes } from './authorizations-routes';

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
const feed = `authorizations:${riverside}`;

export function specialist(): Me {
  return aPerson({ grants: [aGrant('authorization-specialist')] });
}

function patientOf({ patient }: Authorization): Patient {
  const { language, sex } = { language: 'en', sex: 'female' } as const;
  const none = { pronouns: null, phone: null, email: null, zone: null };
  return { ...patient, ...none, sex, language, version: 1 };
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
  const server = new FakeServer()
    .when('GET /api/authorizations/items', { items: requests, next: null, asOf: 0 })
    .when('GET /api/authorizations/items/count', {
      ...{ open: requests.length, late: 0, mine: 0, snoozed: 0 },
    })
    .when('GET /api/authorizations/views', { items: [], asOf: 0 })
    .when('GET /api/staff/colleagues', { items: [sam()] })
    .when('GET /api/staff/providers', { items: [aProvider()] })
    .when('GET /api/availability/visit-types', { items: [] });
  for (const item of requests) {
    const detail = { item, steps: [], comments: [], attachments: files, links: [] };
    server.when(`GET /api/authorizations/items/${item.id}`, detail);
    server.when(`GET /api/authorizations/items/${item.id}/record`, story);
    const patient = patientOf(item);
    server.when(`GET /api/patients/${patient.id}/header`, { patient, lookAlikes: [] });
  }
  return server;
}

export async function visitAuthorizations({
  url = '/authorizations',
  person = specialist(),
  prepare,
  ...scene
}: AuthorizationScene = {}) {
  const server = authorizationServer(scene);
  const socket = new FakeSocket();
  const clock = standingClock();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'authorizations', children: authorizationsRoutes },
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
  const page = await loader.getHarness(AuthorizationsPageHarness);
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
