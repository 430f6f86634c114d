// Builder for specs: the page of refills in a browser, with its server and its socket in the hand of the spec.
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Patient } from '#contract/patients';
import type { RefillCard } from '#contract/refill-card';
import type { Refill } from '#contract/refill-request';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Me } from '#contract/staff';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { minutesLater, sam, standingClock } from '../platform/work-queue/given-queue';
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
const feed = `refills:${riverside}`;

export function pharmacist(): Me {
  return aPerson({ grants: [aGrant('pharmacist')] });
}

function patientOf({ patient }: Refill): Patient | null {
  if (!patient) return null;
  const { language, sex } = { language: 'en', sex: 'female' } as const;
  const none = { pronouns: null, phone: null, email: null, zone: null };
  return { ...patient, ...none, sex, language, version: 1 };
}

export function refillServer(refills: readonly Refill[], cards: readonly RefillCard[]): FakeServer {
  const server = new FakeServer()
    .when('GET /api/refills/items', { items: refills, next: null, asOf: 0 })
    .when('GET /api/refills/items/count', { open: refills.length, late: 0, mine: 0, snoozed: 0 })
    .when('GET /api/refills/views', { items: [], asOf: 0 })
    .when('GET /api/refills/outlook', {
      opensOn: '2026-11-24',
      before,
      pressing: refills.length,
      unknown: 0,
      errors: 0,
    })
    .when('GET /api/staff/colleagues', { items: [sam()] });
  for (const item of refills) {
    const detail = { item, steps: [], comments: [], attachments: [], links: [] };
    const card = cards.find(({ itemId }) => itemId === item.id) ?? aCard(item);
    server.when(`GET /api/refills/items/${item.id}`, detail);
    server.when(`GET /api/refills/items/${item.id}/card`, card);
    const patient = patientOf(item);
    if (patient) server.when(`GET /api/patients/${patient.id}/header`, { patient, lookAlikes: [] });
  }
  return server;
}

export async function visitRefills({
  refills = [],
  cards = [],
  url = '/refills?show=open',
  person = pharmacist(),
  prepare,
}: RefillScene = {}) {
  const server = refillServer(refills, cards);
  const socket = new FakeSocket();
  const clock = standingClock();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'refills', children: refillsRoutes },
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
  (pages.fixture.nativeElement as HTMLElement).style.cssText = 'display: block; block-size: 700px';
  window.dispatchEvent(new Event('resize'));
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(RefillsPageHarness);
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
