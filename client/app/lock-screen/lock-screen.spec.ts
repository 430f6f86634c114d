import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { Component } from '@angular/core';
import { App } from '../app';
import { aPerson, aProblem, FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';

const lock = 'POST /api/staff/lock';
const unlock = 'POST /api/staff/unlock';

@Component({ template: '<input aria-label="Half typed" />' })
class HalfFilledPage {}

@Component({ template: 'Sign in here' })
class SignInHere {}

async function open(server: FakeServer) {
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      provideRouter([
        { path: 'form', component: HalfFilledPage },
        { path: 'sign-in', component: SignInHere },
      ]),
    ],
  });
  const session = TestBed.inject(Session);
  session.begin(aPerson());
  await TestBed.inject(Router).navigateByUrl('/form');
  const fixture = TestBed.createComponent(App);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, 50));
    await fixture.whenStable();
  };
  await settle();
  const typed = (): HTMLInputElement | null => element.querySelector('[aria-label="Half typed"]');
  typed()!.value = 'half a sentence';
  return {
    element,
    fixture,
    session,
    settle,
    typed,
    lock: async () => {
      await session.lock();
      await settle();
    },
    unlock: async (password: string) => {
      element.querySelector<HTMLInputElement>('app-lock-screen input')!.value = password;
      element.querySelector<HTMLFormElement>('app-lock-screen form')!.requestSubmit();
      await settle();
    },
    press: async (words: string) => {
      [...element.querySelectorAll('button')]
        .find(({ textContent }) => textContent.includes(words))!
        .click();
      await settle();
    },
  };
}

describe('LockScreen', () => {
  it('hides the page and keeps what was typed until its owner is back', async () => {
    const page = await open(new FakeServer().when(lock, {}).when(unlock, aPerson()));
    await page.lock();
    const field = page.typed()!;
    expect(getComputedStyle(field).visibility).toBe('hidden');
    expect(field.closest('[inert]')).not.toBeNull();
    expect(page.element.querySelector('dialog:modal')?.textContent).toContain('Ana Diaz');
    await page.unlock('spring tide at noon');
    expect(page.session.isLocked()).toBe(false);
    expect(page.element.querySelector('app-lock-screen')).toBeNull();
    expect(page.typed()).toBe(field);
    expect(field.value).toBe('half a sentence');
    expect(getComputedStyle(field).visibility).toBe('visible');
    page.fixture.destroy();
  });

  it('stays locked after a wrong password, and says so', async () => {
    const server = new FakeServer().when(lock, {});
    server.refuses(unlock, aProblem('rule-broken', 422, 'This is not your password.'));
    const page = await open(server);
    await page.lock();
    await page.unlock('wrong');
    expect(page.session.isLocked()).toBe(true);
    expect(page.element.querySelector('[role=alert]')?.textContent).toContain('not your password');
    expect(page.typed()?.value).toBe('half a sentence');
    page.fixture.destroy();
  });

  it('locks the screen also when the server cannot be told', async () => {
    const server = new FakeServer();
    server.answers.set(lock, 'unreachable');
    const page = await open(server);
    await page.session.lock().catch(() => undefined);
    await page.settle();
    expect(page.element.querySelector('dialog:modal')).not.toBeNull();
    page.fixture.destroy();
  });

  it('throws the page away for somebody else', async () => {
    const server = new FakeServer().when(lock, {}).when('POST /api/staff/sign-out', {});
    const page = await open(server);
    await page.lock();
    await page.press('Sign in as somebody else');
    expect(server.callsOf('POST /api/staff/sign-out').length).toBe(1);
    expect(page.session.me()).toBeNull();
    expect(page.typed()).toBeNull();
    expect(page.element.textContent).toContain('Sign in here');
    expect(page.element.querySelector('dialog:modal')).toBeNull();
    page.fixture.destroy();
  });

  it('gives way to the sign-in when the session is over', async () => {
    const server = new FakeServer().when(lock, {});
    const over = aProblem('not-signed-in', 401);
    server.refuses(unlock, over).refuses('GET /api/staff/me', over);
    const page = await open(server);
    await page.lock();
    await page.unlock('spring tide at noon');
    expect(page.session.me()).toBeNull();
    expect(TestBed.inject(Router).url).toContain('/sign-in?ended=expired');
    page.fixture.destroy();
  });
});
