// The archive itself: a ZIP that is read from the database and written to whoever reads it at the same time, so that no
// file of it ever stands anywhere as it is.
import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BlobStore } from '../../platform/blob-store/blob-store.ts';
import { ProblemError } from '../../platform/problem.ts';
import { listAttachmentsAfter } from '../../platform/work/attachment-repository.ts';
import { listPapersAfter } from '../../patients/chart-page-queries.ts';
import { getOrganization } from '../../staff/staff-queries.ts';
import { readMe } from './archive-words.ts';
import { inPages, type ArchiveFile, type Read } from './archive-file.ts';
import { csvFiles } from './csv-files.ts';
import { stayingColumns, stayingTables } from './exported-tables.ts';
import { fhirFiles } from './fhir-files.ts';
import { tableFiles } from './table-files.ts';

/** Visits of the standards stand before the tables, which stand before what the tables say of files. */
const files: readonly ArchiveFile[] = [...fhirFiles, ...csvFiles, ...tableFiles];
/** With the attached files as one. */
export const archiveFiles = files.length + 1;

export interface ArchiveSource {
  organizationId: string;
  read: Read;
  blobs: BlobStore;
  /** After each file. */
  written: (filesDone: number) => void;
}

interface Listed {
  name: string;
  records: number;
  sha256: string;
}

/** What an archive says of itself. */
export interface Manifest {
  format: 'daysheet-export';
  formatVersion: 1;
  organization: { id: string; name: string };
  /** By the database's clock. Each file is read within a part of this time; nothing was held still meanwhile. */
  readFrom: string;
  readUntil: string;
  files: Listed[];
  /** Records that a FHIR file cannot say, and why; the tables have them. */
  unsaid: { file: string; id: string; why: string }[];
  /** Attached files that the store did not give. */
  missingFiles: string[];
  /** What of the database is not here, and why. */
  notExported: { tables: typeof stayingTables; columns: typeof stayingColumns };
}

export async function* writeArchive(source: ArchiveSource): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const filling = fill(zip, source).then(
    () => zip.end(),
    (error: unknown) => void output.destroy(error as Error),
  );
  for await (const bytes of output) yield bytes as Buffer;
  await filling;
}

async function fill(zip: ZipFile, source: ArchiveSource): Promise<void> {
  const { read, written } = source;
  const manifest: Manifest = {
    format: 'daysheet-export',
    formatVersion: 1,
    organization: await read(getOrganization),
    readFrom: await read((ctx) => Promise.resolve(ctx.now)),
    readUntil: '',
    files: [],
    unsaid: [],
    missingFiles: [],
    notExported: { tables: stayingTables, columns: stayingColumns },
  };
  for (const [place, file] of files.entries()) {
    await addFile(zip, file, { read, manifest });
    written(place + 1);
  }
  await addAttachments(zip, source, manifest);
  written(archiveFiles);
  manifest.readUntil = await read((ctx) => Promise.resolve(ctx.now));
  await add(zip, 'manifest.json', [`${JSON.stringify(manifest, null, 2)}\n`]);
  await add(zip, 'README.txt', [readMe(manifest)]);
}

async function addFile(
  zip: ZipFile,
  { name, parts }: ArchiveFile,
  { read, manifest }: { read: Read; manifest: Manifest },
): Promise<void> {
  const hash = createHash('sha256');
  const listed = { name, records: 0, sha256: '' };
  async function* texts(): AsyncGenerator<string> {
    for await (const { text, records, unsaid = [] } of parts(read)) {
      listed.records += records;
      hash.update(text);
      manifest.unsaid.push(...unsaid.map((each) => ({ file: name, ...each })));
      if (text !== '') yield text;
    }
  }
  await add(zip, name, texts());
  manifest.files.push({ ...listed, sha256: hash.digest('hex') });
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'text/plain': 'txt',
};

/** Under their ids: a file's own name may be a patient's, and stands in the table. */
async function addAttachments(
  zip: ZipFile,
  { organizationId, read, blobs }: ArchiveSource,
  manifest: Manifest,
): Promise<void> {
  for await (const { id, media_type: mediaType, blob_key: key } of keptFiles(read)) {
    const name = `files/${id}.${extensions[mediaType] ?? 'bin'}`;
    const content = await blobs.get(organizationId, key).catch(missing);
    if (content === null) manifest.missingFiles.push(name);
    else await add(zip, name, content, { compress: mediaType === 'text/plain' });
  }
}

async function* keptFiles(
  read: Read,
): AsyncGenerator<{ id: string; media_type: string; blob_key: string }> {
  for (const listAfter of [listAttachmentsAfter, listPapersAfter])
    for await (const page of inPages(read, listAfter))
      yield* page.filter(({ removed_at: removedAt }) => removedAt === null);
}

/** Gone since its row was read, or lost: the rest is not kept from who needs it. */
function missing(error: unknown): null {
  if (error instanceof ProblemError && error.code === 'not-found') return null;
  throw error;
}

/** Resolves once the whole of it has gone into the archive. */
function add(
  zip: ZipFile,
  name: string,
  content: Iterable<string> | AsyncIterable<string | Buffer>,
  options: { compress?: boolean } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.addReadStreamLazy(name, { mode: 0o600, ...options }, (give) => {
      const stream = Readable.from(content, { objectMode: false });
      stream.once('end', resolve).once('error', reject);
      give(null, stream);
    });
  });
}
