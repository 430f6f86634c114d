// Read models of patient identity, and the read door for other slices.
import type { Patient, PatientSummary } from '#contract/patients';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { patientView, summaryView, type PatientRow, type SummaryRow } from './patients-view.ts';
import { parseSearchText } from './search-text.ts';

const summaryColumns = ['id', 'mrn', 'family', 'given', 'birth_on', 'interpreter'] as const;

/** SQL of a patient's summary, for views that PostgreSQL builds: `id` over `i`, a row of the same organization. */
export function summarySql(id: string): string {
  return `(
    select row_to_json(summary)
    from (
      select p.id, p.mrn, p.family, p.given, p.birth_on as "birthOn", p.interpreter
      from patient p
      where p.organization_id = i.organization_id and p.id = ${id}
    ) summary)`;
}

/** Summaries by id; an id that is nobody's in the organization is left out. */
export async function listPatientSummaries(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, PatientSummary>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId })
    // One array: a list of bindings ends at 65,535.
    .whereRaw('id = any(?)', [[...new Set(ids)]])
    .select<SummaryRow[]>(...summaryColumns);
  return new Map(rows.map((row) => [row.id, summaryView(row)]));
}

export async function getPatientSummary(ctx: Ctx, id: string): Promise<PatientSummary> {
  const summary = (await listPatientSummaries(ctx, [id])).get(id);
  if (!summary) throw notFound('patient');
  return summary;
}

/** In which language to speak with a patient, and whether somebody is to interpret. */
export async function getSpeech(
  ctx: Ctx,
  id: string,
): Promise<{ language: string; interpreter: boolean }> {
  const row = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId, id })
    .first<{ language: string; interpreter: boolean } | undefined>('language', 'interpreter');
  if (!row) throw notFound('patient');
  return row;
}

/** The providers of the organization who have a patient's primary care. */
export async function listPrimaryCare(ctx: Ctx, patientId: string): Promise<string[]> {
  const rows = await ctx
    .db('patient_care_team')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, role: 'pcp' })
    .whereNotNull('provider_id')
    .select<{ provider_id: string }[]>('provider_id');
  return rows.map(({ provider_id: id }) => id);
}

export async function getPatient(ctx: Ctx, id: string): Promise<Patient> {
  const row = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId, id })
    .first<PatientRow | undefined>('*');
  if (!row) throw notFound('patient');
  return patientView(row);
}

/** Best match first, then by name, birth date and id. */
export async function searchPatients(
  ctx: Ctx,
  search: { text: string; limit: number },
): Promise<Patient[]> {
  const { names, birthDates, mrnStart, digits } = parseSearchText(search.text, latestDate(ctx.now));
  const { rows } = await ctx.db.raw<{ rows: PatientRow[] }>(
    `select p.* from search_patients(?, ?, ?, ?, ?) found
     join patient p on p.organization_id = ? and p.id = found.patient_id
     order by found.place`,
    [names, birthDates, mrnStart, digits, search.limit, ctx.organizationId],
  );
  return rows.map(patientView);
}

/** Which of the people share name and birth date with a chart, by their place in the list. */
export async function findNamesakes(
  ctx: Ctx,
  people: readonly { family: string; given: string; birthOn: string }[],
): Promise<ReadonlySet<number>> {
  const { rows } = await ctx.db.raw<{ rows: { place: number }[] }>(
    `select person.place
     from jsonb_to_recordset(cast(? as jsonb)) as person (place integer, family text, given text, "birthOn" date)
     join patient p on p.organization_id = ? and p.birth_on = person."birthOn"
       and lower(p.family) = lower(person.family) and lower(p.given) = lower(person.given)`,
    [
      JSON.stringify(
        people.map(({ family, given, birthOn }, place) => ({ place, family, given, birthOn })),
      ),
      ctx.organizationId,
    ],
  );
  return new Set(rows.map(({ place }) => place));
}

/** Whom a patient could be mistaken for, most alike first. */
export async function listLookAlikes(
  ctx: Ctx,
  person: { id: string; family: string; given: string; birthOn: string },
): Promise<PatientSummary[]> {
  const { rows } = await ctx.db.raw<{ rows: SummaryRow[] }>(
    `select p.id, p.mrn, p.family, p.given, p.birth_on, p.interpreter
     from find_look_alikes(?, ?, ?, ?, 10) found
     join patient p on p.organization_id = ? and p.id = found.patient_id
     order by found.same_birth desc, found.likeness desc, p.id`,
    [person.family, person.given, person.birthOn, person.id, ctx.organizationId],
  );
  return rows.map(summaryView);
}

/** The date where the day begins first: nobody anywhere is born later. */
export function latestDate(now: string): string {
  return localDateOf(now, 'Pacific/Kiritimati');
}
