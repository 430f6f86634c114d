// The only SQL that writes observations.
import type { Interpretation, ObservationStatus } from '#contract/observations';
import type { Ctx } from '../platform/context.ts';
import { recordFirstVersions, recordVersion } from '../platform/db/record-version.ts';

export interface ObservationRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  code: string;
  title: string;
  value_text: string;
  /** Exact, as PostgreSQL writes it. */
  value_number: string | null;
  unit: string | null;
  interpretation: Interpretation | null;
  status: ObservationStatus;
  effective_at: string;
  source: string;
  reference_id: string | null;
  in_error_because: string | null;
  created_at: string;
  version: number;
}

/** What a value says, and what may be said anew of it. */
export type ObservationFacts = Pick<
  ObservationRow,
  | 'code'
  | 'title'
  | 'value_text'
  | 'value_number'
  | 'unit'
  | 'interpretation'
  | 'status'
  | 'effective_at'
  | 'in_error_because'
>;

const table = 'observation';

export function lockObservation(ctx: Ctx, id: string): Promise<ObservationRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ObservationRow | undefined>('*');
}

/** The value that the sender knows by this number, where it stands in a clinic of the scope. */
export function lockObservationSent(
  ctx: Ctx,
  { source, referenceId }: { source: string; referenceId: string },
): Promise<ObservationRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, source, reference_id: referenceId })
    .forUpdate()
    .first<ObservationRow | undefined>('*');
}

/** By the sender's number. */
export async function lockObservationsSent(
  ctx: Ctx,
  source: string,
  referenceIds: readonly string[],
): Promise<Map<string, ObservationRow>> {
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, source })
    .whereRaw('reference_id = any(?)', [[...referenceIds]])
    .orderBy('id')
    .forUpdate()
    .select<ObservationRow[]>('*');
  return new Map(rows.map((row) => [row.reference_id ?? '', row]));
}

export type NewObservation = Omit<ObservationRow, 'organization_id' | 'created_at' | 'version'>;

/** Those whose number nobody has taken meanwhile. */
export async function insertObservations(
  ctx: Ctx,
  observations: readonly NewObservation[],
): Promise<ObservationRow[]> {
  if (observations.length === 0) return [];
  const rows = observations.map((each) => ({
    ...{ organization_id: ctx.organizationId, ...each, created_at: ctx.now, version: 1 },
  }));
  const inserted = await ctx
    .db(table)
    .insert(rows)
    .onConflict()
    .ignore()
    .returning<{ id: string }[]>('id');
  const kept = new Set(inserted.map(({ id }) => id));
  const made = rows.filter(({ id }) => kept.has(id));
  await recordFirstVersions(ctx, table, 'recorded', made);
  return made;
}

/** `null` when the sender's number is taken: by somebody at the same time, or where the scope does not see. */
export async function insertObservation(
  ctx: Ctx,
  observation: Omit<ObservationRow, 'organization_id' | 'created_at' | 'version'>,
): Promise<ObservationRow | null> {
  const row = {
    organization_id: ctx.organizationId,
    ...observation,
    created_at: ctx.now,
    version: 1,
  };
  const inserted = await ctx
    .db(table)
    .insert(row)
    .onConflict()
    .ignore()
    .returning<{ id: string }[]>('id');
  if (inserted.length === 0) return null;
  await recordVersion(ctx, table, 'recorded', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateObservation(
  ctx: Ctx,
  act: 'changed' | 'marked-in-error',
  row: ObservationRow,
  said: Partial<ObservationFacts>,
): Promise<ObservationRow> {
  const next = { ...row, ...said, version: row.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...said, version: next.version });
  await recordVersion(ctx, table, act, next);
  return next;
}
