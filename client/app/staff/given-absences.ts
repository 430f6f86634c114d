// Builders for specs: who of a clinic is away, as the server answers it at nine in the morning.
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Absence } from '#contract/absence';
import type { Role } from '#contract/permission';
import type { Colleague } from '#contract/staff';
import { aGrant, aPerson, FakeServer, FakeSocket } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';
import { AbsencesPage } from './absences-page/absences-page';

export const absences = 'GET /api/staff/absences';
export const meId = aPerson().staffId;
export const samId = '018f0000-0000-7000-8000-000000000700';

export function anAbsence(overrides: Partial<Absence> = {}): Absence {
  return {
    id: '018f0000-0000-7000-8000-000000007001',
    staffId: samId,
    coverId: meId,
    fromAt: '2026-11-23T05:00:00.000Z',
    untilAt: '2026-11-25T05:00:00.000Z',
    endedAt: null,
    version: 1,
    ...overrides,
  };
}

function aColleague(id: string, family: string, given: string): Colleague {
  return { id, family, given, roles: ['scheduler'], left: false };
}

export function awayServer(...items: Absence[]): FakeServer {
  return new FakeServer().when(absences, { items }).when('GET /api/staff/colleagues', {
    items: [aColleague(meId, 'Diaz', 'Ana'), aColleague(samId, 'Rivera', 'Sam')],
  });
}

export async function visitAbsences(server: FakeServer, role: Role = 'scheduler') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(AbsencesPage);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  return {
    socket,
    settle,
    text: () => element.innerText.replace(/\s+/g, ' '),
    has: (selector: string) => element.querySelector(selector) !== null,
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('[data-absence]')].map((row) =>
        [...row.querySelectorAll('td')].map(({ innerText }) =>
          innerText.trim().replace(/\s+/g, ' '),
        ),
      ),
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].find((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async fill(field: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
      box.value = value;
      box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input'));
      await settle();
    },
  };
}
