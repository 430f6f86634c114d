// Builder for specs: the calls page in a browser, with its server and its socket in the hand of the spec.
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Me } from '#contract/staff';
import { aPerson, FakeSocket, riverside, type FakeServer } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import {
  minutesLater,
  queueServer,
  standingClock,
  type aQueueChange,
  type QueueScene,
} from '../platform/work-queue/given-queue';
import { CallsPageHarness } from './calls-page-harness';
import { callsRoutes } from './calls-routes';
import { withPatients } from './given-calls';

interface Scene extends QueueScene {
  url?: string;
  person?: Me;
  prepare?: (server: FakeServer) => void;
}

const feed = `calls:${riverside}`;

export async function visitCalls({
  url = '/calls',
  person = aPerson(),
  prepare,
  ...scene
}: Scene = {}) {
  const server = withPatients(queueServer(scene), scene.calls ?? []);
  const socket = new FakeSocket();
  const clock = standingClock();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'calls', children: callsRoutes },
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
  const page = await loader.getHarness(CallsPageHarness);
  const shown = async (): Promise<void> => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await pages.fixture.whenStable();
  };
  await shown();
  const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
    (document.activeElement ?? document).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
    await shown();
  };
  const hear = async (...changes: ReturnType<typeof aQueueChange>[]): Promise<void> => {
    socket.says.changes({ feed, changes });
    await shown();
  };
  const pass = (ms: number): void => clock.now.set(minutesLater(ms / 60_000, clock.now()));
  return { page, pages, server, socket, press, hear, pass, shown, router: TestBed.inject(Router) };
}
