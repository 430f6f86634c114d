// Versions of a patient's record: who changed what, and when.
import type { PatientHistoryEntry } from '#contract/patients';
import type { Ctx } from '../platform/context.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { getPatient } from './patients-queries.ts';
import { recordDifferences } from './record-difference-rules.ts';

const most = 100;

interface VersionRow {
  version: number;
  act: string;
  row: Record<string, unknown>;
  actor_id: string | null;
  valid_from: string;
}

/** Newest first. */
export async function listPatientHistory(
  ctx: Ctx,
  patientId: string,
): Promise<PatientHistoryEntry[]> {
  await getPatient(ctx, patientId);
  const versions = await ctx
    .db('patient_version')
    .where({ organization_id: ctx.organizationId, id: patientId })
    .orderBy('version', 'desc')
    // One more, for what the last one shown has changed.
    .limit(most + 1)
    .select<VersionRow[]>('version', 'act', 'row', 'actor_id', 'valid_from');
  const names = await staffNames(
    ctx,
    versions.flatMap(({ actor_id }) => actor_id ?? []),
  );
  return versions.slice(0, most).map(({ version, act, row, actor_id, valid_from }, at) => ({
    version,
    act,
    at: valid_from,
    actor: actor_id === null ? null : (names.get(actor_id) ?? null),
    differences: recordDifferences(versions[at + 1]?.row, row),
  }));
}
