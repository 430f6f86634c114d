import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { StaffLinkKind } from '#contract/staff-link';
import { aPerson, aProblem, FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';
import { JoinPage } from './join-page';

const opening = 'POST /api/staff/links/open';
const accepting = 'POST /api/staff/invitations/accept';
const renewing = 'POST /api/staff/password-resets/use';
const token = 'the-secret-of-the-link';

@Component({ template: 'Another page' })
class OtherPage {}

function serverOf(kind: StaffLinkKind): FakeServer {
  return new FakeServer().when(opening, {
    kind,
    given: 'Nia',
    family: 'New',
    organizationName: 'Harbor Health',
    expiresAt: '2026-11-30T15:00:00.000Z',
  });
}

async function visit(server: FakeServer) {
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      provideRouter([
        { path: 'join', component: JoinPage },
        { path: '**', component: OtherPage },
      ]),
    ],
  });
  const harness = await RouterTestingHarness.create(`/join#${token}`);
  await harness.fixture.whenStable();
  const element = harness.fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const loader = TestbedHarnessEnvironment.loader(harness.fixture);
  return {
    url: () => TestBed.inject(Router).url,
    text: () => element.textContent.replace(/\s+/g, ' '),
    fill: (name: string, value: string) => {
      element.querySelector<HTMLInputElement>(`input[name=${name}]`)!.value = value;
    },
    press: async (text: string) =>
      (await loader.getHarness(MatButtonHarness.with({ text }))).click(),
  };
}

describe('JoinPage', () => {
  it('greets who is invited, takes login and password, and signs them in', async () => {
    const server = serverOf('invitation')
      .when(accepting, {})
      .when('POST /api/staff/sign-in', aPerson());
    const page = await visit(server);
    expect(page.text()).toContain('Welcome, Nia');
    page.fill('login', 'nia.new');
    page.fill('password', 'a long enough password');
    await page.press('Sign in');
    expect(server.callsOf(accepting)[0]?.body).toEqual({
      token,
      login: 'nia.new',
      password: 'a long enough password',
    });
    expect(TestBed.inject(Session).me()).not.toBeNull();
    expect(page.url()).toBe('/');
  });

  it('says beside the field that a login is taken, and keeps the page', async () => {
    const server = serverOf('invitation').refuses(accepting, {
      ...aProblem('invalid-input', 400, 'Something in the input is not right.'),
      fields: [{ path: 'login', message: 'is taken' }],
    });
    const page = await visit(server);
    page.fill('login', 'ada');
    page.fill('password', 'a long enough password');
    await page.press('Sign in');
    expect(page.text()).toContain('is taken');
    expect(TestBed.inject(Session).me()).toBeNull();
  });

  it('sets a new password and signs nobody in', async () => {
    const server = serverOf('password-reset').when(renewing, { login: 'nia.new' });
    const page = await visit(server);
    expect(page.text()).toContain('Choose a new password');
    page.fill('password', 'a long enough password');
    await page.press('Set the password');
    expect(server.callsOf(renewing)[0]?.body).toEqual({
      token,
      password: 'a long enough password',
    });
    expect(page.url()).toBe('/sign-in?ended=renewed');
    expect(TestBed.inject(Session).me()).toBeNull();
  });

  it('says that a link does not work, and tells that apart from a server that is away', async () => {
    const gone = { ...aProblem('rule-broken', 422), rule: 'link-gone' };
    const page = await visit(new FakeServer().refuses(opening, gone));
    expect(page.text()).toContain('This link does not work');
    TestBed.resetTestingModule();
    const away = aProblem('unavailable', 503, 'The server is away.');
    const server = new FakeServer().refuses(opening, away);
    const other = await visit(server);
    expect(other.text()).toContain('The server is away.');
    expect(other.text()).not.toContain('does not work');
  });
});
