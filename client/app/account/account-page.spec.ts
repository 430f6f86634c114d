import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import type { SessionView } from '#contract/staff';
import { aPerson, aProblem, FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { AccountPage } from './account-page';

function aSession(overrides: Partial<SessionView>): SessionView {
  return {
    id: 'session-1',
    device: 'Chrome on Linux',
    createdAt: '2026-11-23T13:00:00.000Z',
    lastSeenAt: '2026-11-23T14:00:00.000Z',
    current: true,
    ...overrides,
  };
}

const ipad = aSession({ id: 'session-2', device: 'Safari on iPad', current: false });
const ending = 'POST /api/staff/sessions/session-2/end';

function given(): FakeServer {
  const server = new FakeServer().when('GET /api/staff/sessions', { items: [aSession({}), ipad] });
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson());
  return server;
}

async function open(): Promise<{
  text: () => string;
  press: (label: string) => Promise<void>;
  element: HTMLElement;
}> {
  const fixture = TestBed.createComponent(AccountPage);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    element,
    text: () => element.textContent.replace(/\s+/g, ' '),
    press: async (text) => (await loader.getHarness(MatButtonHarness.with({ text }))).click(),
  };
}

describe('AccountPage', () => {
  it('shows where the person is signed in, and ends only other sessions', async () => {
    const server = given().when(ending, {});
    const page = await open();
    expect(page.text()).toContain('Chrome on Linux This one');
    await page.press('Sign out');
    expect(server.callsOf(ending).length).toBe(1);
    expect(page.text()).not.toContain('Safari on iPad');
    expect(page.text()).toContain('You are signed in nowhere else.');
  });

  it('keeps a session on the list that could not be ended, and says why', async () => {
    given().refuses(ending, aProblem('unavailable', 503, 'The server is away.'));
    const page = await open();
    await page.press('Sign out');
    expect(page.text()).toContain('Safari on iPad');
    expect(TestBed.inject(Toasts).current()?.message).toBe('The server is away.');
  });

  it('says what went wrong instead of the list, and asks again on request', async () => {
    const server = given().refuses(
      'GET /api/staff/sessions',
      aProblem('unavailable', 503, 'The server is away.'),
    );
    const page = await open();
    expect(page.text()).toContain('The server is away.');
    server.when('GET /api/staff/sessions', { items: [aSession({})] });
    await page.press('Try again');
    expect(page.text()).toContain('Chrome on Linux');
  });

  it('remembers the theme', async () => {
    const server = given().when('POST /api/staff/preferences/change', aPerson().preferences);
    const page = await open();
    page.element.querySelector<HTMLInputElement>('input[value=dark]')?.click();
    expect(TestBed.inject(Session).preferences()?.theme).toBe('dark');
    expect(server.callsOf('POST /api/staff/preferences/change')[0]?.body).toEqual({
      theme: 'dark',
    });
  });
});
