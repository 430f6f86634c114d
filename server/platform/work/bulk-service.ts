// One action on many items: judged item by item, written set by set, each item once.
import type { WorkAct } from '#contract/work';
import type { Bulk, BulkAction, BulkRefusal } from '#contract/work-bulk';
import { recordAudit } from '../audit/record-audit.ts';
import { Composed, recordChange } from '../change-log/record-change.ts';
import { mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { invalidInput, notAllowed, notFound } from '../problem.ts';
import {
  bulkView,
  findBulk,
  insertBulk,
  listRefused,
  listWaiting,
  lockRunningBulk,
  recordOutcomes,
  type BulkRow,
  type BulkWish,
} from './bulk-repository.ts';
import { refuseBulkItem, type BulkActor } from './bulk-rules.ts';
import type { Queue } from './queue.ts';
import { tellBulkEnded, tellReassigned } from './tell-colleagues.ts';
import { composedItem } from './work-queries.ts';
import {
  listJudgedRows,
  lockJudgedRows,
  noLease,
  updateWorkRows,
  type JudgedRow,
  type WorkChange,
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
  const wishes = wishesOf(request);
  const ids = wishes.map(({ itemId }) => itemId);
  const rows = byId(await listJudgedRows(ctx, queue.name, request.clinicId, ids));
  const actor = bulkActor(ctx, queue, request.clinicId);
  const refused = wishes.flatMap(({ itemId, expectedVersion }) => {
    const because = refuseBulkItem(actor, request.action, expectedVersion, rows.get(itemId));
    return because === null ? [] : [{ itemId, because }];
  });
  return { would: wishes.length - refused.length, refused };
}

/** What wakes the tick that runs them. */
export const bulkStarted = 'bulk-started';

export async function startBulk(ctx: Ctx, queue: Queue, request: BulkRequest): Promise<Bulk> {
  await requireAction(ctx, queue, request);
  if (ctx.actorId === null) throw notAllowed('Only people ask for such an action.');
  const wishes = wishesOf(request);
  const row: BulkRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: request.clinicId,
    queue: queue.name,
    action: request.action,
    requested_by_id: ctx.actorId,
    command_id: ctx.commandId,
    total: wishes.length,
    done: 0,
    refused: 0,
    started_at: ctx.now,
    ended_at: null,
    version: 1,
  };
  await insertBulk(ctx, row, wishes);
  recordAudit(ctx, {
    act: `${queue.name}.bulk-started`,
    clinicId: row.clinic_id,
    entityId: row.id,
    detail: { verb: row.action.verb, total: row.total },
  });
  ctx.wakes.push(bulkStarted);
  return announceBulk(ctx, queue, row);
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
  if (action.verb !== 'assign' || action.ownerId === null) return;
  if (!(await queue.mayWork(ctx, action.ownerId, clinicId)))
    throw invalidInput('action.ownerId', 'names somebody who does not work this queue here');
  if ((await queue.away(ctx)).has(action.ownerId))
    throw invalidInput('action.ownerId', 'names somebody who is away now');
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
  const rows = byId(await lockJudgedRows(ctx, queue.name, bulk.clinic_id, ids));
  const actor = bulkActor(ctx, queue, bulk.clinic_id);
  const outcomes = wishes.map(({ itemId, expectedVersion }) => ({
    itemId,
    because: refuseBulkItem(actor, bulk.action, expectedVersion, rows.get(itemId)),
  }));
  const taken = outcomes.flatMap(({ itemId, because }) =>
    because === null ? (rows.get(itemId) ?? []) : [],
  );
  await actOnAll(ctx, queue, bulk.action, taken);
  const after = await recordOutcomes(ctx, bulk, outcomes);
  tellBulkEnded(system, after);
  announceBulk(ctx, queue, after);
  return wishes.length;
}

function bulkActor(ctx: Ctx, { permissions }: Queue, clinicId: string): BulkActor {
  return {
    actorId: ctx.actorId,
    now: ctx.now,
    mayWork: mayAct(ctx, permissions.work, clinicId),
    mayAssign: mayAct(ctx, permissions.assign, clinicId),
  };
}

/** The job acts with the rights that its requester has now, and under their name. */
async function asRequester(system: Ctx, queue: Queue, bulk: BulkRow): Promise<Ctx> {
  const { organizationId } = system;
  const staffId = bulk.requested_by_id;
  const grants = await queue.grantsOf(system, staffId);
  return {
    ...system,
    scope: { kind: 'user', organizationId, staffId, grants },
    actorId: staffId,
    commandId: bulk.command_id,
  };
}

const acts = { assign: 'assigned', snooze: 'snoozed', tag: 'tagged' } as const satisfies Record<
  BulkAction['verb'],
  WorkAct
>;

function changeOf(action: BulkAction): WorkChange {
  switch (action.verb) {
    case 'assign':
      return { owner_id: action.ownerId };
    case 'snooze':
      return { ...noLease, snoozed_until: action.until };
    case 'tag':
      return { tags: [...new Set(action.tags)].sort() };
  }
}

async function actOnAll(
  ctx: Ctx,
  queue: Queue,
  action: BulkAction,
  rows: readonly JudgedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const act = acts[action.verb];
  if (action.verb === 'assign') for (const row of rows) tellReassigned(ctx, row, action.ownerId);
  await updateWorkRows(ctx, rows, act, changeOf(action));
  const type = `${queue.name}.work-${act}`;
  const payload = new Composed(composedItem(queue));
  for (const { id, clinic_id: clinicId, version: before } of rows) {
    const version = before + 1;
    recordChange(ctx, { type, clinicId, entityId: id, version, payload });
    recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version } });
  }
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

function wishesOf({ items }: BulkRequest): BulkWish[] {
  return Object.entries(items).map(([itemId, expectedVersion]) => ({ itemId, expectedVersion }));
}

function byId(rows: readonly JudgedRow[]): Map<string, JudgedRow> {
  return new Map(rows.map((row) => [row.id, row]));
}
