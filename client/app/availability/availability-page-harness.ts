// The page in the hand of a spec, with what it shows and what a person does to it.
import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import { NEXT_FRAME } from '../platform/next-frame';
import {
  aClinic,
  aGrant,
  aPerson,
  hilltop,
  FakeSocket,
  type FakeServer,
} from '../platform/given-session';
import { Session } from '../platform/session';
import { AvailabilityPage } from './availability-page/availability-page';

export async function openAvailabilityPage(server: FakeServer, role?: Role, page?: Type<unknown>) {
  const opened = startAvailabilityPage(server, role, page);
  await opened.settle();
  return opened;
}

/** Without waiting for what the server answers. */
export function startAvailabilityPage(
  server: FakeServer,
  role: Role = 'clinic-manager',
  page: Type<unknown> = AvailabilityPage,
) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      provideRouter([]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(
    aPerson({
      grants: [aGrant(role), aGrant(role, hilltop)],
      clinics: [aClinic(), aClinic({ id: hilltop, shortName: 'Hilltop' })],
    }),
  );
  const fixture = TestBed.createComponent(page);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const rows = (table: string) =>
    [...element.querySelectorAll<HTMLElement>(`[data-table=${table}] tbody tr`)].map((row) =>
      [...row.querySelectorAll<HTMLElement>('td')].map(({ innerText }) =>
        innerText.trim().replace(/\s+/g, ' '),
      ),
    );
  const found = (selector: string): HTMLInputElement => {
    const one = element.querySelector<HTMLInputElement>(selector);
    if (!one) throw new Error(`Nothing on the page is ${selector}.`);
    return one;
  };
  return {
    socket,
    rows,
    has: (selector: string) => element.querySelector(selector) !== null,
    valueOf: (selector: string) => found(selector).value,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].find((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await fixture.whenStable();
    },
    async type(selector: string, value: string) {
      found(selector).value = value;
      found(selector).dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async choose(selector: string, value: string) {
      found(selector).value = value;
      found(selector).dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async check(selector: string) {
      found(selector).click();
      await fixture.whenStable();
    },
    async send() {
      found('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
    async settle() {
      await fixture.whenStable();
    },
  };
}
