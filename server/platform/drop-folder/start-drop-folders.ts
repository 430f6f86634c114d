// Looks at every inbox and writes every outbox, every few seconds. No watching of the file system: network folders tell nothing.
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import { runInboxRound, type InboxMemory } from './inbox-round.ts';
import { listEnabledInterfaces } from './interface-queries.ts';
import type { InterfaceKind } from './interface-kind.ts';
import type { InterfaceRow } from './interface-row.ts';
import { sendFiles } from './send-files.ts';

export interface DropFolderOptions {
  database: Database;
  kinds: readonly InterfaceKind[];
  inboxDir: string;
  outboxDir: string;
  log: Logger;
  /** Tests move it. */
  clock?: () => number;
}

export interface DropFolders {
  /** One look at everything; answers how many files were ended or sent. Tests call it by hand. */
  runOnce(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
  /** What keeps files from being taken or sent now, by folder: for `/health`. */
  faults(): string[];
}

const everyMs = 5_000;

export function createDropFolders(options: DropFolderOptions): DropFolders {
  const { database, kinds, inboxDir, outboxDir, log, clock = Date.now } = options;
  const memories = new Map<string, InboxMemory>();
  let faults = new Set<string>();
  let found = new Set<string>();
  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const failedIn = (where: string) => (error: unknown) => {
    found.add(`${where}: ${errorCode(error)}`);
    log.error({ folder: where, code: errorCode(error) }, 'a drop folder could not be served');
  };

  function memoryOf({ organization_id: organizationId, id }: InterfaceRow): InboxMemory {
    const key = `${organizationId} ${id}`;
    const memory = memories.get(key) ?? { seen: new Map(), held: new Map() };
    memories.set(key, memory);
    return memory;
  }

  async function serveInbox(row: InterfaceRow): Promise<number> {
    const kind = kinds.find((each) => each.kind === row.kind);
    if (kind === undefined) return 0;
    const failed = failedIn(`inbox/${row.folder}`);
    const round = { database, inboxDir, kind, row, memory: memoryOf(row), now: clock() };
    try {
      return await runInboxRound({ ...round, failed });
    } catch (error) {
      failed(error);
      return 0;
    }
  }

  async function serve(organizationId: string): Promise<number> {
    const scope = { kind: 'system', organizationId, reason: 'drop folders' } as const;
    const rows = await database.inTransaction(scope, listEnabledInterfaces);
    let handled = 0;
    for (const row of rows) if (!stopped) handled += await serveInbox(row);
    const outbox = { database, outboxDir };
    return (
      handled +
      (await sendFiles(outbox, organizationId, (folder, error) => {
        failedIn(`outbox/${folder}`)(error);
      }))
    );
  }

  async function runOnce(): Promise<number> {
    found = new Set();
    let handled = 0;
    try {
      for (const organizationId of await listOrganizations(database))
        if (!stopped) handled += await serve(organizationId);
    } catch (error) {
      failedIn('drop folders')(error);
    }
    faults = found;
    return handled;
  }

  function plan(): void {
    timer = setTimeout(() => {
      running = runOnce().then(() => {
        if (!stopped) plan();
      });
    }, everyMs);
  }

  return {
    runOnce,
    start: plan,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    faults: () => [...faults].sort(),
  };
}
