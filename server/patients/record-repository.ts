// The only SQL of a record's lists, and of changes to a patient's row.
import type { CareTeamMember, PatientRecord } from '#contract/patient-record';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import type { PatientRow } from './patients-view.ts';
import type { RecordRow } from './record-view.ts';

export async function findRecordRow(ctx: Ctx, patientId: string): Promise<RecordRow | undefined> {
  const { rows } = await ctx.db.raw<{ rows: RecordRow[] }>(recordOfOne, [
    ctx.organizationId,
    patientId,
  ]);
  return rows[0];
}

export async function listRecordRows(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<RecordRow[]> {
  const { rows } = await ctx.db.raw<{ rows: RecordRow[] }>(recordsOfSome, [
    ctx.organizationId,
    [...patientIds],
  ]);
  return rows;
}

/** Nobody else changes the record until commit. */
export async function lockPatient(ctx: Ctx, patientId: string): Promise<boolean> {
  const row = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId, id: patientId })
    .forUpdate()
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

export type ChangedColumns = Partial<
  Omit<PatientRow, 'organization_id' | 'id' | 'mrn' | 'created_at' | 'version'>
>;

export interface ChangedLists {
  morePhones?: PatientRecord['phones'];
  addresses?: PatientRecord['addresses'];
  contacts?: PatientRecord['contacts'];
  careTeam?: PatientRecord['careTeam'];
  statements?: PatientRecord['statements'];
}

/** Writes what is given, and keeps the record as it then stands as its next version. */
export async function updateRecord(
  ctx: Ctx,
  held: { id: string; version: number },
  changed: { columns: ChangedColumns; lists: ChangedLists },
): Promise<RecordRow> {
  await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId, id: held.id })
    .update({ ...changed.columns, version: held.version + 1 });
  await replaceLists(ctx, held.id, changed.lists);
  const row = await findRecordRow(ctx, held.id);
  if (!row) throw new Error('A changed record is not there.');
  await recordVersion(ctx, 'patient', 'change', row);
  return row;
}

export async function replaceLists(
  ctx: Ctx,
  patientId: string,
  lists: ChangedLists,
): Promise<void> {
  const { morePhones, addresses, contacts, careTeam, statements } = lists;
  await replace(ctx, patientId, 'patient_telecom', morePhones, ({ number, use, mayText }) => ({
    number,
    use,
    may_text: mayText,
  }));
  await replace(ctx, patientId, 'patient_address', addresses, (address) => ({
    use: address.use,
    line: address.line,
    line2: address.line2,
    city: address.city,
    state: address.state,
    postal_code: address.postalCode,
    country: address.country,
    from_on: address.fromOn,
    until_on: address.untilOn,
  }));
  await replace(ctx, patientId, 'patient_contact', contacts, (contact) => ({
    name: contact.name,
    relationship: contact.relationship,
    phone: contact.phone,
    is_emergency: contact.isEmergency,
    is_guarantor: contact.isGuarantor,
  }));
  await replace(ctx, patientId, 'patient_care_team', careTeam, careTeamRow);
  await replace(ctx, patientId, 'patient_statement', statements, (statement) => ({
    kind: statement.kind,
    text: statement.text,
    source: statement.source,
    said_on: statement.saidOn,
  }));
}

function careTeamRow({ role, providerId, name }: CareTeamMember): object {
  return { role, provider_id: providerId, name: providerId === null ? name : null };
}

async function replace<T>(
  ctx: Ctx,
  patientId: string,
  table: string,
  list: readonly T[] | undefined,
  rowOf: (item: T) => object,
): Promise<void> {
  if (!list) return;
  const whose = { organization_id: ctx.organizationId, patient_id: patientId };
  await ctx.db(table).where(whose).delete();
  if (list.length === 0) return;
  await ctx.db(table).insert(list.map((item, place) => ({ ...whose, place, ...rowOf(item) })));
}

/** Of an organization's patients; what is asked for besides is added. */
export const wholeRecords = `
  select p.*,
    coalesce((select json_agg(json_build_object(
        'number', n.number, 'use', n.use, 'mayText', n.may_text) order by n.place)
      from patient_telecom n
      where n.organization_id = p.organization_id and n.patient_id = p.id), '[]') as more_phones,
    coalesce((select json_agg(json_build_object(
        'use', a.use, 'line', a.line, 'line2', a.line2, 'city', a.city, 'state', a.state,
        'postalCode', a.postal_code, 'country', a.country, 'fromOn', a.from_on, 'untilOn', a.until_on)
        order by a.place)
      from patient_address a
      where a.organization_id = p.organization_id and a.patient_id = p.id), '[]') as addresses,
    coalesce((select json_agg(json_build_object(
        'name', c.name, 'relationship', c.relationship, 'phone', c.phone,
        'isEmergency', c.is_emergency, 'isGuarantor', c.is_guarantor) order by c.place)
      from patient_contact c
      where c.organization_id = p.organization_id and c.patient_id = p.id), '[]') as contacts,
    coalesce((select json_agg(json_build_object(
        'role', t.role, 'providerId', t.provider_id,
        'name', coalesce(t.name, s.family || ', ' || s.given, '')) order by t.place)
      from patient_care_team t
      left join staff_member s on s.organization_id = t.organization_id and s.id = t.provider_id
      where t.organization_id = p.organization_id and t.patient_id = p.id), '[]') as care_team,
    coalesce((select json_agg(json_build_object(
        'kind', m.kind, 'text', m.text, 'source', m.source, 'saidOn', m.said_on) order by m.place)
      from patient_statement m
      where m.organization_id = p.organization_id and m.patient_id = p.id), '[]') as statements,
    (select json_build_object(
        'id', d.id, 'ncpdpId', d.ncpdp_id, 'name', d.name, 'address', d.address, 'phone', d.phone,
        'pickup', d.pickup, 'deliveryDays', d.delivery_days, 'mailDays', d.mail_days,
        'version', d.version)
      from pharmacy d
      where d.organization_id = p.organization_id and d.id = p.pharmacy_id) as pharmacy
  from patient p
  where p.organization_id = ?`;
const recordOfOne = `${wholeRecords} and p.id = ?`;
const recordsOfSome = `${wholeRecords} and p.id = any(?)`;
