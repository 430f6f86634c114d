import { TestBed } from '@angular/core/testing';
import { changePreferences, endSession, listProviders, signIn, whoAmI } from '#contract/staff';
import { Api, problemOf } from './api';
import { aPerson, aProblem, FakeServer, riverside } from './given-session';

function start(): { api: Api; server: FakeServer; refusals: unknown[] } {
  const server = new FakeServer();
  TestBed.configureTestingModule({ providers: [server.provider] });
  const api = TestBed.inject(Api);
  const refusals: unknown[] = [];
  api.sessionRefused.subscribe((problem) => refusals.push(problem));
  return { api, server, refusals };
}

async function refusalOf(call: Promise<unknown>): Promise<ReturnType<typeof problemOf>> {
  try {
    await call;
  } catch (error) {
    return problemOf(error);
  }
  throw new Error('The call was not refused.');
}

describe('Api', () => {
  it('puts params into the path and the query behind it', async () => {
    const { api, server } = start();
    server.when('GET /api/staff/providers', { items: [] });
    server.when('POST /api/staff/sessions/a%2Fb/end', {});
    await api.call(listProviders, { query: { clinicId: riverside } });
    await api.call(endSession, { params: { sessionId: 'a/b' } });
    expect(server.calls.map(({ url }) => url)).toEqual([
      `/api/staff/providers?clinicId=${riverside}`,
      '/api/staff/sessions/a%2Fb/end',
    ]);
  });

  it('sends every write with the CSRF mark and the command as its key', async () => {
    const { api, server } = start();
    server.when('POST /api/staff/preferences/change', aPerson().preferences);
    await api.call(changePreferences, { body: { theme: 'dark' } }, { commandId: 'command-1' });
    await api.call(changePreferences, { body: { theme: 'dark' } });
    const [named, unnamed] = server.calls;
    expect(named?.body).toEqual({ theme: 'dark' });
    expect(named?.headers['X-Daysheet-Csrf']).toBe('1');
    expect(named?.headers['Idempotency-Key']).toBe('command-1');
    expect(unnamed?.headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends reads without a body and without a key', async () => {
    const { api, server } = start();
    server.when('GET /api/staff/me', aPerson());
    await api.call(whoAmI);
    expect(server.calls[0]).toEqual(jasmine.objectContaining({ body: null, headers: {} }));
  });

  it('throws the problem that the server answers', async () => {
    const { api, server } = start();
    const problem = aProblem('rule-broken', 422, 'Nobody was signed in.');
    server.refuses('POST /api/staff/sign-in', problem);
    const refusal = await refusalOf(
      api.call(signIn, { body: { login: 'ana', password: 'wrong' } }),
    );
    expect(refusal).toEqual(problem);
  });

  it('makes a failed network the problem "unavailable" and claims nothing about a write', async () => {
    const { api, server } = start();
    server.answers.set('POST /api/staff/preferences/change', 'unreachable');
    const refusal = await refusalOf(api.call(changePreferences, { body: { theme: 'dark' } }));
    expect(refusal.code).toBe('unavailable');
    expect(refusal.title).toContain('not known whether this was saved');
  });

  it('makes an answer that is no problem document one by its status', async () => {
    const { api, server } = start();
    server.when('GET /api/staff/me', 'Bad gateway', 502);
    expect((await refusalOf(api.call(whoAmI))).code).toBe('unavailable');
    server.when('GET /api/staff/me', { hello: 'there' }, 500);
    expect((await refusalOf(api.call(whoAmI))).code).toBe('unexpected');
  });

  it('tells when the session is no longer known, but not when a sign-in is refused', async () => {
    const { api, server, refusals } = start();
    server.refuses('GET /api/staff/me', aProblem('not-signed-in', 401));
    server.refuses('POST /api/staff/sign-in', aProblem('not-signed-in', 401));
    await refusalOf(api.call(signIn, { body: { login: 'ana', password: 'wrong' } }));
    expect(refusals.length).toBe(0);
    await refusalOf(api.call(whoAmI));
    expect(refusals.length).toBe(1);
  });

  it('calls anything else that is thrown a fault of the page', () => {
    expect(problemOf(new Error('undefined is not a function')).code).toBe('unexpected');
  });
});
