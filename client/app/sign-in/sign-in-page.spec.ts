import { manualChangeDetection } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aPerson, aProblem, FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';
import { SignInPage } from './sign-in-page';
import { SignInPageHarness } from './sign-in-page-harness';

const options = 'GET /api/staff/sign-in-options';
const plain = { demoRoles: [], needsFirstAdministrator: false };

function given(): FakeServer {
  const server = new FakeServer().when(options, plain);
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      provideRouter(
        [
          { path: 'sign-in', component: SignInPage },
          { path: '**', children: [] },
        ],
        withComponentInputBinding(),
      ),
    ],
  });
  return server;
}

async function open(url = '/sign-in'): Promise<SignInPageHarness> {
  const pages = await RouterTestingHarness.create(url);
  return TestbedHarnessEnvironment.loader(pages.fixture).getHarness(SignInPageHarness);
}

describe('SignInPage', () => {
  it('signs in and leads to where the person wanted to go', async () => {
    const server = given().when('POST /api/staff/sign-in', aPerson());
    const page = await open('/sign-in?to=%2Fwaitlist');
    await page.fill('ana', ' spaces count ');
    await page.submit();
    expect(server.callsOf('POST /api/staff/sign-in')[0]?.body).toEqual({
      login: 'ana',
      password: ' spaces count ',
    });
    expect(TestBed.inject(Router).url).toBe('/waitlist');
    expect(TestBed.inject(Session).me()?.given).toBe('Ana');
  });

  it('says that it works while the answer is awaited, and asks only once', async () => {
    const server = given();
    let answer: () => void = () => undefined;
    const awaited = new Promise<void>((resolve) => (answer = resolve));
    server.answers.set('POST /api/staff/sign-in', async () => {
      await awaited;
      return { status: 429, body: aProblem('too-many-requests', 429) };
    });
    const page = await open();
    await page.fill('ana', 'right');
    await manualChangeDetection(async () => {
      await page.submit();
      TestBed.tick();
      expect(await page.isBusy()).toBeTrue();
      expect(await page.submitWord()).toBe('Signing in…');
      await page.submit();
    });
    answer();
    expect(await page.isBusy()).toBeFalse();
    expect(server.callsOf('POST /api/staff/sign-in').length).toBe(1);
  });

  it('says why nobody was signed in, and waits in the emptied password', async () => {
    const problem = aProblem('rule-broken', 422, 'Login name or password is wrong.');
    given().refuses('POST /api/staff/sign-in', problem);
    const page = await open();
    await page.fill('ana', 'wrong');
    await page.submit();
    expect(await page.alerts()).toEqual(['Login name or password is wrong.']);
    expect(await page.password()).toBe('');
    expect(await page.isPasswordFocused()).toBeTrue();
    expect(TestBed.inject(Session).me()).toBeNull();
  });

  it('asks for a code once login and password were right, and keeps both', async () => {
    const refusal = (rule: string, title: string) => ({
      ...aProblem('rule-broken', 422, title),
      rule,
    });
    const signInPath = 'POST /api/staff/sign-in';
    const server = given();
    const page = await open();
    server.refuses(signInPath, refusal('code-needed', 'Give the code, too.'));
    expect(await page.hasCode()).toBe(false);
    await page.fill('ana', 'spring tide at noon');
    await page.submit();
    expect(await page.alerts()).toEqual([]);
    expect(await page.isCodeFocused()).toBe(true);
    server.refuses(signInPath, refusal('code-wrong', 'That code is not right.'));
    await page.fillCode('123 456');
    await page.submit();
    expect(await page.alerts()).toEqual(['That code is not right.']);
    expect(await page.password()).toBe('spring tide at noon');
    expect(server.callsOf(signInPath).map(({ body }) => body)).toEqual([
      { login: 'ana', password: 'spring tide at noon' },
      { login: 'ana', password: 'spring tide at noon', code: '123 456' },
    ]);
    server.when(signInPath, aPerson());
    await page.fillCode('654321');
    await page.submit();
    expect(TestBed.inject(Session).me()).not.toBeNull();
  });

  it('keeps what was typed when the server cannot be reached', async () => {
    given().answers.set('POST /api/staff/sign-in', 'unreachable');
    const page = await open();
    await page.fill('ana', 'perhaps right');
    await page.submit();
    expect(await page.alerts()).toEqual([
      'The server cannot be reached, so you are not signed in yet. Check the connection and try again.',
    ]);
    expect(await page.password()).toBe('perhaps right');
    expect(TestBed.inject(Session).me()).toBeNull();
  });

  it('says how long to wait after too many tries', async () => {
    const problem = { ...aProblem('too-many-requests', 429, 'Too many tries.'), retryAfter: 300 };
    given().refuses('POST /api/staff/sign-in', problem);
    const page = await open();
    await page.fill('ana', 'wrong');
    await page.submit();
    expect(await page.alerts()).toEqual(['Too many tries. Try again in 5 minutes.']);
  });

  it('offers a button per role in demo mode', async () => {
    const server = given()
      .when(options, { ...plain, demoRoles: ['scheduler', 'clinic-manager'] })
      .when('POST /api/staff/demo-sign-in', aPerson());
    const page = await open();
    expect(await page.roles()).toEqual(['Scheduler', 'Clinic manager']);
    await page.pickRole('Clinic manager');
    expect(server.callsOf('POST /api/staff/demo-sign-in')[0]?.body).toEqual({
      role: 'clinic-manager',
    });
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('offers no roles outside demo mode', async () => {
    given();
    const page = await open();
    expect(await page.roles()).toEqual([]);
    expect(await page.notes()).toEqual([]);
  });

  it('leaves the form usable and offers to try again when the server cannot be reached', async () => {
    const server = given();
    server.answers.set(options, 'unreachable');
    const page = await open();
    expect((await page.alerts()).join()).toContain('The server cannot be reached.');
    expect(await page.isBusy()).toBeFalse();
    server.when(options, { ...plain, demoRoles: ['scheduler'] });
    await page.tryAgain();
    expect(await page.alerts()).toEqual([]);
    expect(await page.roles()).toEqual(['Scheduler']);
  });

  it('says why the last session ended', async () => {
    given();
    const page = await open('/sign-in?ended=expired');
    expect((await page.notes()).join()).toContain('nothing happened for a while');
  });

  it('tells where the first administrator comes from', async () => {
    given().when(options, { ...plain, needsFirstAdministrator: true });
    const page = await open();
    expect((await page.notes()).join()).toContain('one-time link');
  });
});
