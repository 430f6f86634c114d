// The only SQL that writes which visit uses which line.
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { GuardedVisit } from './guard-queries.ts';

export interface UseRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  line_id: string;
  appointment_id: string;
  starts_at: string;
  units: number;
  state: 'reserved' | 'used' | 'returned';
  at: string;
}

const table = 'authorization_use';

/** The one that stands: a visit uses one line at most. */
export function findUse(ctx: Ctx, appointmentId: string): Promise<UseRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, appointment_id: appointmentId })
    .whereNot({ state: 'returned' })
    .first<UseRow | undefined>('*');
}

/** As `returned`: nothing is counted before units are moved to it. */
export async function insertUse(
  ctx: Ctx,
  use: {
    clinicId: string;
    lineId: string;
    appointmentId: string;
    startsAt: string;
    units: number;
  },
): Promise<UseRow> {
  const row: UseRow = {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: use.clinicId },
    ...{ line_id: use.lineId, appointment_id: use.appointmentId, starts_at: use.startsAt },
    ...{ units: use.units, state: 'returned', at: ctx.now },
  };
  await ctx.db(table).insert(row);
  return row;
}

export async function updateUse(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<UseRow, 'state' | 'starts_at' | 'at'>>,
): Promise<void> {
  await ctx.db(table).where({ organization_id: ctx.organizationId, id }).update(change);
}

/** Items with a line for the type, or on which the visit stands. */
export async function listItemsOfVisit(
  ctx: Ctx,
  {
    patientId,
    visitType,
    appointmentId,
  }: Pick<GuardedVisit, 'patientId' | 'visitType' | 'appointmentId'>,
): Promise<string[]> {
  const { rows } = await ctx.db.raw<{ rows: { itemId: string }[] }>(items, [
    ...[ctx.organizationId, patientId, visitType.id],
    ...[ctx.organizationId, appointmentId ?? null],
  ]);
  return rows.map(({ itemId }) => itemId);
}

const items = `
  select l.request_id as "itemId" from authorization_line l
  where l.organization_id = ? and l.patient_id = ? and l.visit_type_id = ? and l.granted_units is not null
  union
  select l.request_id from authorization_use u
  join authorization_line l on l.organization_id = u.organization_id and l.id = u.line_id
  where u.organization_id = ? and u.appointment_id = ? and u.state <> 'returned'`;

/** Which of these visits have a unit, reserved or used. */
export async function listVisitsWithUnits(
  ctx: Ctx,
  appointmentIds: readonly string[],
): Promise<Set<string>> {
  if (appointmentIds.length === 0) return new Set();
  const ids = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('appointment_id = any(?)', [[...appointmentIds]])
    .whereNot({ state: 'returned' })
    .pluck<string[]>('appointment_id');
  return new Set(ids);
}
