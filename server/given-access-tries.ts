// Each of some endpoints: signed out, wrong role, wrong clinic, each invalid field, oversized.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Endpoint } from '#contract/endpoint';
import {
  permissionMatrix,
  roleHolds,
  roles,
  type Permission,
  type Role,
} from '#contract/permission';
import { servicePermissions } from '#contract/service-account';
import { givenApp, type GivenApp } from './given-app.ts';
import { countRows, givenTwoClinics, type TwoClinics } from './given-two-clinics.ts';
import { testBlobBytes, testBlobs } from './platform/blob-store/test-blobs.ts';
import { aPdf } from './platform/blob-store/given-content.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { csrfHeader } from './platform/http/same-origin.ts';
import type { TestConsole } from './platform/http/test-http.ts';
import { givenStaff } from './staff/given-organization.ts';
import { givenServiceAccount } from './staff/given-service-account.ts';
import { aboutNoClinic, acrossClinics } from './access-lists.ts';

/** What no body may say: it follows from the session, the path, or what was done. */
const notTold = [
  'organizationId',
  'organization_id',
  'actorId',
  'staffId',
  'status',
  'version',
  'id',
];

export function tryAccess(about: string, endpoints: readonly Endpoint[]): void {
  describe(`access to ${about}`, () => {
    let t: TestDatabase;
    let app: GivenApp;
    let world: TwoClinics;
    let administrator: TestConsole;
    let before_: Record<string, string>;
    let keptBefore = 0;
    const consoles = new Map<string, Promise<TestConsole>>();
    /** Somebody with the role where everything stands, and with others where nothing does. */
    function consoleOf(role: Role, here: Role[]): Promise<TestConsole> {
      const key = [role, ...here].join(' ');
      const known = consoles.get(key) ?? open();
      consoles.set(key, known);
      return known;
      async function open(): Promise<TestConsole> {
        const { organizationId } = world;
        const grants = [
          { clinicId: world.there, role },
          ...here.map((other) => ({ clinicId: world.here, role: other })),
        ];
        return app.signedIn(await givenStaff(t, { organizationId, grants }));
      }
    }

    async function programWith(
      permissions: readonly Permission[],
      clinicId = world.there,
    ): Promise<TestConsole> {
      const { organizationId } = world;
      const { key } = await givenServiceAccount(t, { organizationId, clinicId, permissions });
      return app.withKey(key);
    }

    before(async () => {
      t = await testDatabase();
      app = await givenApp(t, { demo: true });
      world = await givenTwoClinics(t);
      administrator = await app.signedIn(await world.worksHere('administrator'));
      before_ = await countRows(t);
      keptBefore = (await testBlobs()).keysOf(world.organizationId).length;
    });
    after(async () => {
      await app.stop();
      await t.close();
    });

    const nothingWritten = async (): Promise<void> => {
      assert.deepEqual(await countRows(t), before_);
      const kept = (await testBlobs()).keysOf(world.organizationId);
      assert.equal(kept.length, keptBefore, 'the files that were there');
    };
    const callOf = (endpoint: Endpoint) =>
      world.reaching.find(([known]) => known.name === endpoint.name)?.[1] ?? {};

    const deniedCount = async (): Promise<number> =>
      (await t.owner('audit_entry').where({ kind: 'denied' }).pluck('id')).length;

    for (const endpoint of endpoints) {
      const { name, access, method, content, bodyKilobytes } = endpoint;

      if (access !== 'public') {
        it(`${name} is refused to somebody who is signed out`, async () => {
          const { status, problem } = await app.signedOut().call(endpoint, callOf(endpoint));
          assert.deepEqual([status, problem.code], [401, 'not-signed-in']);
          await nothingWritten();
        });
      }

      const permission = access in permissionMatrix ? (access as Permission) : null;
      const wrongRoles = permission ? roles.filter((role) => !roleHolds(role, permission)) : [];
      if (wrongRoles.length > 0) {
        it(`${name} is refused to every other role, whatever it may elsewhere`, async () => {
          for (const role of wrongRoles) {
            const plain = await consoleOf(role, []);
            const manager = await consoleOf(role, ['administrator']);
            before_ = await countRows(t);
            const denied = await deniedCount();
            const { status, problem } = await plain.call(endpoint, callOf(endpoint));
            assert.deepEqual([status, problem.code], [403, 'not-allowed'], role);
            const elsewhere = await manager.call(endpoint, callOf(endpoint));
            if (acrossClinics.has(name)) assert.deepEqual(elsewhere.body, { items: [] }, role);
            else assert.match(elsewhere.problem.code, /^not-(allowed|found)$/, role);
            assert.equal(await deniedCount(), denied + (acrossClinics.has(name) ? 1 : 2), role);
          }
          await nothingWritten();
        });
      }

      it(`${name} is refused to a program that may everything else`, async () => {
        const program = await programWith(servicePermissions.filter((each) => each !== access));
        before_ = await countRows(t);
        const { status, problem } = await program.call(endpoint, callOf(endpoint));
        if (name === 'whoIsService') assert.equal(status, 200);
        else assert.deepEqual([status, problem.code], [403, 'not-allowed']);
        await nothingWritten();
      });

      if (permission && !endpoint.stepUp && !aboutNoClinic.has(name)) {
        it(`${name} is not there for a program that may it in another clinic`, async () => {
          const program = await programWith([permission], world.here);
          before_ = await countRows(t);
          const { status, problem, body } = await program.call(endpoint, callOf(endpoint));
          if (acrossClinics.has(name)) assert.deepEqual(body, { items: [] });
          else assert.deepEqual([status, problem.code], [404, 'not-found']);
          await nothingWritten();
        });
      }

      if (!aboutNoClinic.has(name) && !acrossClinics.has(name)) {
        it(`${name} is not there for an administrator of another clinic`, async () => {
          const denied = await deniedCount();
          const { status, problem } = await administrator.call(endpoint, callOf(endpoint));
          assert.deepEqual([status, problem.code], [404, 'not-found']);
          assert.equal(await deniedCount(), denied + 1);
          await nothingWritten();
        });
      }
      if (acrossClinics.has(name)) {
        it(`${name} leaves out what is at another clinic`, async () => {
          const { status, body } = await administrator.call(endpoint, callOf(endpoint));
          assert.deepEqual([status, body], [200, { items: [] }]);
        });
      }

      for (const [part, field] of fieldsOf(endpoint)) {
        it(`${name} names ${part}.${field} when it is wrong`, async () => {
          const { status, problem } = await administrator.call(endpoint, {
            params: Object.fromEntries(fieldNames(endpoint.params).map((key) => [key, 'wrong'])),
            ...(part === 'query' ? { query: { [field]: 'wrong' } } : {}),
            body: part === 'body' ? { [field]: { wrong: true } } : {},
            headers: part === 'headers' ? { [field]: '%00' } : {},
          });
          assert.deepEqual([status, problem.code], [400, 'invalid-input']);
          const paths = problem.fields?.map(({ path }) => path.split('.')[0]) ?? [];
          assert.ok(paths.includes(field), `${field} is not among ${paths.join(', ')}`);
          await nothingWritten();
        });
      }

      if (method === 'POST' && content === 'json' && !aboutNoClinic.has(name)) {
        it(`${name} takes no field that is not its own`, async () => {
          const { body = {}, ...call } = callOf(endpoint);
          const denied = await deniedCount();
          const added = notTold.filter((field) => !(field in (body as object)));
          for (const field of added) {
            const told = { ...call, body: { ...(body as object), [field]: world.there } };
            const { status, problem } = await administrator.call(endpoint, told);
            assert.deepEqual(
              [status, problem.fields],
              [400, [{ path: field, message: notAField }]],
            );
          }
          assert.equal(await deniedCount(), denied, 'bad input is no attempt at access');
          await nothingWritten();
        });
      }

      if (content === 'upload') {
        it(`${name} refuses a file that is too large or from another site`, async () => {
          const reaching = callOf(endpoint);
          const here = { ...reaching.query, clinicId: world.here };
          const call = { ...reaching, ...(endpoint.clinic === 'query' ? { query: here } : {}) };
          const large = await administrator.call(endpoint, {
            ...call,
            file: aPdf(testBlobBytes + 1),
          });
          assert.deepEqual([large.status, large.problem.code], [413, 'invalid-input']);
          for (const foreign of foreignHeaders) {
            const headers = { ...call.headers, ...foreign };
            const refused = await administrator.call(endpoint, { ...call, headers });
            assert.deepEqual([refused.status, refused.problem.code], [403, 'not-allowed']);
          }
          await nothingWritten();
        });
      }

      if (method === 'POST' && content === 'json') {
        it(`${name} refuses a body that is too large, broken, or from another site`, async () => {
          const path = endpoint.path.replaceAll(
            /:[a-zA-Z]+/g,
            '018f4e6e-7b1c-7c1f-8a7b-0123456789ab',
          );
          const post = (body: string, headers: Record<string, string>) =>
            administrator.request('POST', path, {
              body,
              headers: { 'content-type': 'application/json', [csrfHeader]: '1', ...headers },
            });
          const oversized = await post(
            JSON.stringify({ text: 'x'.repeat(bodyKilobytes * 1100) }),
            {},
          );
          assert.deepEqual([oversized.status, oversized.problem.code], [413, 'invalid-input']);
          const broken = await post('{"half":', {});
          assert.deepEqual([broken.status, broken.problem.code], [400, 'invalid-input']);
          for (const foreign of foreignHeaders) {
            const refused = await post('{}', foreign);
            assert.deepEqual([refused.status, refused.problem.code], [403, 'not-allowed']);
          }
          await nothingWritten();
        });
      }
    }
  });
}

const foreignHeaders: Record<string, string>[] = [
  { [csrfHeader]: '' },
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
];
const notAField = 'is not a field here';
function fieldsOf(endpoint: Endpoint): ['params' | 'query' | 'body' | 'headers', string][] {
  return (['params', 'query', 'body', 'headers'] as const).flatMap((part) =>
    fieldNames(endpoint[part]).map((field): [typeof part, string] => [part, field]),
  );
}

function fieldNames(schema: Endpoint['body']): string[] {
  return Object.keys((schema as unknown as { shape: object }).shape);
}
