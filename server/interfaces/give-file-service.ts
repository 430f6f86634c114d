// A file that somebody gives by hand goes the way of all: into the inbox, whole or not at all, and is read from there.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { comesByFiles, type InterfaceKindName } from '#contract/interfaces';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { writeWhole } from '../platform/drop-folder/write-whole.ts';
import { newId } from '../platform/ids.ts';
import { ProblemError, ruleBroken } from '../platform/problem.ts';
import { getInterface } from './interfaces-queries.ts';
import { requireManaging } from './interfaces-service.ts';

interface Given {
  clinicId: string;
  interfaceId: string;
}

/** The folder below the inbox of all. */
export async function allowFile(ctx: Ctx, { clinicId, interfaceId }: Given): Promise<string> {
  const row = await getInterface(ctx, interfaceId);
  requireManaging(ctx, [clinicId, row.clinic_id]);
  if (!comesByFiles(row.kind as InterfaceKindName))
    throw ruleBroken('no-files', 'The interface takes no files; nothing was taken.');
  if (!row.enabled)
    throw ruleBroken('switched-off', 'The interface is switched off; nothing was taken.');
  return join(row.organization_id, row.folder);
}

/** Under a name of its own; given twice, the same bytes count once. */
export async function putFile(
  inboxDir: string,
  folder: string,
  bytes: Uint8Array,
): Promise<{ bytes: number }> {
  const path = join(inboxDir, folder);
  try {
    await mkdir(path, { recursive: true, mode: 0o770 });
    await writeWhole(path, `${newId()}.given`, bytes);
  } catch {
    // Whatever the disk says: who gave the file keeps it, and `/health` names the folder.
    throw new ProblemError('unavailable', 'The inbox cannot be written; nothing was taken.');
  }
  return { bytes: bytes.length };
}

export function noteFile(
  ctx: Ctx,
  { clinicId, interfaceId, bytes }: Given & { bytes: number },
): Promise<{ bytes: number }> {
  recordAudit(ctx, {
    ...{ act: 'interface.give-file', clinicId, entityId: interfaceId, detail: { bytes } },
  });
  return Promise.resolve({ bytes });
}
