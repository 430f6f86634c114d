// What no console ever sends, in one field of one endpoint after the other: none of it may pass for a bug of ours (`unexpected`).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Endpoint } from '#contract/endpoint';
import { searchPatients } from '#contract/patients';
import { changePreferences, signIn } from '#contract/staff';
import { givenApp, type GivenApp } from './given-app.ts';
import { givenTwoClinics, type TwoClinics } from './given-two-clinics.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import type { TestCall, TestConsole } from './platform/http/test-http.ts';

/** What a field may be sent as, whatever it is meant to hold. */
export const hostile: readonly unknown[] = [
  2_147_483_647,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  -1,
  1e308,
  0.5,
  true,
  null,
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '%00',
  "'; drop table patient; --",
  'x'.repeat(5000),
  '0000-01-01',
  '9999-12-31',
  '0000-01-01T00:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999999999-23:59',
  '2026-11-24T15:00:00.123456789123456789Z',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  [],
  [[[[]]]],
  { toString: 'x', constructor: { prototype: {} } },
  Array.from({ length: 2000 }, () => randomUUID()),
];

export async function isExpected(
  administrator: TestConsole,
  { endpoint, call, said }: { endpoint: Endpoint; call: TestCall; said: string },
): Promise<void> {
  const { status, body } = await administrator.call(endpoint, call);
  // Guessing at sign-in has a lock of its own; anything else must have reached what it tries.
  const reached = status < 500 && (status !== 429 || endpoint === signIn);
  assert.ok(reached, `${endpoint.name} ${said}: ${status} ${JSON.stringify(body)}`);
}

/** Of all endpoints, every second one: a file tries a half. */
export function tryFields(half: 0 | 1): void {
  describe('hostile input', () => {
    let t: TestDatabase;
    let app: GivenApp;
    let world: TwoClinics;
    let administrator: TestConsole;

    before(async () => {
      t = await testDatabase();
      app = await givenApp(t, { demo: true, requestsInTenSeconds: 1_000_000 });
      world = await givenTwoClinics(t);
      administrator = await app.signedIn(await world.worksThere('administrator'));
    });
    after(async () => {
      await app.stop();
      await t.close();
    });

    it('in any one field of any endpoint is refused or found harmless', async () => {
      const own: [Endpoint, TestCall][] = [
        [searchPatients, { body: { text: 'ana', limit: 5 } }],
        [changePreferences, { body: { theme: 'dark', clinicId: world.there } }],
        [signIn, { body: { login: 'nobody', password: 'wrong' } }],
      ];
      const tried = [...world.reaching, ...own].filter((_, at) => at % 2 === half);
      for (const [endpoint, call] of tried) {
        for (const part of ['params', 'query', 'body', 'headers'] as const) {
          for (const field of Object.keys(call[part] ?? {})) {
            const sendable = hostile.filter((value) => isSendable(part, value));
            for (const value of sendable) {
              const given = { ...(call[part] as object), [field]: value };
              const said = `${part}.${field} = ${JSON.stringify(value).slice(0, 60)}`;
              await isExpected(administrator, { endpoint, call: { ...call, [part]: given }, said });
            }
          }
        }
      }
    });
  });
}

function isSendable(part: keyof TestCall, value: unknown): boolean {
  if (part === 'body') return true;
  if (typeof value !== 'string' || !value.isWellFormed()) return false;
  return part !== 'headers' || /^[ -~]*$/.test(value);
}
