// What was acknowledged is applied: per interface in the order in which it came, each message in a transaction of its own.
import type { Logger } from 'pino';
import { kindOf, readHeader } from '../../interop/hl7/header.ts';
import { Hl7Misread } from '../../interop/hl7/hl7-problem.ts';
import { readMessage } from '../../interop/hl7/read-message.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { plusSeconds } from '../clock/instants.ts';
import type { Ctx, Scope } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import type { FileProblem } from '../drop-folder/interface-kind.ts';
import { errorCode } from '../error-code.ts';
import { isUnavailable } from '../http/send-problem.ts';
import { organizationWorkers } from '../organization-workers.ts';
import { MessageRefused, type Hl7Applier, type Hl7Appliers } from './hl7-applier.ts';
import type { Hl7MessageRow } from './hl7-message-row.ts';
import {
  listWaitingInterfaces,
  lockHl7Message,
  lockNext,
  updateMessage,
} from './hl7-message-repository.ts';
import { announceMessages, hl7Wake } from './take-messages.ts';

export interface ApplyOptions {
  database: Database;
  appliers: Hl7Appliers;
  log: Logger;
}

/** Faults of our own: after so many the message is put aside, for people to look at. */
const mostTries = 3;
const secondsUntilNext = [10, 60];
const deadlock = '40P01';
const pollMs = 2_000;

/** Answers how many messages were applied, put aside or put off; tests call it by hand. */
export async function applyOnce(
  options: ApplyOptions,
  organizationId: string,
  isStopped: () => boolean = () => false,
): Promise<number> {
  const scope = scopeOf(organizationId);
  const interfaces = await options.database.inTransaction(scope, listWaitingInterfaces);
  let settled = 0;
  for (const interfaceId of interfaces)
    while (!isStopped() && (await applyNext(options, scope, interfaceId))) settled += 1;
  return settled;
}

/** Woken at once by whoever kept a message, on whichever server; the poll is for what no ring told of. */
export function startApplying(options: ApplyOptions): { stop(): Promise<void> } {
  const { database, log } = options;
  let stopped = false;
  const workers = organizationWorkers({
    atOnce: 2,
    run: async (organizationId) => {
      await applyOnce(options, organizationId, () => stopped);
    },
    failed: (error) => log.error({ code: errorCode(error) }, 'messages could not be applied'),
  });
  const stopListening = database.doorbell.onRing((rung) => {
    for (const { organizationId, feed } of rung)
      if (feed === hl7Wake) workers.request(organizationId);
  });
  const poll = setInterval(() => {
    listOrganizations(database).then(
      (organizationIds) => organizationIds.forEach((id) => workers.request(id)),
      (error: unknown) => log.error({ code: errorCode(error) }, 'messages could not be looked for'),
    );
  }, pollMs);
  return {
    async stop() {
      stopped = true;
      stopListening();
      clearInterval(poll);
      await workers.stop();
    },
  };
}

/** `false`: there was none. @throws where the database is away: then the message waits for as long as it takes */
async function applyNext(
  options: ApplyOptions,
  scope: Scope,
  interfaceId: string,
): Promise<boolean> {
  const { database, appliers, log } = options;
  let tried: Hl7MessageRow | undefined;
  try {
    return await database.inTransaction(scope, async (ctx) => {
      const next = await lockNext(ctx, interfaceId);
      if (!next) return false;
      const { content, ...row } = next;
      tried = row;
      await apply(ctx, appliers, row, content);
      await settle(ctx, row, { state: 'applied', applied_at: ctx.now });
      return true;
    });
  } catch (error) {
    if (tried === undefined || isUnavailable(error as Error) || errorCode(error) === deadlock)
      throw error;
    if (!(error instanceof MessageRefused))
      log.error({ code: errorCode(error), message: tried.id }, 'a message could not be applied');
    await leave(database, scope, tried, error);
    return true;
  }
}

async function apply(
  ctx: Ctx,
  appliers: Hl7Appliers,
  row: Hl7MessageRow,
  content: Uint8Array,
): Promise<void> {
  const read = readMessage(content);
  if (read.kind === 'refused') throw MessageRefused.because(read.problem);
  const { message } = read;
  const header = orRefused(() => readHeader(message));
  // By what it says now: one that is read again is of a type that was not taken when it came.
  const kind = kindOf(header);
  const applier: Hl7Applier | undefined = Object.hasOwn(appliers, kind)
    ? appliers[kind]
    : undefined;
  if (applier === undefined)
    throw new MessageRefused({ place: 1, code: 'other-type', reason: 'MSH-9 is not taken' });
  await applier(ctx, { row, message });
}

function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Hl7Misread) throw MessageRefused.because(error.problem);
    throw error;
  }
}

/** Put aside with its reason, or put off: either way the next one is not held up. */
function leave(
  database: Database,
  scope: Scope,
  { id, tries }: Hl7MessageRow,
  error: unknown,
): Promise<void> {
  return database.inTransaction(scope, async (ctx) => {
    const row = await lockHl7Message(ctx, id);
    // Another server may have taken it up meanwhile.
    if (row?.state !== 'taken' || row.tries !== tries) return;
    if (error instanceof MessageRefused) return quarantine(ctx, row, error.problems);
    const wait = secondsUntilNext[tries];
    if (tries + 1 < mostTries && wait !== undefined) {
      await updateMessage(ctx, id, { tries: tries + 1, try_at: plusSeconds(ctx.now, wait) });
      return;
    }
    const reason = `applying it failed: ${errorCode(error)}`;
    return quarantine(ctx, { ...row, tries: tries + 1 }, [
      { place: 0, code: 'unexpected', reason },
    ]);
  });
}

/** Who mends it begins with the first problems. */
const mostProblems = 50;

async function quarantine(
  ctx: Ctx,
  row: Hl7MessageRow,
  problems: readonly FileProblem[],
): Promise<void> {
  const problem_code = problems[0]?.code ?? 'unexpected';
  const { tries } = row;
  await settle(ctx, row, {
    ...{ state: 'quarantined', problem_code, tries },
    problems: problems.slice(0, mostProblems),
  });
}

async function settle(
  ctx: Ctx,
  { id, clinic_id: clinicId, interface_id: interfaceId }: Hl7MessageRow,
  change: Parameters<typeof updateMessage>[2],
): Promise<void> {
  const { state, problem_code: problem } = await updateMessage(ctx, id, change);
  announceMessages(ctx, interfaceId);
  recordAudit(ctx, {
    ...{ act: 'interface.apply-message', clinicId, entityId: id, detail: { state, problem } },
  });
}

function scopeOf(organizationId: string): Scope {
  return { kind: 'system', organizationId, reason: 'hl7 messages are applied' };
}
