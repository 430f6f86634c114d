// Builders for specs: the page of a queue in a browser, with its server and its socket in the hand of the spec.
import type { HarnessQuery, ComponentHarness } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding, type Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Attachment } from '#contract/attachment';
import type { Patient, PatientSummary } from '#contract/patients';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Me } from '#contract/staff';
import type { WorkItem } from '#contract/work';
import { FakeSocket, riverside, type FakeServer } from '../given-session';
import { NEXT_FRAME } from '../next-frame';
import { Session } from '../session';
import { minutesLater, sam, standingClock } from './given-queue';

/** What every queue asks of its server: the list, its count, saved views, each item, and the header of its patient. */
export function serveQueue(
  server: FakeServer,
  queue: string,
  {
    items,
    files = [],
  }: { items: readonly (WorkItem & { patient: PatientSummary | null })[]; files?: Attachment[] },
): FakeServer {
  const root = `GET /api/${queue}`;
  server
    .when(`${root}/items`, { items, next: null, asOf: 0 })
    .when(`${root}/items/count`, { open: items.length, late: 0, mine: 0, snoozed: 0 })
    .when(`${root}/views`, { items: [], asOf: 0 })
    .when('GET /api/staff/colleagues', { items: [sam()] });
  for (const item of items) {
    server.when(`${root}/items/${item.id}`, {
      ...{ item, steps: [], comments: [], attachments: files, links: [] },
    });
    const patient = item.patient && whole(item.patient);
    if (patient) server.when(`GET /api/patients/${patient.id}/header`, { patient, lookAlikes: [] });
  }
  return server;
}

function whole(patient: PatientSummary): Patient {
  const none = { pronouns: null, phone: null, email: null, zone: null };
  return { ...patient, ...none, sex: 'female', language: 'en', version: 1 };
}

/** Reached through the router, spoken to as it begins. */
export async function visitQueuePage<H extends ComponentHarness>(of: {
  queue: string;
  routes: Routes;
  harness: HarnessQuery<H>;
  server: FakeServer;
  url: string;
  person: Me;
  /** Of the window, in pixels; left out = as wide as it is. */
  width?: number;
}) {
  const { queue, routes, harness, server, url, person, width } = of;
  const socket = new FakeSocket();
  const clock = standingClock();
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: queue, children: routes },
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
  const size = width === undefined ? '' : `; inline-size: ${width}px`;
  (pages.fixture.nativeElement as HTMLElement).style.cssText =
    `display: block; block-size: 700px${size}`;
  window.dispatchEvent(new Event('resize'));
  const page = await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(harness);
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
    socket.says.changes({ feed: `${queue}:${riverside}`, changes });
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
