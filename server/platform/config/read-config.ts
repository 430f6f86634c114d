import { join, resolve } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { blobStoreOf } from './blob-store-settings.ts';
import { carriersOf, refillsFhirOf } from './carrier-settings.ts';
import type { Config } from './config.ts';
import { mllpFaults, mllpOf } from './mllp-settings.ts';
import { readSettings, type Environment, type ReadSettings } from './read-settings.ts';
import type { SettingName, SettingValues } from './settings.ts';

/** Set for convenience on one's own machine too: alone they do not make an installation. */
const saysNothing: ReadonlySet<SettingName> = new Set(['PORT', 'LOG_LEVEL']);

export interface Hints {
  /** Relative folders are taken from here. */
  projectDir: string;
}

export interface ReadConfig {
  config: Config;
  /** Said to the operator once at the start. */
  notices: string[];
}

export function readConfig(env: Environment, hints: Hints): ReadConfig {
  const settings = readSettings(env);
  const faults = faultsOf(settings);
  if (faults.length > 0) throw new StartRefused(faults.join('\n'));
  const { given, values } = settings;
  const demo = decideDemo(values, {
    isConfigured: [...given.keys()].some((name) => !saysNothing.has(name)),
  });
  const dataDir = resolve(hints.projectDir, values.DATA_DIR);
  const beside = (folder: string | undefined, name: string): string =>
    folder === undefined ? join(dataDir, name) : resolve(hints.projectDir, folder);
  return {
    config: {
      host: values.HOST,
      port: values.PORT,
      dataDir,
      dropFolders: {
        inbox: beside(values.INBOX_DIR, 'inbox'),
        outbox: beside(values.OUTBOX_DIR, 'outbox'),
      },
      database: databaseOf(values),
      secretKey: values.SECRET_KEY ?? '',
      publicUrl: values.PUBLIC_URL ?? null,
      demo: demo.on,
      production: values.NODE_ENV === 'production',
      logLevel: values.LOG_LEVEL,
      poolSize: values.POOL_SIZE,
      session: {
        idleMinutes: values.SESSION_IDLE_MINUTES,
        absoluteHours: values.SESSION_HOURS,
        confirmMinutes: values.SESSION_CONFIRM_MINUTES,
      },
      cookie: cookieOf(values),
      allowedOrigins: values.ALLOWED_ORIGINS,
      blobStore: blobStoreOf(values),
      blobMaxBytes: values.BLOB_MAX_MB * 1024 * 1024,
      carriers: carriersOf(values),
      refillsFhir: refillsFhirOf(values),
      mllp: mllpOf(values, hints.projectDir),
    },
    notices: demo.refusal === null ? [] : [demo.refusal],
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** All that keeps the server from starting: settings that are wrong, and those that do not go together. */
function faultsOf({ given, values, faults }: ReadSettings): string[] {
  const together: [boolean, string][] = [
    [
      given.has('DATABASE_OWNER_URL') && !given.has('DATABASE_URL'),
      'DATABASE_OWNER_URL is set without DATABASE_URL: set both or neither.',
    ],
    [
      given.has('DATABASE_URL') && !given.has('SECRET_KEY'),
      'SECRET_KEY is required with DATABASE_URL: set it to at least 32 random characters, the same on every server.',
    ],
    [
      !isSecure(values) && !isLocal(values),
      'PUBLIC_URL must be an https address when the server is reachable beyond this machine (HOST or PUBLIC_URL is not loopback).',
    ],
    ...mllpFaults(values, isLoopback(values.MLLP_HOST)),
  ];
  return [...faults, ...together.flatMap(([isSo, sentence]) => (isSo ? sentence : []))];
}

function databaseOf(values: SettingValues): Config['database'] {
  const url = values.DATABASE_URL;
  return url === undefined
    ? { kind: 'embedded' }
    : { kind: 'url', url, ownerUrl: values.DATABASE_OWNER_URL ?? url };
}

/** Secure cookies behind https; plain ones only where nobody else can listen. */
function cookieOf(values: SettingValues): Config['cookie'] {
  return isSecure(values)
    ? { name: '__Host-daysheet', secure: true }
    : { name: 'daysheet', secure: false };
}

function isSecure({ PUBLIC_URL }: SettingValues): boolean {
  return PUBLIC_URL?.startsWith('https:') ?? false;
}

function isLocal({ HOST, PUBLIC_URL }: SettingValues): boolean {
  const publicHost = URL.parse(PUBLIC_URL ?? '')?.hostname.replace(/^\[|\]$/g, '');
  return isLoopback(HOST) && (publicHost === undefined || isLoopback(publicHost));
}

function decideDemo(
  values: SettingValues,
  { isConfigured }: { isConfigured: boolean },
): { on: boolean; refusal: string | null } {
  const obstacle = demoObstacle(values);
  if (values.DEMO === true && obstacle !== null)
    return { on: false, refusal: `DEMO=1 is not obeyed, because ${obstacle}: demo mode is off.` };
  return { on: obstacle === null && (values.DEMO ?? !isConfigured), refusal: null };
}

function demoObstacle(values: SettingValues): string | null {
  if (values.DATABASE_URL !== undefined) return 'DATABASE_URL is set';
  if (values.NODE_ENV === 'production') return 'NODE_ENV is production';
  if (!isLoopback(values.HOST)) return `HOST ${values.HOST} is reachable beyond this machine`;
  if (!isLocal(values)) return 'PUBLIC_URL makes the server public';
  return null;
}
