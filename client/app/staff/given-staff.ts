// Builders for specs: the people of a clinic, as the server answers them.
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Role } from '#contract/permission';
import type { IssuedLink } from '#contract/staff-link';
import type { StaffMember } from '#contract/staff-member';
import { aGrant, aPerson, FakeServer, FakeSocket } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';
import type { StaffRecord } from './staff-api';
import { staffRoutes } from './staff-routes';

export const members = 'GET /api/staff/members';
export const samId = '018f0000-0000-7000-8000-000000000700';
export const ofSam = `GET /api/staff/members/${samId}`;
export const postOfSam = (verb: string): string => `POST /api/staff/members/${samId}/${verb}`;

export function aMember(overrides: Partial<StaffMember> = {}): StaffMember {
  return {
    id: samId,
    given: 'Sam',
    family: 'Rivera',
    credentials: 'NP',
    specialty: '',
    npi: null,
    licence: null,
    prescriber: false,
    deaSchedules: [],
    supervisedById: null,
    languages: [],
    gender: null,
    isProvider: false,
    state: 'active',
    grants: [aGrant('scheduler')],
    hasSecondStep: false,
    hasPassword: true,
    lastSignInAt: '2026-11-23T13:00:00.000Z',
    linkUntil: null,
    version: 3,
    ...overrides,
  };
}

export function aRecord(member: StaffMember, overrides: Partial<StaffRecord> = {}): StaffRecord {
  return {
    member,
    holdings: { sessions: 1, openItems: 2, visitsAhead: 0, nextVisitAt: null },
    history: [],
    ...overrides,
  };
}

export function aLink(overrides: Partial<IssuedLink> = {}): IssuedLink {
  return {
    kind: 'invitation',
    path: '/join#secret-of-the-link',
    expiresAt: '2026-11-30T15:00:00.000Z',
    ...overrides,
  };
}

export function staffServer(...items: StaffMember[]): FakeServer {
  const server = new FakeServer()
    .when(members, { items })
    .when('GET /api/staff/colleagues', { items: [] });
  for (const one of items) server.when(`GET /api/staff/members/${one.id}`, aRecord(one));
  return server;
}

export async function visitStaff(
  server: FakeServer,
  { role = 'clinic-manager', url = '/staff' }: { role?: Role; url?: string } = {},
) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: 'staff', children: staffRoutes }], withComponentInputBinding()),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
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
    socket,
    settle,
    url: () => TestBed.inject(Router).url,
    text: () => textOf(element),
    has: (selector: string) => element.querySelector(selector) !== null,
    dialog: () => textOf(element.querySelector<HTMLElement>('dialog[open]')!),
    box: (selector: string) => element.querySelector<HTMLInputElement>(selector)!,
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('[data-member]')].map((row) =>
        [...row.querySelectorAll('td')].map(textOf),
      ),
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].findLast((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async tick(selector: string) {
      element.querySelector<HTMLInputElement>(selector)!.click();
      await settle();
    },
    async fill(selector: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(selector)!;
      box.value = value;
      box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input'));
      await settle();
    },
  };
}
