// The use cases of an export, and what the one who makes its archive writes down on the way.
import {
  archiveKeptHours,
  exportWorkflow,
  type DataExport,
  type ExportFailure,
} from '#contract/exports';
import { guardTransition } from '#contract/workflow';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { newBlobKey } from '../platform/blob-store/blob-place.ts';
import type { OwnBlob } from '../platform/blob-store/blob-store.ts';
import {
  expectBlob,
  giveUpBlob,
  postponeBlob,
  settleBlob,
} from '../platform/blob-store/due-blobs.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { SentFile } from '../platform/http/route.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { exportViews } from './exports-queries.ts';
import {
  insertExport,
  isUnderWay,
  lockExpired,
  lockExport,
  lockExportToMake,
  updateExport,
} from './exports-repository.ts';
import type { ExportRow } from './exports-view.ts';
import { requireExporter } from './require-exporter.ts';

export const exportRequested = 'export-requested';
/** A server that has not been heard of for so long has crashed. */
const leaseMinutes = 3;
const mostAttempts = 3;

export async function requestExport(ctx: Ctx, { reason }: { reason: string }): Promise<DataExport> {
  await requireExporter(ctx);
  const { actorId } = ctx;
  if (actorId === null) throw notAllowed('Only people ask for an export.');
  if (await isUnderWay(ctx))
    throw ruleBroken('export-under-way', 'An archive is being made already; no other was begun.');
  const row = await insertExport(ctx, { id: newId(), reason, requested_by_id: actorId });
  recordAudit(ctx, { act: 'export.request', clinicId: null, entityId: row.id });
  ctx.wakes.push(exportRequested);
  return announce(ctx, 'requested', row);
}

export async function withdrawExport(
  ctx: Ctx,
  { exportId, expectedVersion }: { exportId: string; expectedVersion: number },
): Promise<DataExport> {
  const row = await takeExport(ctx, exportId);
  requireStep(row, 'withdraw');
  // How far it is says nothing that a decision rests on: while it is made, every version is as good.
  if (row.status === 'ready' && row.version !== expectedVersion)
    throw conflict(await viewOf(ctx, row));
  if (row.status === 'ready' && row.blob_key !== null) await giveUpBlob(ctx, row.blob_key);
  recordAudit(ctx, { act: 'export.withdraw', clinicId: null, entityId: row.id });
  return announce(
    ctx,
    'progressed',
    await updateExport(ctx, row, { status: 'withdrawn', lease_until: null }),
  );
}

export async function openExport(ctx: Ctx, exportId: string): Promise<DataExport> {
  return viewOf(ctx, await takeReady(ctx, exportId));
}

export async function sendArchive(ctx: Ctx, exportId: string): Promise<SentFile> {
  const { blob_key: blobKey, bytes, ready_at: readyAt } = await takeReady(ctx, exportId);
  if (blobKey === null || bytes === null || readyAt === null) throw notFound('archive');
  return {
    blobKey,
    bytes,
    name: `daysheet-export-${localDateOf(readyAt, 'UTC')}.zip`,
    mediaType: 'application/zip',
    clinicId: null,
    patientId: null,
  };
}

async function takeReady(ctx: Ctx, exportId: string): Promise<ExportRow> {
  const row = await takeExport(ctx, exportId);
  if (row.status !== 'ready' || row.expires_at === null || row.expires_at <= ctx.now)
    throw ruleBroken('wrong-state', 'There is no archive to fetch of this export.');
  return row;
}

async function takeExport(ctx: Ctx, exportId: string): Promise<ExportRow> {
  await requireExporter(ctx);
  const row = await lockExport(ctx, exportId);
  if (!row) throw notFound('export');
  return row;
}

function requireStep(
  { status }: ExportRow,
  step: keyof typeof exportWorkflow.transitions,
): ExportRow['status'] {
  const verdict = guardTransition(exportWorkflow, step, status);
  if (!verdict.allowed) throw ruleBroken('wrong-state', verdict.message);
  return verdict.to;
}

/** What is to be made now, under a key of its own; `null` = nothing. */
export async function beginExport(ctx: Ctx): Promise<{ id: string; key: string } | null> {
  const row = await lockExportToMake(ctx);
  if (!row) return null;
  if (row.attempts >= mostAttempts) {
    await fail(ctx, row, 'unexpected');
    return null;
  }
  const key = newBlobKey();
  await expectBlob(ctx, key);
  const begun = await updateExport(ctx, row, {
    status: requireStep(row, 'begin'),
    attempts: row.attempts + 1,
    lease_until: plusMinutes(ctx.now, leaseMinutes),
    blob_key: key,
    files_done: 0,
  });
  await announce(ctx, 'progressed', begun);
  return { id: row.id, key };
}

interface Making {
  id: string;
  key: string;
}

/** Says how far it is and that its server lives. False once it is not this one's to make any more. */
export async function keepExport(
  ctx: Ctx,
  making: Making,
  progress: { files: number; filesDone: number },
): Promise<boolean> {
  const row = await takeOwn(ctx, making);
  if (!row) return false;
  await postponeBlob(ctx, making.key);
  const { files, filesDone } = progress;
  const kept = { lease_until: plusMinutes(ctx.now, leaseMinutes), files, files_done: filesDone };
  await announce(ctx, 'progressed', await updateExport(ctx, row, kept));
  return true;
}

/** A server that stops leaves it to the next one, which may begin at once. */
export async function leaveExport(ctx: Ctx, making: Making): Promise<void> {
  const row = await takeOwn(ctx, making);
  if (!row) return;
  const left = { lease_until: ctx.now, attempts: row.attempts - 1 };
  await announce(ctx, 'progressed', await updateExport(ctx, row, left));
}

export async function finishExport(
  ctx: Ctx,
  making: Making,
  { bytes, sha256 }: OwnBlob,
): Promise<boolean> {
  const row = await takeOwn(ctx, making);
  if (!row) return false;
  await settleBlob(ctx, making.key);
  recordAudit(ctx, {
    act: 'export.finish',
    clinicId: null,
    entityId: row.id,
    detail: { bytes, sha256 },
  });
  const finished = await updateExport(ctx, row, {
    status: requireStep(row, 'finish'),
    lease_until: null,
    files_done: row.files,
    bytes,
    sha256,
    ready_at: ctx.now,
    expires_at: plusMinutes(ctx.now, archiveKeptHours * 60),
  });
  await announce(ctx, 'progressed', finished);
  return true;
}

export async function failExport(
  ctx: Ctx,
  making: Making,
  failure: ExportFailure,
): Promise<boolean> {
  const row = await takeOwn(ctx, making);
  if (row) await fail(ctx, row, failure);
  return row !== undefined;
}

async function fail(ctx: Ctx, row: ExportRow, failure: ExportFailure): Promise<void> {
  recordAudit(ctx, { act: 'export.fail', clinicId: null, entityId: row.id, detail: { failure } });
  const status = requireStep(row, 'fail');
  await announce(
    ctx,
    'progressed',
    await updateExport(ctx, row, { status, lease_until: null, failure }),
  );
}

async function takeOwn(ctx: Ctx, { id, key }: Making): Promise<ExportRow | undefined> {
  const row = await lockExport(ctx, id);
  return row?.status === 'running' && row.blob_key === key ? row : undefined;
}

/** One archive whose time is over; its bytes go soon after. */
export async function expireExport(system: Ctx): Promise<number> {
  const row = await lockExpired(system);
  if (!row) return 0;
  if (row.blob_key !== null) await giveUpBlob(system, row.blob_key);
  recordAudit(system, { act: 'export.expire', clinicId: null, entityId: row.id });
  await announce(
    system,
    'progressed',
    await updateExport(system, row, { status: requireStep(row, 'expire') }),
  );
  return 1;
}

async function announce(
  ctx: Ctx,
  what: 'requested' | 'progressed',
  row: ExportRow,
): Promise<DataExport> {
  const view = await viewOf(ctx, row);
  const { id: entityId, version } = view;
  const type = `exports.export-${what}`;
  recordChange(ctx, { type, clinicId: null, entityId, version, payload: view });
  return view;
}

async function viewOf(ctx: Ctx, row: ExportRow): Promise<DataExport> {
  const [view] = await exportViews(ctx, [row]);
  if (!view) throw new Error('An export has no view.');
  return view;
}
