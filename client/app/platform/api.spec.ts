import { TestBed } from '@angular/core/testing';
import { callQueue } from '#contract/calls';
import { changePreferences, endSession, listProviders, signIn, whoAmI } from '#contract/staff';
import { Api, problemOf } from './api';
import { IdentityCheck } from './identity-check';
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

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done));
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

  describe('when the server asks anew who it is', () => {
    const held = aProblem('step-up-required', 401);
    const wanted = { clinicId: riverside, filter: {}, target: 'csv' as const, columns: [] };
    const answer = { items: [], next: null, at: '2026-11-23T14:00:00.000Z' };

    it('sends the same call again once the person has proved it', async () => {
      const { api, server } = start();
      const check = TestBed.inject(IdentityCheck);
      server.refuses('POST /api/calls/items/export', held);
      const calls = [1, 2].map(() => api.call(callQueue.export, { body: wanted }));
      await until(() => check.isAsked());
      server.when('POST /api/calls/items/export', answer);
      check.answer(true);
      expect(await Promise.all(calls)).toEqual([answer, answer]);
      expect(server.calls.length).toBe(4);
      expect(check.isAsked()).toBe(false);
    });

    it('is refused as it was when the person would not', async () => {
      const { api, server } = start();
      const check = TestBed.inject(IdentityCheck);
      server.refuses('POST /api/calls/items/export', held);
      const refusal = refusalOf(api.call(callQueue.export, { body: wanted }));
      await until(() => check.isAsked());
      check.answer(false);
      expect(await refusal).toEqual(held);
      expect(server.calls.length).toBe(1);
    });
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
