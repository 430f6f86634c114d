// Builders for specs: the privacy page over a server that answers what the spec says.
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { PatientSummary } from '#contract/patients';
import type {
  Access,
  AccessPerson,
  AccessReview,
  AccessToReview,
  FailedTry,
  TakenOut,
  WatchedPerson,
} from '#contract/privacy';
import { aGrant, aPerson, FakeServer, FakeSocket } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';
import { privacyRoutes } from './privacy-routes';

export const toReview = 'GET /api/privacy/to-review';
export const countToReview = 'GET /api/privacy/to-review/count';
export const reviews = 'GET /api/privacy/reviews';
export const writeReview = 'POST /api/privacy/reviews/write';
export const ofPatient = 'POST /api/privacy/patient-accesses/search';
export const ofPerson = 'POST /api/privacy/person-accesses/search';
export const takenOutList = 'POST /api/privacy/taken-out/search';
export const failedTriesList = 'POST /api/privacy/failed-tries/search';
export const people = 'GET /api/privacy/people';
export const takeList = 'POST /api/privacy/lists/take';

export const sam: AccessPerson = {
  id: '018f0000-0000-7000-8000-000000000700',
  family: 'Rivera',
  given: 'Sam',
};

export const ana: PatientSummary = {
  id: '018f0000-0000-7000-8000-000000000b01',
  mrn: 'T-1',
  family: 'Diaz',
  given: 'Ana',
  birthOn: '1962-03-14',
  interpreter: false,
};

export function aPair(overrides: Partial<AccessToReview> = {}): AccessToReview {
  return {
    person: sam,
    patient: ana,
    flags: ['own-chart'],
    count: 5,
    opened: 2,
    firstAt: '2026-11-23T13:00:00.000Z',
    lastAt: '2026-11-23T13:30:00.000Z',
    ...overrides,
  };
}

export function anAccess(overrides: Partial<Access> = {}): Access {
  return {
    id: '018f0000-0000-7000-8000-000000000c01',
    at: '2026-11-23T13:30:00.000Z',
    person: sam,
    patient: ana,
    act: 'getPatientRecord',
    way: 'opened',
    requestId: '018f0000-0000-7000-8000-00000000beef',
    flags: [],
    isReviewed: false,
    ...overrides,
  };
}

export function aReview(overrides: Partial<AccessReview> = {}): AccessReview {
  const { person, patient, flags, count, firstAt, lastAt } = aPair();
  return {
    id: '018f0000-0000-7000-8000-000000000d01',
    ...{ person, patient, flags, count, firstAt, lastAt },
    note: 'Asked their manager',
    reviewedAt: '2026-11-23T14:00:00.000Z',
    reviewedBy: { ...sam, family: 'Officer' },
    ...overrides,
  };
}

export function aTaken(overrides: Partial<TakenOut> = {}): TakenOut {
  return {
    id: '018f0000-0000-7000-8000-000000000e01',
    at: '2026-11-23T13:30:00.000Z',
    person: sam,
    act: 'exportCalls',
    target: 'csv',
    patients: 24,
    requestId: '018f0000-0000-7000-8000-00000000beef',
    ...overrides,
  };
}

export function aTry(overrides: Partial<FailedTry> = {}): FailedTry {
  return {
    id: '018f0000-0000-7000-8000-000000000f01',
    at: '2026-11-23T13:30:00.000Z',
    person: sam,
    act: 'listStaffMembers',
    code: 'not-allowed',
    tries: 1,
    requestId: '018f0000-0000-7000-8000-00000000beef',
    ...overrides,
  };
}

export function aWatched(overrides: Partial<WatchedPerson> = {}): WatchedPerson {
  return { ...sam, left: false, ownChart: null, version: 0, ...overrides };
}

export function privacyServer(...pairs: AccessToReview[]): FakeServer {
  return new FakeServer()
    .when(toReview, { items: pairs, next: null })
    .when(countToReview, { count: pairs.length })
    .when(people, { items: [aWatched()] });
}

export async function visitPrivacy(server: FakeServer, url = '/privacy') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: 'privacy', children: privacyRoutes }], withComponentInputBinding()),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('administrator')] }));
  const harness = await RouterTestingHarness.create(url);
  const element = harness.fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await harness.fixture.whenStable();
  };
  await settle();
  const textOf = (one: HTMLElement): string => one.innerText.trim().replace(/\s+/g, ' ');
  return {
    harness,
    socket,
    settle,
    url: () => TestBed.inject(Router).url,
    text: () => textOf(element),
    dialog: () => textOf(element.querySelector<HTMLElement>('dialog[open]')!),
    hasDialog: () => element.querySelector('dialog[open]') !== null,
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('tbody tr')].map((row) =>
        [...row.querySelectorAll('td')].map(textOf),
      ),
    async press(words: string) {
      const wanted = [...element.querySelectorAll<HTMLElement>('button, nav a')].findLast((one) =>
        (one.getAttribute('aria-label') ?? one.textContent).includes(words),
      );
      if (!wanted) throw new Error(`Nothing says ${words}.`);
      wanted.click();
      await settle();
    },
    async fill(selector: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(selector)!;
      box.value = value;
      box.dispatchEvent(new Event(box.tagName === 'TEXTAREA' ? 'input' : 'change'));
      await settle();
    },
  };
}
