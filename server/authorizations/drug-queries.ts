// What other slices ask about drugs: is the same asked for already, and what is approved?
import type { AskedLine } from '#contract/authorization-line';
import type { Ctx } from '../platform/context.ts';
import { liveKey } from './live-key.ts';

/** The open request with a live line for the same, on the first day asked for. */
export async function findLiveDrugRequest(
  ctx: Ctx,
  { clinicId, patientId, line }: { clinicId: string; patientId: string; line: AskedLine },
): Promise<string | null> {
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(live, [
    ...[ctx.organizationId, patientId, clinicId, liveKey(line), line.drugGroup],
    ...[line.from, line.from],
  ]);
  return rows[0]?.id ?? null;
}

const live = `
  select l.request_id as id
  from authorization_line l
  where l.organization_id = ? and l.patient_id = ? and l.clinic_id = ? and l.kind = 'drug' and l.live_key is not null
    and (l.live_key = ? or l.drug_group = ?)
    and coalesce(l.granted_from, l.from_on) <= ? and coalesce(l.granted_until, l.until_on) >= ?
  order by l.status = 'approved' desc, l.id desc
  limit 1`;

export interface DrugApproval {
  drugGroup: string | null;
  description: string;
  /** The last day. */
  until: string;
}

/** Patient → what is approved for them on a day. */
export async function listDrugApprovals(
  ctx: Ctx,
  patientIds: readonly string[],
  on: string,
): Promise<Map<string, DrugApproval[]>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await ctx.db.raw<{ rows: (DrugApproval & { patientId: string })[] }>(approved, [
    ...[ctx.organizationId, [...patientIds], on, on],
  ]);
  return Map.groupBy(rows, ({ patientId }) => patientId);
}

const approved = `
  select l.patient_id as "patientId", l.drug_group as "drugGroup", l.description, l.granted_until as until
  from authorization_line l
  where l.organization_id = ? and l.patient_id = any(?) and l.kind = 'drug' and l.status = 'approved'
    and l.granted_from <= ? and l.granted_until >= ?
  order by l.granted_until desc, l.id`;
