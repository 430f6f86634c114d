// Read models of prescriptions with their fills, and the read door for other slices.
import type { Prescription } from '#contract/prescription';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { FillRow, PrescriptionRow } from './prescription-repository.ts';
import { prescriptionView } from './prescription-view.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { transitOf } from './supply-rules.ts';

interface PharmacyFacts {
  id: string;
  name: string;
  pickup: boolean;
  delivery_days: number | null;
  mail_days: number | null;
}

/** In the order given; a handful of statements, however many. */
export async function prescriptionViews(
  ctx: Ctx,
  rows: readonly PrescriptionRow[],
): Promise<Prescription[]> {
  if (rows.length === 0) return [];
  const fills = await fillsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const pharmacies = await pharmacyFacts(
    ctx,
    rows.flatMap(({ pharmacy_id: id }) => id ?? []),
  );
  const groups = new Map<string, Awaited<ReturnType<typeof groupsIn>>>();
  for (const clinicId of new Set(rows.map((row) => row.clinic_id)))
    groups.set(clinicId, await groupsIn(ctx, clinicId));
  return rows.map((row) => {
    const known = row.pharmacy_id === null ? undefined : pharmacies.get(row.pharmacy_id);
    const { way } = row;
    return prescriptionView(row, {
      fills: fills.get(row.id) ?? [],
      pharmacy: known
        ? { id: known.id, name: known.name, way, transitDays: transitOf(known, way) ?? 0 }
        : null,
      groups: groups.get(row.clinic_id) ?? [],
    });
  });
}

async function groupsIn(ctx: Ctx, clinicId: string) {
  return (await clinicRules(ctx, clinicId)).groups;
}

export async function pharmacyFacts(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, PharmacyFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...new Set(ids)]])
    .select<PharmacyFacts[]>('id', 'name', 'pickup', 'delivery_days', 'mail_days');
  return new Map(rows.map((row) => [row.id, row]));
}

/** Newest first. */
async function fillsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, FillRow[]>> {
  const rows = await ctx
    .db('prescription_fill')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('prescription_id = any(?)', [[...ids]])
    .orderBy([
      { column: 'filled_on', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select<FillRow[]>('*');
  return Map.groupBy(rows, ({ prescription_id: id }) => id);
}

const mostOfPatient = 100;

/** Active ones first, then the newest; in the clinics whose refills the reader may read. */
export async function listPrescriptionsOf(ctx: Ctx, patientId: string): Promise<Prescription[]> {
  const rows = await ctx
    .db('prescription')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderByRaw(`status <> 'active', issued_on desc, id desc`)
    .limit(mostOfPatient)
    .select<PrescriptionRow[]>('*');
  return prescriptionViews(
    ctx,
    rows.filter((row) => mayAct(ctx, 'refill:read', row.clinic_id)),
  );
}
