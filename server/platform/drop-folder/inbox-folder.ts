// The files of one interface on the disk: seen, claimed, read, ended. Every move is a rename within one folder.
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../ids.ts';
import { ownFolders, type SeenEntry } from './file-state.ts';
import { writeWhole } from './write-whole.ts';

/** A claimed file is another server's for so long; then that server is taken to be gone. */
const claimMs = 120_000;

export async function prepareInbox(folder: string): Promise<void> {
  for (const own of Object.values(ownFolders))
    await mkdir(join(folder, own), { recursive: true, mode: 0o770 });
}

export async function lookAtInbox(folder: string): Promise<SeenEntry[]> {
  const seen: SeenEntry[] = [];
  for (const name of await readdir(folder)) {
    // Never followed: what a link points at is not what was dropped here.
    const stat = await orMissing(lstat(join(folder, name)));
    if (stat === null) continue;
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
    seen.push({ name, kind, size: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino });
  }
  return seen.sort((a, b) => a.mtimeMs - b.mtimeMs || a.name.localeCompare(b.name));
}

/** The file's new name, or `null` when another server was faster. Of all who try, one rename finds the file. */
export async function claimFile(folder: string, name: string): Promise<string | null> {
  return moveUnderNewName(folder, { from: name, called: name });
}

/** Takes up again what a server left behind when it ended. */
export async function claimLeftBehind(
  folder: string,
  { now, mine }: { now: number; mine: ReadonlySet<string> },
): Promise<string[]> {
  const taken: string[] = [];
  for (const name of await readdir(join(folder, ownFolders.claimed))) {
    if (mine.has(name)) continue;
    const stat = await orMissing(lstat(join(folder, ownFolders.claimed, name)));
    // The time of the claim: a rename changes it, and nothing that a sender can set does.
    if (stat === null || now - stat.ctimeMs < claimMs) continue;
    const from = join(ownFolders.claimed, name);
    const claimed = await moveUnderNewName(folder, { from, called: ownNameOf(name) });
    if (claimed !== null) taken.push(claimed);
  }
  return taken;
}

/** A refused file that is to be read once more; `null` when it is not there any more. */
export async function claimRefused(folder: string, messageId: string): Promise<string | null> {
  const names = await readdir(join(folder, ownFolders.refused));
  const name = names.find((each) => each.startsWith(`${messageId}.`) && !each.endsWith(reportEnd));
  if (name === undefined) return null;
  const from = join(ownFolders.refused, name);
  return moveUnderNewName(folder, { from, called: ownNameOf(name) });
}

export type ReadClaimed =
  { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' | 'no-file' | 'gone' | 'growing' };

export async function readClaimed(
  folder: string,
  name: string,
  maxBytes: number,
): Promise<ReadClaimed> {
  const path = join(folder, ownFolders.claimed, name);
  const stat = await orMissing(lstat(path));
  if (stat === null) return { kind: 'gone' };
  if (!stat.isFile()) return { kind: 'no-file' };
  if (stat.size > maxBytes) return { kind: 'too-large' };
  const file = await orMissing(open(path, constants.O_RDONLY | constants.O_NOFOLLOW));
  if (file === null) return { kind: 'gone' };
  try {
    return await readWhole(file, maxBytes);
  } finally {
    await file.close();
  }
}

/** Whoever still writes has the file open, wherever it was moved: such a file is read at another look. */
async function readWhole(file: FileHandle, maxBytes: number): Promise<ReadClaimed> {
  const before = await file.stat();
  const bytes = Buffer.alloc(Math.min(before.size, maxBytes) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === bytes.length) break;
  }
  const after = await file.stat();
  const isWhole = length === before.size && after.mtimeMs === before.mtimeMs;
  return isWhole ? { kind: 'bytes', bytes: bytes.subarray(0, length) } : { kind: 'growing' };
}

const reportEnd = '.report.txt';

/** The report stands before the file does: whoever sees the file in its last place finds why beside it. */
export async function endFile(
  folder: string,
  name: string,
  {
    messageId,
    outcome,
    report,
  }: { messageId: string; outcome: 'done' | 'refused'; report: string },
): Promise<void> {
  const ended = `${messageId}.${ownNameOf(name)}`;
  await writeWhole(join(folder, outcome), `${ended}${reportEnd}`, report);
  await orMissing(rename(join(folder, ownFolders.claimed, name), join(folder, outcome, ended)));
}

async function moveUnderNewName(
  folder: string,
  { from, called }: { from: string; called: string },
): Promise<string | null> {
  const claimed = `${newId()}.${plainName(called)}`;
  const target = join(folder, ownFolders.claimed, claimed);
  const isMoved = await orMissing(rename(join(folder, from), target).then(() => true));
  return isMoved === null ? null : claimed;
}

/** Without the id of the claim, or of the message, in front. */
function ownNameOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

/** What a sender calls a file may be of any length and hold anything but a slash. */
function plainName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-80);
}

async function orMissing<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
