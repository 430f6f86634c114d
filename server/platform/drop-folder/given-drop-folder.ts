// Builders for tests: an interface with folders of its own that vanish with the test.
import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import type { InterfaceKind } from './interface-kind.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';
import { createDropFolders, type DropFolders } from './start-drop-folders.ts';

export async function givenInterface(
  t: TestDatabase,
  organizationId: string,
  over: Partial<InterfaceRow> = {},
): Promise<InterfaceRow> {
  const row: InterfaceRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: null,
    kind: 'eligibility',
    name: 'Harbor clearing house',
    folder: 'harbor',
    our_qualifier: 'ZZ',
    our_id: 'DAYSHEET',
    their_qualifier: 'ZZ',
    their_id: 'PAYER',
    is_test: true,
    provider_name: 'Daysheet Clinics',
    provider_npi: '1999999984',
    payer_ids: [],
    their_application: null,
    their_facility: null,
    our_application: null,
    our_facility: null,
    enabled: true,
    last_control: 0,
    created_at: t.clock.now,
    version: 1,
    ...over,
  };
  await t.owner('interface').insert(row);
  await t.owner('interface_version').insert({
    organization_id: organizationId,
    clinic_id: row.clinic_id,
    id: row.id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
  return row;
}

export function messagesOf(t: TestDatabase, { id }: InterfaceRow): Promise<MessageRow[]> {
  return t
    .owner('interface_message')
    .where({ interface_id: id })
    .orderBy(['at', 'id'])
    .select<MessageRow[]>('*');
}

export interface GivenFolders {
  inbox: string;
  outbox: string;
  /** Another server over the same folders; `startsAt` is its time, in milliseconds. */
  server(kinds: readonly InterfaceKind[], clock?: () => number): DropFolders;
  drop(name: string, content: string): Promise<void>;
  /** Names in a folder below the inbox, without the ids in front. */
  names(folder: '.' | 'claimed' | 'done' | 'refused'): Promise<string[]>;
  report(folder: 'done' | 'refused'): Promise<string>;
  sent(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function givenFolders(t: TestDatabase, row: InterfaceRow): Promise<GivenFolders> {
  const root = await mkdtemp(join(tmpdir(), 'daysheet-drop-'));
  const roots = { inboxDir: join(root, 'inbox'), outboxDir: join(root, 'outbox') };
  const inbox = join(roots.inboxDir, row.organization_id, row.folder);
  const outbox = join(roots.outboxDir, row.organization_id, row.folder);
  await mkdir(inbox, { recursive: true });
  const namesIn = async (folder: string): Promise<string[]> =>
    (await readdir(join(inbox, folder))).sort();
  return {
    inbox,
    outbox,
    server: (kinds, clock) =>
      createDropFolders({
        database: t.database,
        kinds,
        ...roots,
        log: pino({ level: 'silent' }),
        ...(clock ? { clock } : {}),
      }),
    drop: (name, content) => writeFile(join(inbox, name), content),
    names: async (folder) =>
      (await namesIn(folder)).map((name) => name.replace(/^[0-9a-f-]{36}\./, '')),
    async report(folder) {
      const names = (await namesIn(folder)).filter((name) => name.endsWith('.report.txt'));
      return readFile(join(inbox, folder, names.at(-1) ?? ''), 'utf8');
    },
    async sent() {
      const names = (await readdir(outbox)).sort();
      return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
