// Builder for specs: a page beside the queue, with its server in the hand of the spec.
import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeSocket, type FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';

export async function openPlainPage<T>(
  page: Type<T>,
  server: FakeServer,
  { role = 'biller', inputs = {} }: { role?: Role; inputs?: Record<string, unknown> } = {},
) {
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, new FakeSocket().provider, standingClock().provider],
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(page);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    }
  };
  await settle();
  const read = (one: HTMLElement): string => one.innerText.replace(/\s+/g, ' ').trim();
  return {
    settle,
    text: () => read(element),
    texts: (selector: string) => [...element.querySelectorAll<HTMLElement>(selector)].map(read),
    async press(words: string) {
      const buttons = [...element.querySelectorAll('button')];
      const wanted = buttons.findLast((button) => read(button) === words);
      if (!wanted) throw new Error(`There is no button “${words}”.`);
      wanted.click();
      await settle();
    },
    async type(selector: string, value: string) {
      const control = element.querySelector<HTMLInputElement>(selector)!;
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
      await settle();
    },
    async submit(selector: string) {
      element
        .querySelector(selector)!
        .dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await settle();
    },
    async drop(...files: File[]) {
      const held = new DataTransfer();
      for (const file of files) held.items.add(file);
      for (const type of ['dragover', 'drop'])
        document.dispatchEvent(new DragEvent(type, { dataTransfer: held, cancelable: true }));
      await settle();
    },
  };
}
