// Charts that may be the same person's as one that is to be opened.
import type { NearMatch } from '#contract/patients';
import type { Ctx } from '../platform/context.ts';
import { matchOf, nearScore, type KnownPerson, type Match, type Person } from './match-rules.ts';
import { nearBirthDates } from './near-birth-rules.ts';
import { latestDate } from './patients-queries.ts';
import { patientView, type PatientRow } from './patients-view.ts';

const mostShown = 10;

type Candidate = PatientRow & {
  more_phones: string[];
  addresses: { line: string; postalCode: string }[];
};

/** Likeliest first. */
export async function listNearMatches(
  ctx: Ctx,
  person: Person & { besides: string | null },
): Promise<NearMatch[]> {
  const today = latestDate(ctx.now);
  return (await listCandidates(ctx, person, today))
    .map((row): [Candidate, Match] => [row, matchOf(person, knownPerson(row), today)])
    .filter(([, { score }]) => score >= nearScore)
    .toSorted(([a, one], [b, two]) => two.score - one.score || a.id.localeCompare(b.id))
    .slice(0, mostShown)
    .map(([row, { isCertain, reasons }]) => ({ patient: patientView(row), isCertain, reasons }));
}

/** Whoever could score enough: alike by name, born then or nearly then, or with the same phone. */
async function listCandidates(
  ctx: Ctx,
  person: Person & { besides: string | null },
  today: string,
): Promise<Candidate[]> {
  const { family, given, birthOn, phones, besides } = person;
  const born = [birthOn, ...nearBirthDates(birthOn, today)];
  const { rows } = await ctx.db.raw<{ rows: Candidate[] }>(candidates, {
    organization: ctx.organizationId,
    family,
    given,
    birthOn,
    besides,
    born,
    phones: [...phones],
  });
  return rows;
}

const candidates = `
  with candidate as (
    select patient_id as id from find_look_alikes(:family, :given, :birthOn, cast(:besides as uuid), 50)
    union
    select id from patient
    where organization_id = :organization and birth_on = any(cast(:born as date[]))
    union
    select id from patient
    where organization_id = :organization and phone = any(cast(:phones as text[]))
    union
    select patient_id from patient_telecom
    where organization_id = :organization and number = any(cast(:phones as text[]))
  )
  select p.*,
    array(select number from patient_telecom n
      where n.organization_id = p.organization_id and n.patient_id = p.id) as more_phones,
    coalesce((select json_agg(json_build_object('line', a.line, 'postalCode', a.postal_code))
      from patient_address a
      where a.organization_id = p.organization_id and a.patient_id = p.id), '[]') as addresses
  from patient p
  where p.organization_id = :organization
    /* An array: of a join the planner thinks that most patients are in it. */
    and p.id = any(array(select id from candidate))
    and p.id is distinct from cast(:besides as uuid)`;

function knownPerson(row: Candidate): KnownPerson {
  const { family, given, birth_on: birthOn, preferred_name: preferred } = row;
  return {
    family,
    given,
    birthOn,
    otherNames: [...row.other_names, ...(preferred ? [`${family} ${preferred}`] : [])],
    phones: [...(row.phone ? [row.phone] : []), ...row.more_phones],
    addresses: row.addresses,
  };
}
