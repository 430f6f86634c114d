// The only SQL that writes recalls.
import type { DropReason, RecallAsker, RecallStatus } from '#contract/recalls';
import type { Ctx } from '../../platform/context.ts';
import { recordVersion } from '../../platform/db/record-version.ts';

export interface RecallRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  visit_type_id: string;
  provider_id: string | null;
  due_on: string;
  note: string | null;
  asked_by: RecallAsker;
  /** Who has taken it on; only while it is open. */
  claimed_by: string | null;
  /** The visit at whose check-out or cancellation it was made. */
  from_appointment_id: string | null;
  status: RecallStatus;
  /** The visit that was booked for it last. */
  appointment_id: string | null;
  dropped_because: DropReason | null;
  added_at: string;
  version: number;
}

const table = 'recall';

export function lockRecall(ctx: Ctx, id: string): Promise<RecallRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<RecallRow | undefined>('*');
}

export function lockRecallOfVisit(ctx: Ctx, appointmentId: string): Promise<RecallRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .forUpdate()
    .first<RecallRow | undefined>('*');
}

/** A patient's recalls that are open, in the clinics of the scope. */
export function lockOpenRecallsOf(ctx: Ctx, patientId: string): Promise<RecallRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, patient_id: patientId, status: 'open' })
    .orderBy('id')
    .forUpdate()
    .select<RecallRow[]>('*');
}

export async function insertRecall(
  ctx: Ctx,
  recall: Omit<RecallRow, 'organization_id' | 'added_at' | 'version'>,
): Promise<RecallRow> {
  const row = { organization_id: ctx.organizationId, ...recall, added_at: ctx.now, version: 1 };
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'added', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateRecall(
  ctx: Ctx,
  act: 'booked' | 'reopened' | 'dropped' | 'postponed' | 'claimed' | 'released',
  recall: RecallRow,
  changed: Partial<
    Pick<RecallRow, 'status' | 'appointment_id' | 'dropped_because' | 'due_on' | 'claimed_by'>
  >,
): Promise<RecallRow> {
  const next = { ...recall, ...changed, version: recall.version + 1 };
  const count = await ctx
    .db(table)
    .where({ organization_id: recall.organization_id, id: recall.id, version: recall.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A locked recall changed under its lock.');
  await recordVersion(ctx, table, act, next);
  return next;
}
