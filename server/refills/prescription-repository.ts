// The only SQL that writes prescriptions and their fills.
import type {
  ControlledSchedule,
  FillState,
  MedicationOrder,
  PrescriptionState,
  SupplyWay,
} from '#contract/prescription';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface PrescriptionRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  ordered: MedicationOrder;
  schedule: ControlledSchedule | null;
  as_needed: boolean;
  status: PrescriptionState;
  issued_on: string;
  expires_on: string | null;
  started_on: string | null;
  prescriber_id: string | null;
  prescriber_name: string;
  pharmacy_id: string | null;
  way: SupplyWay;
  prior_id: string | null;
  /** By which whoever sent it knows it. */
  external_key: string | null;
  created_at: string;
  version: number;
}

export interface FillRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  prescription_id: string;
  number: number;
  filled_on: string;
  status: FillState;
  given: MedicationOrder;
  external_key: string | null;
  recorded_at: string;
}

const table = 'prescription';

export async function insertPrescription(ctx: Ctx, row: PrescriptionRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'add', row);
}

export function findPrescription(ctx: Ctx, id: string): Promise<PrescriptionRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<PrescriptionRow | undefined>('*');
}

export function lockPrescription(ctx: Ctx, id: string): Promise<PrescriptionRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<PrescriptionRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updatePrescription(
  ctx: Ctx,
  row: PrescriptionRow,
  act: string,
  change: Partial<Pick<PrescriptionRow, 'status'>> = {},
): Promise<PrescriptionRow> {
  const after = { ...row, ...change, version: row.version + 1 };
  const { status, version } = after;
  await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id })
    .update({ status, version });
  await recordVersion(ctx, table, act, after);
  return after;
}

export async function hasFills(ctx: Ctx, prescriptionId: string): Promise<boolean> {
  const row = await ctx
    .db('prescription_fill')
    .where({ organization_id: ctx.organizationId, prescription_id: prescriptionId })
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** False when the same fill has been written down before. */
export async function insertFill(ctx: Ctx, row: FillRow): Promise<boolean> {
  const inserted = await ctx
    .db('prescription_fill')
    .insert(row)
    .onConflict(['organization_id', 'external_key'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

/** As reckoned from the fills, so that whoever runs out soon is found. */
export async function keepRunOut(ctx: Ctx, id: string, runsOutOn: string | null): Promise<void> {
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .whereRaw('runs_out_on is distinct from cast(? as date)', [runsOutOn])
    .update({ runs_out_on: runsOutOn });
}

/** 0 = nothing was given out yet. */
export async function lastFillNumber(ctx: Ctx, prescriptionId: string): Promise<number> {
  const row = await ctx
    .db('prescription_fill')
    .where({ organization_id: ctx.organizationId, prescription_id: prescriptionId })
    .max<{ max: number | null }[]>('number')
    .first();
  return row?.max ?? 0;
}
