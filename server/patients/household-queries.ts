// What tells that two charts are of one household, or that a chart is marked: the read door for the review of look-ups.
import type { FlagKind } from '#contract/patient-flag';
import type { Ctx } from '../platform/context.ts';
import { foldName } from './name-likeness-rules.ts';
import { placeOf } from './match-rules.ts';

export interface HouseholdFacts {
  patientId: string;
  /** Addresses in the form in which spellings of one agree. */
  places: string[];
  /** E.164. */
  phones: string[];
  /** Who pays what insurance does not, each in one form; the patient themselves where nobody is named. */
  guarantors: string[];
  /** The patient, as a guarantor of others is written. */
  asGuarantor: string;
  marks: FlagKind[];
}

interface FactsRow {
  id: string;
  family: string;
  given: string;
  phones: string[];
  addresses: { line: string; postalCode: string }[];
  guarantors: string[];
  marks: FlagKind[];
}

export async function listHouseholdFacts(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<Map<string, HouseholdFacts>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await ctx.db.raw<{ rows: FactsRow[] }>(facts, {
    organization: ctx.organizationId,
    ids: [...new Set(patientIds)],
  });
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

const facts = `
  select p.id, p.family, p.given,
    array_remove(array(
      select n.number from patient_telecom n
      where n.organization_id = p.organization_id and n.patient_id = p.id
    ) || p.phone, null) as phones,
    coalesce((select json_agg(json_build_object('line', a.line, 'postalCode', a.postal_code))
      from patient_address a
      where a.organization_id = p.organization_id and a.patient_id = p.id and a.use <> 'old'), '[]') as addresses,
    array(select c.name from patient_contact c
      where c.organization_id = p.organization_id and c.patient_id = p.id and c.is_guarantor) as guarantors,
    array(select f.kind from patient_flag f
      where f.organization_id = p.organization_id and f.patient_id = p.id and f.ended_at is null) as marks
  from patient p
  where p.organization_id = :organization and p.id = any(cast(:ids as uuid[]))`;

function factsOf(row: FactsRow): HouseholdFacts {
  const asGuarantor = nameKey(`${row.family} ${row.given}`);
  return {
    patientId: row.id,
    places: row.addresses.map(placeOf).filter((place) => place !== ''),
    phones: row.phones,
    guarantors: row.guarantors.map(nameKey),
    asGuarantor,
    marks: row.marks,
  };
}

/** The same for `Diaz, Ana` and `Ana Díaz`. */
function nameKey(name: string): string {
  return foldName(name).split(' ').filter(Boolean).toSorted().join(' ');
}
