// Builders for tests: an organization that exports, and an archive taken apart.
import type { DataExport } from '#contract/exports';
import { fromBuffer } from 'yauzl';
import type { BlobHome } from '../platform/blob-store/due-blobs.ts';
import { testBlobs } from '../platform/blob-store/test-blobs.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import type { ExportRow } from './exports-view.ts';
import { requestExport } from './exports-service.ts';
import { makeExport } from './start-exports.ts';

export type Entries = ReadonlyMap<string, Buffer>;

export async function blobHome({ database }: TestDatabase): Promise<BlobHome> {
  return { database, blobs: (await testBlobs()).store };
}

export function askForExport(t: TestDatabase, by: GivenStaff): Promise<DataExport> {
  return t.database.inTransaction(by.scope, (ctx) =>
    requestExport(ctx, { reason: 'Moving to another system' }),
  );
}

/** Asked for, made, and opened as whoever fetched it would. */
export async function givenArchive(
  t: TestDatabase,
  by: GivenStaff,
): Promise<{ row: ExportRow; bytes: Buffer; entries: Entries }> {
  const { id } = await askForExport(t, by);
  const home = await blobHome(t);
  await makeExport(home, by.organizationId);
  const row = await exportRow(t, id);
  const bytes = await readAll(await home.blobs.get(by.organizationId, row.blob_key ?? ''));
  return { row, bytes, entries: await entriesOf(bytes) };
}

export async function exportRow(t: TestDatabase, id: string): Promise<ExportRow> {
  const row = await t.owner('export_run').where({ id }).first<ExportRow | undefined>('*');
  if (!row) throw new Error('There is no such export.');
  return row;
}

export function linesOf(entries: Entries, name: string): Record<string, unknown>[] {
  const text = entries.get(name)?.toString('utf8') ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export async function readAll(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function entriesOf(bytes: Buffer): Promise<Entries> {
  const entries = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (failed, zip) => {
      if (failed) {
        reject(failed);
        return;
      }
      zip.on('entry', (entry: { fileName: string }) => {
        zip.openReadStream(entry as never, (broken, stream) => {
          if (broken) {
            reject(broken);
            return;
          }
          readAll(stream).then((content) => {
            entries.set(entry.fileName, content);
            zip.readEntry();
          }, reject);
        });
      });
      zip.once('end', () => resolve(entries)).once('error', reject);
      zip.readEntry();
    });
  });
}
