// The composition root: the platform, and the only list of the slices.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request } from 'express';
import type { Logger } from 'pino';
import type { Endpoint } from '#contract/endpoint';
import type { ServerStatus } from '#contract/realtime';
import { authorizationsSlice } from './authorizations/authorizations-slice.ts';
import { availabilitySlice } from './availability/availability-slice.ts';
import { calendarSlice } from './calendar/calendar-slice.ts';
import { callsSlice } from './calls/calls-slice.ts';
import { clinicsSlice } from './clinics/clinics-slice.ts';
import { exportsSlice } from './exports/exports-slice.ts';
import { interfacesSlice } from './interfaces/interfaces-slice.ts';
import { importsSlice } from './imports/imports-slice.ts';
import { notificationsSlice } from './notifications/notifications-slice.ts';
import { patientsSlice } from './patients/patients-slice.ts';
import {
  createFailedTries,
  startFailedTries,
  type FailedTries,
} from './platform/audit/failed-tries.ts';
import { startSealer } from './platform/audit/start-sealer.ts';
import { createServiceKeys } from './platform/auth/service-keys.ts';
import { createSessions, type Sessions } from './platform/auth/sessions.ts';
import type { BlobStore } from './platform/blob-store/blob-store.ts';
import { startBlobSweeper } from './platform/blob-store/start-blob-sweeper.ts';
import type { Config } from './platform/config/config.ts';
import { createDropFolders, type DropFolders } from './platform/drop-folder/start-drop-folders.ts';
import { systemTime } from './platform/clock/instants.ts';
import type { Database } from './platform/db/database.ts';
import { apiDocs } from './platform/http/api-docs.ts';
import { bindRoutes } from './platform/http/bind.ts';
import { healthRoutes } from './platform/http/health.ts';
import { closeInOrder, impatience } from './platform/http/server-life.ts';
import { rateLimit } from './platform/http/rate-limit.ts';
import { requestLog } from './platform/http/request-log.ts';
import { allowedOrigin, requireSameOrigin } from './platform/http/same-origin.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { problemHandler } from './platform/http/send-problem.ts';
import { serveConsole } from './platform/http/serve-console.ts';
import { housekeeping } from './platform/jobs/keep-house.ts';
import type { Hl7Appliers } from './platform/hl7-inbox/hl7-applier.ts';
import { startMllp, type MllpHealth, type RunningMllp } from './platform/hl7-inbox/start-mllp.ts';
import { startJobs } from './platform/jobs/start-jobs.ts';
import { notFound } from './platform/problem.ts';
import { parkedReactions } from './platform/reactions/run-reactions.ts';
import { startReactions } from './platform/reactions/start-reactions.ts';
import { createRealtime } from './platform/realtime/socket-server.ts';
import type { Slice } from './platform/slice.ts';
import { startTicks } from './platform/ticks/run-ticks.ts';
import { bulkTick } from './platform/work/work-ticks.ts';
import { outreachSlice } from './outreach/outreach-slice.ts';
import { paymentsSlice } from './payments/payments-slice.ts';
import { privacySlice } from './privacy/privacy-slice.ts';
import { refillsSlice } from './refills/refills-slice.ts';
import { rescuesSlice } from './rescues/rescues-slice.ts';
import { resultsSlice } from './results/results-slice.ts';
import { claimsSlice } from './claims/claims-slice.ts';
import { createFirstAdministratorLink, listOrganizations } from './staff/sign-in-service.ts';
import { staffNameOf } from './staff/staff-queries.ts';
import { staffSlice } from './staff/staff-slice.ts';
import { waitlistSlice } from './waitlist/waitlist-slice.ts';

const consoleFolder = fileURLToPath(new URL('../dist/client', import.meta.url));
const version = '0.1.0';

export interface AppOptions {
  config: Config;
  database: Database;
  /** Where the files of work items are kept. */
  blobs: BlobStore;
  log: Logger;
  /** Tests inject a clock; production takes the database's time. */
  clock?: () => string;
  /** Tests check each answer against the contract. */
  checkAnswers?: boolean;
  /** False only in the test that leaves row-level security as the only wall. */
  policiesOn?: boolean;
  /** How much one console, key or address may ask in ten seconds; tests of the edge ask for more or less. */
  requestsInTenSeconds?: number;
  /** Tests run reactions, ticks and jobs by hand. */
  background?: boolean;
}

export interface App {
  /** The port it listens on: the configured one, or a free one for 0. */
  listen(): Promise<number>;
  stop(): Promise<void>;
  setServerMode(mode: ServerStatus['mode']): void;
  /** Tests: what the clock does every few seconds. */
  writeFailedTries(): Promise<void>;
  /** Where the first administrator is made; `null` once there is an organization. */
  firstAdministratorPath(): Promise<string | null>;
}

export function createApp(options: AppOptions): App {
  const { config, database, log } = options;
  const sessions = createSessions(database, {
    secretKey: config.secretKey,
    cookie: config.cookie,
    ...config.session,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const tries = createFailedTries(database);
  const slices = listSlices({ config, database, sessions, tries });
  const dropFolders = createDropFolders({
    database,
    kinds: slices.flatMap((slice) => slice.interfaceKinds ?? []),
    inboxDir: config.dropFolders.inbox,
    outboxDir: config.dropFolders.outbox,
    log,
  });
  let mode: ServerStatus['mode'] = 'normal';
  let stopping = false;
  let mllp: RunningMllp | null = null;

  const app = createEdge(
    options,
    slices,
    { sessions, tries, dropFolders, mllpHealth: () => mllp?.health() ?? null },
    {
      mode: () => mode,
      isStopping: () => stopping,
    },
  );
  const httpServer = createServer(impatience, app);
  const realtime = createRealtime({
    httpServer,
    database,
    feeds: slices.flatMap((slice) => slice.feeds ?? []),
    sessionOf: sessions.sessionOf,
    refresh: sessions.refresh,
    nameOf: (signedIn) => staffNameOf(database, signedIn),
    allowedOrigin: (origin, host) => allowedOrigin(origin, host, config.allowedOrigins),
    clockNow: options.clock ?? systemTime,
    log,
  });
  let background: { stop(): Promise<void> }[] = [];

  return {
    async listen() {
      const port = await new Promise<number>((resolve, reject) => {
        httpServer.once('error', reject);
        httpServer.listen(config.port, config.host, () => {
          const address = httpServer.address();
          resolve(typeof address === 'object' && address ? address.port : config.port);
        });
      });
      if (options.background ?? true) {
        mllp = await startMllp({
          ...{ database, log, place: config.mllp },
          appliers: Object.assign({}, ...slices.map((slice) => slice.hl7Appliers)) as Hl7Appliers,
        });
        background = [mllp, ...(await startBackground(options, slices, { tries, dropFolders }))];
      }
      return port;
    },
    async stop() {
      stopping = true;
      await realtime.stop();
      await closeInOrder(httpServer);
      await Promise.all(background.map((each) => each.stop()));
    },
    setServerMode(next) {
      mode = next;
      realtime.setStatus({ mode: next });
    },
    writeFailedTries: () => tries.flush(),
    async firstAdministratorPath() {
      if ((await listOrganizations(database)).any) return null;
      return `/welcome#${await createFirstAdministratorLink(database)}`;
    },
  };
}

/** What happens without a request: after changes, by the clock, once a day. */
async function startBackground(
  { config, database, blobs, log }: AppOptions,
  slices: readonly Slice[],
  { tries, dropFolders }: { tries: FailedTries; dropFolders: DropFolders },
): Promise<{ stop(): Promise<void> }[]> {
  const reactions = slices.flatMap((slice) => slice.reactions ?? []);
  const queues = slices.flatMap((slice) => slice.queues ?? []);
  const ticks = [...slices.flatMap((slice) => slice.ticks ?? []), bulkTick(queues)];
  dropFolders.start();
  const headsFile = join(config.dataDir, 'audit-heads.jsonl');
  return [
    dropFolders,
    startReactions({ database, reactions, log }),
    startTicks({ database, ticks, log }),
    startFailedTries({ tries, log }),
    startSealer({ database, headsFile, log }),
    startBlobSweeper({ database, blobs, log }),
    ...slices.flatMap((slice) => slice.background?.({ database, blobs, log }) ?? []),
    await startJobs({
      pool: database.pool,
      handlers: [housekeeping(database)],
      workers: slices.flatMap((slice) => slice.workers?.({ database, blobs, log }) ?? []),
      log,
    }),
  ];
}

function listSlices(deps: {
  config: Config;
  database: Database;
  sessions: Sessions;
  tries: FailedTries;
}): Slice[] {
  const { config, database, sessions, tries } = deps;
  const slices = [
    staffSlice({ database, sessions, tries, demo: config.demo, secretKey: config.secretKey }),
    clinicsSlice,
    interfacesSlice({ inboxDir: config.dropFolders.inbox }),
    patientsSlice,
    callsSlice,
    outreachSlice({ secretKey: config.secretKey, publicUrl: addressOf(config) }, config.carriers),
    availabilitySlice,
    authorizationsSlice,
    calendarSlice,
    waitlistSlice({ secretKey: config.secretKey, demo: config.demo }),
    rescuesSlice,
    paymentsSlice,
    resultsSlice,
    claimsSlice,
    refillsSlice({ fhir: config.refillsFhir }),
    importsSlice,
    exportsSlice,
    privacySlice,
  ];
  return [...slices, notificationsSlice(slices.flatMap((slice) => slice.feeds ?? []))];
}

/** Where patients' links lead. */
function addressOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host}:${port}`;
}

function createEdge(
  options: AppOptions,
  slices: readonly Slice[],
  parts: {
    sessions: Sessions;
    tries: FailedTries;
    dropFolders: DropFolders;
    mllpHealth: () => MllpHealth | null;
  },
  server: { mode(): ServerStatus['mode']; isStopping(): boolean },
): express.Express {
  const { config, database, blobs, log, clock } = options;
  const { checkAnswers = false, policiesOn = true, requestsInTenSeconds = 3000 } = options;
  const { sessions, tries, dropFolders, mllpHealth } = parts;
  const app = express();
  const keys = createServiceKeys(database, clock);
  const routes = slices.flatMap((slice) => slice.routes);
  const endpoints: Endpoint[] = routes.map((route) => route.endpoint);
  app.disable('x-powered-by');
  app.set('trust proxy', config.publicUrl === null ? false : 'loopback, uniquelocal');
  app.use(requestLog(log), securityHeaders(config.cookie.secure));
  app.use(
    healthRoutes({
      database,
      version,
      ...server,
      parkedReactions: async () =>
        (await parkedReactions(database)).map(({ reaction, feed }) => `${reaction} ${feed}`),
      dropFolderFaults: () => dropFolders.faults(),
      mllp: mllpHealth,
    }),
  );
  app.use(apiDocs(endpoints, consoleFolder, version));

  const api = express.Router();
  // Refusals are not kept either: a conflict shows what stands.
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const callerOf = (request: Request): string | undefined =>
    keys.signedInOf(request)?.staffId ?? sessions.publicIdOf(request);
  api.use(keys.middleware(sessions.middleware));
  const noteRefused = (act: string, code: string) => (request: Request) =>
    tries.note({
      act,
      code,
      requestId: request.res?.locals['requestId'] as string,
      whose: sessions.signedInOf(request),
    });
  api.use(rateLimit({ points: requestsInTenSeconds, seconds: 10, callerOf }));
  api.use(keys.requireKnown(noteRefused('callWithKey', 'not-signed-in')));
  api.use(
    requireSameOrigin(config.allowedOrigins, {
      isExempt: (request) => keys.signedInOf(request) !== null,
      refused: noteRefused('callFromAnotherSite', 'not-same-origin'),
    }),
  );
  bindRoutes(api, routes, {
    database,
    blobs,
    signedInOf: (request) => keys.signedInOf(request) ?? sessions.signedInOf(request),
    isReadOnly: () => server.mode() === 'read-only',
    checkAnswers,
    policiesOn,
  });
  api.use('/api', (_request, _response, next) => {
    next(notFound('page'));
  });
  // Paths of the contract begin with /api, so the router stands at the root but sees nothing else.
  app.use((request, response, next) => {
    if (request.path.startsWith('/api/')) api(request, response, next);
    else next();
  });
  for (const slice of slices) if (slice.pages) app.use(slice.pages(database));
  app.use(serveConsole(consoleFolder));
  app.use((_request, _response, next) => {
    next(notFound('page'));
  });
  app.use(problemHandler(log));
  return app;
}
