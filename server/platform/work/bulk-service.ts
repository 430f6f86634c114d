// One action on many items: judged item by item, written set by set, each item once.
import type { Bulk, BulkAction, BulkRefusal } from '#contract/work-bulk';
import { recordAudit } from '../audit/record-audit.ts';
import { Composed, recordChange } from '../change-log/record-change.ts';
import { inNameOf, mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../problem.ts';
import { bulkDecision, mayDecideMany } from './bulk-decision.ts';
import { judgeBulk } from './bulk-judge.ts';
import {
  bulkView,
  findBulk,
  insertBulk,
  insertUndo,
  isUndone,
  listRefused,
  listWaiting,
  lockBulk,
  lockRunningBulk,
  recordOutcomes,
  type BulkRow,
  type Former,
} from './bulk-repository.ts';
import type { BulkStep, TakenRow } from './bulk-rules.ts';
import type { Queue } from './queue.ts';
import { tellBulkEnded, tellReassigned } from './tell-colleagues.ts';
import { composedItem } from './work-queries.ts';
import {
  listJudgedRows,
  lockJudgedRows,
  updateWorkRows,
  type JudgedRow,
} from './work-repository.ts';
import { longestSnooze } from './work-service.ts';

export interface BulkRequest {
  clinicId: string;
  action: BulkAction;
  /** Item → expected version. */
  items: Readonly<Record<string, number>>;
}

export async function previewBulk(
  ctx: Ctx,
  queue: Queue,
  request: BulkRequest,
): Promise<{ would: number; refused: BulkRefusal[] }> {
  await requireAction(ctx, queue, request);
  const wishes = Object.entries(request.items).map(([itemId, expectedVersion]) => {
    return { itemId, expectedVersion, former: null };
  });
  const ids = wishes.map(({ itemId }) => itemId);
  const rows = await listJudgedRows(ctx, queue.name, request.clinicId, ids);
  const { judged } = await judgeBulk(ctx, queue, request, { wishes, rows });
  const refused = judged.flatMap(({ itemId, verdict }) =>
    'because' in verdict ? [{ itemId, because: verdict.because }] : [],
  );
  return { would: wishes.length - refused.length, refused };
}

/** What wakes the tick that runs them. */
export const bulkStarted = 'bulk-started';

export async function startBulk(ctx: Ctx, queue: Queue, request: BulkRequest): Promise<Bulk> {
  await requireAction(ctx, queue, request);
  const { clinicId, action, items } = request;
  const row = newBulk(ctx, queue, { clinicId, action, total: Object.keys(items).length });
  await insertBulk(ctx, row, items);
  return begin(ctx, queue, row);
}

/** An action of its own: it runs as one, and leaves alone what somebody has changed since. */
export async function undoBulk(ctx: Ctx, queue: Queue, bulkId: string): Promise<Bulk> {
  const former = await lockBulk(ctx, queue.name, bulkId);
  if (!former || !mayAct(ctx, queue.permissions.work, former.clinic_id)) throw notFound('action');
  if (former.requested_by_id !== ctx.actorId)
    throw notAllowed('Who started an action takes it back; nothing was changed.');
  if (former.ended_at === null)
    throw ruleBroken('still-running', 'It still runs; take it back when it has ended.');
  const { action: undone } = former;
  if (undone.verb === 'undo' || former.done === 0)
    throw ruleBroken('not-undoable', 'There is nothing in it to take back.');
  const decision = undone.verb === 'decide' ? { decision: undone.decision } : {};
  if (undone.verb === 'decide' && !bulkDecision(queue, undone.decision)?.takeBack)
    throw ruleBroken('not-undoable', 'This decision cannot be taken back; nothing was changed.');
  if (undone.verb === 'decide')
    requireDecider(ctx, queue, { clinicId: former.clinic_id, decision: undone.decision });
  if (await isUndone(ctx, bulkId))
    throw ruleBroken('already-undone', 'It was taken back already; nothing was changed.');
  const action = { verb: 'undo', bulkId, undone: undone.verb, ...decision } as const;
  const row = newBulk(ctx, queue, {
    clinicId: former.clinic_id,
    action,
    total: former.done,
  });
  await insertUndo(ctx, row);
  return begin(ctx, queue, row);
}

function newBulk(
  ctx: Ctx,
  queue: Queue,
  { clinicId, action, total }: Pick<Bulk, 'clinicId' | 'action' | 'total'>,
): BulkRow {
  if (ctx.actorId === null) throw notAllowed('Only people ask for such an action.');
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    queue: queue.name,
    action,
    undoes_id: action.verb === 'undo' ? action.bulkId : null,
    requested_by_id: ctx.actorId,
    command_id: ctx.commandId,
    total,
    done: 0,
    refused: 0,
    started_at: ctx.now,
    ended_at: null,
    version: 1,
  };
}

function begin(ctx: Ctx, queue: Queue, row: BulkRow): Bulk {
  recordAudit(ctx, {
    act: `${queue.name}.bulk-started`,
    clinicId: row.clinic_id,
    entityId: row.id,
    detail: { ...whatOf(row.action), total: row.total },
  });
  ctx.wakes.push(bulkStarted);
  return announceBulk(ctx, queue, row);
}

/** As the audit log has it: ids of items and people stand in the action's own entries. */
function whatOf(action: Bulk['action']): { verb: string; decision?: string | undefined } {
  const { verb } = action;
  return 'decision' in action ? { verb, decision: action.decision } : { verb };
}

export async function getBulk(
  ctx: Ctx,
  queue: Queue,
  bulkId: string,
): Promise<{ bulk: Bulk; refused: BulkRefusal[] }> {
  const row = await findBulk(ctx, queue.name, bulkId);
  if (!row || !mayAct(ctx, queue.permissions.work, row.clinic_id)) throw notFound('action');
  return { bulk: bulkView(row), refused: await listRefused(ctx, row.id) };
}

/** What is wrong with the action itself, whatever the items. */
async function requireAction(
  ctx: Ctx,
  queue: Queue,
  { clinicId, action }: BulkRequest,
): Promise<void> {
  if (!mayAct(ctx, queue.permissions.work, clinicId))
    throw notAllowed('This queue is not yours to work in this clinic; nothing was changed.');
  if (action.verb === 'snooze' && !(action.until > ctx.now && action.until <= longestSnooze(ctx)))
    throw invalidInput('action.until', 'must lie ahead, within a year');
  if (action.verb === 'decide' && !bulkDecision(queue, action.decision))
    throw invalidInput('action.decision', 'is nothing that this queue decides about many at once');
  if (action.verb === 'decide') requireDecider(ctx, queue, { clinicId, ...action });
  if (action.verb !== 'assign' || action.ownerId === null) return;
  if (!(await queue.mayWork(ctx, action.ownerId, clinicId)))
    throw invalidInput('action.ownerId', 'names somebody who does not work this queue here');
  if ((await queue.away(ctx)).has(action.ownerId))
    throw invalidInput('action.ownerId', 'names somebody who is away now');
}

function requireDecider(
  ctx: Ctx,
  queue: Queue,
  asked: { clinicId: string; decision: string },
): void {
  if (!mayDecideMany(ctx, queue, asked))
    throw notAllowed('That is not yours to decide in this clinic; nothing was changed.');
}

/** So many items a step: each step commits with its changes, and progress shows after it. */
const itemsPerStep = 500;

/** One step of the oldest action that runs in these queues; returns how many items it handled. */
export async function runBulkStep(system: Ctx, ...queues: Queue[]): Promise<number> {
  const names = queues.map(({ name }) => name);
  const bulk = await lockRunningBulk(system, names);
  const queue = queues.find(({ name }) => name === bulk?.queue);
  if (!bulk || !queue) return 0;
  const ctx = await asRequester(system, queue, bulk);
  const wishes = await listWaiting(ctx, bulk.id, itemsPerStep);
  const ids = wishes.map(({ itemId }) => itemId);
  const rows = await lockJudgedRows(ctx, queue.name, bulk.clinic_id, ids);
  const asked = { clinicId: bulk.clinic_id, action: bulk.action };
  const { judged: verdicts, act } = await judgeBulk(ctx, queue, asked, { wishes, rows });
  const taken = verdicts.flatMap(({ verdict }) => ('row' in verdict ? [verdict] : []));
  if (taken.length > 0) await (act ?? (() => actOnAll(ctx, queue, taken)))();
  const outcomes = verdicts.map(({ itemId, verdict }) =>
    'row' in verdict
      ? { itemId, because: null, former: formerOf(verdict.row) }
      : { itemId, because: verdict.because, former: null },
  );
  const after = await recordOutcomes(ctx, bulk, outcomes);
  tellBulkEnded(system, after);
  announceBulk(ctx, queue, after);
  return wishes.length;
}

/** The job acts with the rights that its requester has now, and under their name. */
async function asRequester(system: Ctx, queue: Queue, bulk: BulkRow): Promise<Ctx> {
  const staffId = bulk.requested_by_id;
  const grants = await queue.grantsOf(system, staffId);
  return { ...inNameOf(system, staffId, grants), commandId: bulk.command_id };
}

/** Items that become the same are written by one statement. */
async function actOnAll(ctx: Ctx, queue: Queue, taken: readonly TakenRow[]): Promise<void> {
  const alike = Map.groupBy(taken, ({ step }) => JSON.stringify(step));
  for (const group of alike.values()) {
    const step = group[0]?.step;
    if (step) await actOnAlike(ctx, queue, step, group);
  }
}

async function actOnAlike(
  ctx: Ctx,
  queue: Queue,
  { act, change }: BulkStep,
  group: readonly TakenRow[],
): Promise<void> {
  const rows = group.map(({ row }) => row);
  const { owner_id: ownerId } = change;
  if (ownerId !== undefined) for (const row of rows) tellReassigned(ctx, row, ownerId);
  await updateWorkRows(ctx, rows, act, change);
  const type = `${queue.name}.work-${act}`;
  const payload = new Composed(composedItem(queue));
  for (const { id, clinic_id: clinicId, version: before } of rows) {
    const version = before + 1;
    recordChange(ctx, { type, clinicId, entityId: id, version, payload });
    recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version } });
  }
}

function formerOf(row: JudgedRow): Former {
  return { ownerId: row.owner_id, snoozedUntil: row.snoozed_until, tags: row.tags };
}

function announceBulk(ctx: Ctx, queue: Queue, row: BulkRow): Bulk {
  const view = bulkView(row);
  recordChange(ctx, {
    type: `${queue.name}.bulk-progressed`,
    clinicId: row.clinic_id,
    entityId: row.id,
    version: row.version,
    payload: view,
  });
  return view;
}
