// Inserts many charts with their numbers and first versions: a handful of statements, however many.
import type { Ctx } from '../platform/context.ts';
import { recordVersions } from '../platform/db/record-version.ts';
import { takeMrns, type NewPatient } from './patients-repository.ts';
import type { PatientRow } from './patients-view.ts';

/** Registrations must have been locked. */
export async function insertPatients(
  ctx: Ctx,
  patients: readonly NewPatient[],
): Promise<PatientRow[]> {
  if (patients.length === 0) return [];
  const mrns = await takeMrns(ctx, patients.length);
  const { rows } = await ctx.db.raw<{ rows: PatientRow[] }>(insert, [
    ctx.organizationId,
    ctx.now,
    JSON.stringify(patients.map((patient, at) => ({ ...patient, mrn: mrns[at] }))),
  ]);
  const versions = rows.map((row) => ({ ...row, ...{ addresses: [] } }));
  await recordVersions(ctx, 'patient', 'register', versions);
  return rows;
}

const insert = `
  insert into patient
    (organization_id, created_at, id, mrn, family, given, birth_on, sex, language, interpreter, phone, email)
  select cast(? as uuid), cast(? as timestamptz), p.id, p.mrn, p.family, p.given, p.birth_on, p.sex, p.language,
         p.interpreter, p.phone, p.email
  from jsonb_to_recordset(cast(? as jsonb))
       as p (id uuid, mrn text, family text, given text, birth_on date, sex text, language text, interpreter boolean,
             phone text, email text)
  returning *`;
