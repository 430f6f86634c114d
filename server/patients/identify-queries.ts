// Who is meant by what another system says of a person: surely, likely, or nobody.
import type { Ctx } from '../platform/context.ts';

export interface SaidPerson {
  /** Numbers by which the sender knows them; one may be our MRN. */
  numbers: readonly string[];
  family: string;
  /** As one of them may stand in the chart, e.g. `Ana` and `Ana María`. */
  given: readonly string[];
  /** A whole date, or nothing. */
  birthOn: string | null;
}

export interface Identified {
  patientId: string;
  /** By the MRN and one thing more; a name and a birth date alone are likely only. */
  isCertain: boolean;
}

/** `null` when nobody, or more than one, could be meant. Retired charts are nobody's. */
export async function identifyPatient(ctx: Ctx, said: SaidPerson): Promise<Identified | null> {
  const { rows } = await ctx.db.raw<{ rows: PersonRow[] }>(candidates, {
    organization: ctx.organizationId,
    numbers: [...said.numbers],
    birthOn: said.birthOn,
    family: said.family,
    given: said.given.map((name) => name.toLowerCase()),
  });
  const byNumber = rows.filter((row) => said.numbers.includes(row.mrn) && agrees(row, said));
  const found = byNumber.length > 0 ? byNumber : rows.filter((row) => row.same_name);
  const [only, ...others] = found;
  if (!only || others.length > 0) return null;
  return { patientId: only.id, isCertain: byNumber.length > 0 };
}

interface PersonRow {
  id: string;
  mrn: string;
  birth_on: string;
  same_family: boolean;
  same_name: boolean;
}

/** A number alone may be of another numbering. */
function agrees(row: PersonRow, { birthOn }: SaidPerson): boolean {
  return birthOn === null ? row.same_family : row.birth_on === birthOn;
}

const candidates = `
  with meant as (
    select id from patient where organization_id = :organization and mrn = any(cast(:numbers as text[]))
    union
    select id from patient where organization_id = :organization and birth_on = cast(:birthOn as date)
      and lower(family) = lower(:family) and lower(given) = any(cast(:given as text[]))
  )
  select p.id, p.mrn, cast(p.birth_on as text) as birth_on, lower(p.family) = lower(:family) as same_family,
    coalesce(p.birth_on = cast(:birthOn as date) and lower(p.family) = lower(:family)
      and lower(p.given) = any(cast(:given as text[])), false) as same_name
  from patient p
  where p.organization_id = :organization and p.id = any(array(select id from meant))
    and not exists (
      select 1 from retired_chart r where r.organization_id = p.organization_id and r.patient_id = p.id)`;
