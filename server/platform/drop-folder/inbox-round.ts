// One look at the inbox of an interface: what may be taken is claimed, read and ended.
import { join } from 'node:path';
import type { Database } from '../db/database.ts';
import { errorCode } from '../error-code.ts';
import { isUnavailable } from '../http/send-problem.ts';
import { entryState, type SeenEntry } from './file-state.ts';
import {
  claimFile,
  claimLeftBehind,
  claimRefused,
  endFile,
  lookAtInbox,
  prepareInbox,
  readClaimed,
} from './inbox-folder.ts';
import { listAskedAgain } from './interface-queries.ts';
import type { FileProblem, FileRefused, InterfaceKind } from './interface-kind.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';
import { stopAsking } from './message-repository.ts';
import { reportText } from './report-text.ts';
import { refuseFile, refuseUnread, scopeOf, takeFile } from './take-file.ts';

/** What one server remembers of one inbox between its looks. */
export interface InboxMemory {
  seen: Map<string, SeenEntry>;
  /** Files that this server holds, by their claimed names. */
  held: Map<string, Held>;
}

interface Held {
  /** How often reading it has failed. */
  tries: number;
  /** What became of it, where only its last move is left. */
  settled: MessageRow | null;
}

export interface InboxRound {
  database: Database;
  /** Of all organizations. */
  inboxDir: string;
  kind: InterfaceKind;
  row: InterfaceRow;
  memory: InboxMemory;
  /** Milliseconds since 1970, by which a claim of another server counts as left behind. */
  now: number;
  failed: (error: unknown) => void;
}

/** A fault of our own in reading a file: after so many looks the file is put aside, so that others get their turn. */
const mostTries = 3;
const deadlock = '40P01';

/** Answers how many files were ended. */
export async function runInboxRound(round: InboxRound): Promise<number> {
  const folder = inboxOf(round);
  await prepareInbox(folder);
  await claimAll(round, folder);
  let ended = 0;
  for (const [name, held] of [...round.memory.held]) {
    try {
      if (await takeClaimed(round, folder, { name, held })) ended += 1;
    } catch (error) {
      round.failed(error);
    }
  }
  return ended;
}

function inboxOf({ inboxDir, row }: Pick<InboxRound, 'inboxDir' | 'row'>): string {
  return join(inboxDir, row.organization_id, row.folder);
}

async function claimAll(round: InboxRound, folder: string): Promise<void> {
  const { memory, now } = round;
  const claimed = await claimLeftBehind(folder, { now, mine: new Set(memory.held.keys()) });
  claimed.push(...(await claimAskedAgain(round, folder)));
  const entries = await lookAtInbox(folder);
  for (const entry of entries) {
    const before = memory.seen.get(entry.name);
    const state = entryState(entry, before);
    const mayBeTaken = state === 'complete' || (state === 'no-file' && before !== undefined);
    const name = mayBeTaken ? await claimFile(folder, entry.name) : null;
    if (name !== null) claimed.push(name);
  }
  memory.seen = new Map(entries.map((entry) => [entry.name, entry]));
  for (const name of claimed) memory.held.set(name, { tries: 0, settled: null });
}

async function claimAskedAgain(round: InboxRound, folder: string): Promise<string[]> {
  const { database, row } = round;
  const asked = await database.inTransaction(scopeOf(row), (ctx) => listAskedAgain(ctx, row.id));
  const claimed: string[] = [];
  for (const message of asked) {
    const name = await claimRefused(folder, message.id);
    if (name !== null) claimed.push(name);
    await database.inTransaction(scopeOf(row), (ctx) => stopAsking(ctx, message, name === null));
  }
  return claimed;
}

async function takeClaimed(
  round: InboxRound,
  folder: string,
  { name, held }: { name: string; held: Held },
): Promise<boolean> {
  const { kind, memory } = round;
  held.settled ??= await settle(round, folder, { name, held });
  if (held.settled === null) return false;
  const { id: messageId } = held.settled;
  const outcome = held.settled.outcome === 'done' ? 'done' : 'refused';
  const report = reportText(held.settled, kind.placeName);
  await endFile(folder, name, { messageId, outcome, report });
  memory.held.delete(name);
  return true;
}

/** `null`: it waits for the next look. */
async function settle(
  round: InboxRound,
  folder: string,
  { name, held }: { name: string; held: Held },
): Promise<MessageRow | null> {
  const read = await readClaimed(folder, name, round.kind.maxBytes);
  if (read.kind === 'gone') round.memory.held.delete(name);
  if (read.kind === 'gone' || read.kind === 'growing') return null;
  if (read.kind !== 'bytes') return refuseUnread(round, unread[read.kind]);
  try {
    return await takeFile(round, read.bytes);
  } catch (error) {
    round.failed(error);
    // A database that is away comes back, and a deadlock ends: the file waits for as long as it takes.
    if (isUnavailable(error as Error) || errorCode(error) === deadlock) return null;
    held.tries += 1;
    return held.tries < mostTries ? null : refuseFile(round, read.bytes, faultOfOurs(error));
  }
}

function faultOfOurs(error: unknown): Pick<FileRefused, 'problems' | 'controlNumber'> {
  const reason = `reading it failed: ${errorCode(error)}`;
  return { problems: [{ place: 0, code: 'unexpected', reason }], controlNumber: null };
}

const unread: Record<'no-file' | 'too-large', FileProblem> = {
  'no-file': { place: 0, code: 'no-file', reason: 'is a folder, a link or no file at all' },
  'too-large': { place: 0, code: 'too-large', reason: 'is larger than files of this kind may be' },
};
