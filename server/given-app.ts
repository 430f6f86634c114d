// The whole server on a free port, over a test database and its clock, for specs of the edge.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { createApp, type AppOptions } from './app.ts';
import { hashPassword } from './platform/auth/passwords.ts';
import { signIn } from '#contract/staff';
import type { BlobStore } from './platform/blob-store/blob-store.ts';
import { testBlobs } from './platform/blob-store/test-blobs.ts';
import type { Config } from './platform/config/config.ts';
import type { TestDatabase } from './platform/db/test-database.ts';
import { testConsole, type TestConsole } from './platform/http/test-http.ts';
import type { GivenStaff } from './staff/given-organization.ts';

export interface GivenApp {
  readonly url: string;
  /** A console in which the person is signed in. */
  signedIn(staff: GivenStaff): Promise<TestConsole>;
  signedOut(): TestConsole;
  /** A program that calls with its key. */
  withKey(key: string): TestConsole;
  /** What was tried in vain by nobody in particular is written. */
  writeFailedTries(): Promise<void>;
  stop(): Promise<void>;
}

export interface GivenAppOptions extends Pick<AppOptions, 'policiesOn' | 'requestsInTenSeconds'> {
  demo?: boolean;
  log?: Logger;
  blobs?: BlobStore;
}

/** Of everybody who signs in by `signedIn`. */
export const testPassword = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

export async function givenApp(t: TestDatabase, options: GivenAppOptions = {}): Promise<GivenApp> {
  const app = createApp({
    config: testConfig(options.demo ?? false),
    database: t.database,
    blobs: options.blobs ?? (await testBlobs()).store,
    log: options.log ?? pino({ level: 'silent' }),
    clock: () => t.clock.now,
    checkAnswers: true,
    background: false,
    policiesOn: options.policiesOn ?? true,
    ...(options.requestsInTenSeconds === undefined
      ? {}
      : { requestsInTenSeconds: options.requestsInTenSeconds }),
  });
  const port = await app.listen();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async signedIn(staff) {
      await givenLogin(t, staff);
      const console = testConsole(url);
      const answer = await console.call(signIn, {
        body: { login: staff.staffId, password: testPassword },
      });
      if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}.`);
      return console;
    },
    signedOut: () => testConsole(url),
    withKey: (key) => testConsole(url, key),
    writeFailedTries: () => app.writeFailedTries(),
    stop: () => app.stop(),
  };
}

/** Lets the person sign in with their id and the password of all tests. */
async function givenLogin(t: TestDatabase, staff: GivenStaff): Promise<void> {
  passwordHash ??= hashPassword(testPassword);
  await t
    .owner('login')
    .insert({
      organization_id: staff.organizationId,
      staff_id: staff.staffId,
      name: staff.staffId,
      password_hash: await passwordHash,
      changed_at: t.clock.now,
    })
    .onConflict(['organization_id', 'staff_id'])
    .ignore();
}

export function testConfig(demo: boolean): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir: '',
    dropFolders: { inbox: join(tmpdir(), 'daysheet-given-inbox'), outbox: '' },
    database: { kind: 'embedded' },
    secretKey: 'a key for tests that nobody else has',
    publicUrl: null,
    demo,
    production: false,
    logLevel: 'silent',
    poolSize: 12,
    session: { idleMinutes: 15, absoluteHours: 12, confirmMinutes: 15 },
    cookie: { name: 'daysheet', secure: false },
    allowedOrigins: [],
    blobStore: { kind: 'file' },
    blobMaxBytes: 20 * 1024 * 1024,
    carriers: { text: { kind: 'log' }, email: { kind: 'log' } },
    refillsFhir: null,
    mllp: null,
  };
}
