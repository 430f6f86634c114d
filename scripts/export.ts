// Has an archive of everything made, over HTTP, and fetches it into a file that is there whole or not at all:
//   npm run export -- --out FILE --reason WORDS [--url http://127.0.0.1:4300]
//         [--login NAME, with the password in DAYSHEET_PASSWORD; without it the demo's administrator]
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  exportFailures,
  getArchive,
  listExports,
  requestExport,
  type DataExport,
} from '#contract/exports';
import { httpConsole, type HttpConsole } from './http-console.ts';

const usage =
  'Usage: npm run export -- --out FILE --reason WORDS [--url http://127.0.0.1:4300] [--login NAME]';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    reason: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:4300' },
    login: { type: 'string' },
  },
});

function progress({ filesDone, files }: DataExport): void {
  if (!process.stdout.isTTY || files === 0) return;
  const bar = '█'.repeat(Math.round((filesDone / files) * 30)).padEnd(30, '·');
  process.stdout.write(`\r${bar} ${filesDone} of ${files} files`);
}

/** Asks until the server is done, also across its restarts. */
async function made(desk: HttpConsole, reason: string): Promise<DataExport> {
  let now = await desk.call(requestExport, { body: { reason } });
  while (now.status === 'requested' || now.status === 'running') {
    progress(now);
    await sleep(1000);
    const { items } = await desk.call(listExports).catch(() => ({ items: [now] }));
    now = items.find(({ id }) => id === now.id) ?? now;
  }
  return now;
}

async function fetchInto(desk: HttpConsole, base: string, of: DataExport, out: string) {
  const path = getArchive.path.replace(':exportId', of.id);
  const response = await fetch(base + path, { headers: { cookie: desk.cookie } });
  if (!response.ok || response.body === null)
    throw new Error(`The archive could not be fetched: the server answered ${response.status}.`);
  const part = `${out}.part`;
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(bytes: Buffer, _encoding, next) {
      hash.update(bytes);
      next(null, bytes);
    },
  });
  try {
    const body = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(body, hashing, createWriteStream(part, { mode: 0o600, flush: true }));
    if (hash.digest('hex') !== of.sha256) throw new Error('The archive arrived damaged.');
    await rename(part, out);
  } finally {
    await rm(part, { force: true });
  }
}

async function takeOut(out: string, reason: string): Promise<void> {
  const { login } = values;
  const base = values.url.replace(/\/$/, '');
  const who =
    login === undefined
      ? ('administrator' as const)
      : { login, password: process.env['DAYSHEET_PASSWORD'] ?? '' };
  const desk = await httpConsole(base, who);
  const done = await made(desk, reason);
  if (process.stdout.isTTY) process.stdout.write('\n');
  if (done.status !== 'ready')
    throw new Error(
      done.failure === null ? `The export is ${done.status}.` : exportFailures[done.failure],
    );
  await fetchInto(desk, base, done, out);
  process.stdout.write(`${out}: ${done.files} files, ${done.bytes ?? 0} bytes\n`);
}

if (values.out === undefined || values.reason === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    await takeOut(values.out, values.reason);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
