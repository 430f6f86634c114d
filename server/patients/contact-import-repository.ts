// Adds contacts to many charts, each of which gets its next version: a handful of statements, however many.
import type { Ctx } from '../platform/context.ts';
import { recordVersions } from '../platform/db/record-version.ts';
import { listRecordRows } from './record-repository.ts';
import type { RecordRow } from './record-view.ts';

export interface NewContact {
  patientId: string;
  name: string;
  relationship: string;
  phone: string | null;
  isEmergency: boolean;
}

/** Of the charts among them that are open: the names of the contacts that each has. */
export type ContactNames = ReadonlyMap<string, string[]>;

export function listContactNames(ctx: Ctx, patientIds: readonly string[]): Promise<ContactNames> {
  return namesOf(ctx, patientIds, names);
}

/** Nobody else changes the charts until commit. */
export function lockContactNames(ctx: Ctx, patientIds: readonly string[]): Promise<ContactNames> {
  return namesOf(ctx, patientIds, lockedNames);
}

async function namesOf(
  ctx: Ctx,
  patientIds: readonly string[],
  sql: string,
): Promise<ContactNames> {
  const { rows } = await ctx.db.raw<{ rows: { id: string; names: string[] }[] }>(sql, [
    ctx.organizationId,
    [...patientIds],
  ]);
  return new Map(rows.map(({ id, names: own }) => [id, own]));
}

const openCharts = `
  select p.organization_id, p.id from patient p
  where p.organization_id = ? and p.id = any(?)
    and not exists (
      select from retired_chart r where r.organization_id = p.organization_id and r.patient_id = p.id)
  order by p.id`;
const ofOpen = `
  select open.id, array(
      select c.name from patient_contact c
      where c.organization_id = open.organization_id and c.patient_id = open.id
      order by c.place) as names
  from open`;
const names = `with open as (${openCharts}) ${ofOpen}`;
const lockedNames = `with open as (${openCharts} for update) ${ofOpen}`;

/** Of charts that this transaction holds locked. */
export async function addContacts(ctx: Ctx, contacts: readonly NewContact[]): Promise<RecordRow[]> {
  if (contacts.length === 0) return [];
  await ctx.db.raw(insert, [ctx.organizationId, JSON.stringify(contacts), ctx.organizationId]);
  const patientIds = [...new Set(contacts.map(({ patientId }) => patientId))];
  await ctx.db.raw(
    'update patient set version = version + 1 where organization_id = ? and id = any(?)',
    [ctx.organizationId, patientIds],
  );
  const rows = await listRecordRows(ctx, patientIds);
  await recordVersions(ctx, 'patient', 'change', rows);
  return rows;
}

const insert = `
  insert into patient_contact
    (organization_id, patient_id, place, name, relationship, phone, is_emergency, is_guarantor)
  select cast(? as uuid), c."patientId",
    coalesce((
      select max(o.place) + 1 from patient_contact o
      where o.organization_id = g.organization_id and o.patient_id = c."patientId"), 0)
      + row_number() over (partition by c."patientId" order by c.ordinality) - 1,
    c.name, c.relationship, c.phone, c."isEmergency", false
  from rows from (jsonb_to_recordset(cast(? as jsonb))
      as ("patientId" uuid, name text, relationship text, phone text, "isEmergency" boolean))
      with ordinality as c,
    (select cast(? as uuid) as organization_id) g`;
