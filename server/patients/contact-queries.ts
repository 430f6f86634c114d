// What decides whether people may be contacted, for every slice from which something leaves.
import type { Knex } from 'knex';
import { ageOn } from '#contract/age';
import {
  mayContact,
  type ContactChannel,
  type ContactFacts,
  type ContactPurpose,
  type ContactVerdict,
  type DoNotContactScope,
} from '#contract/contact';
import type { FlagKind } from '#contract/patient-flag';
import { proxyStanding, type Proxy } from '#contract/proxy';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { agesRule, proxyAges, type AgesRule } from './ages-rule.ts';

interface FactsRow {
  id: string;
  birth_on: string;
  today: string;
  ages: AgesRule | null;
  retired: boolean;
  flags: {
    kind: FlagKind;
    scope: DoNotContactScope | null;
    channel: ContactChannel | null;
    address: string | null;
  }[];
  proxies: Pick<Proxy, 'ground' | 'told' | 'startsOn' | 'endsOn' | 'revoked'>[];
}

/** Of somebody about whom there is nothing to decide. */
export const unmarked: ContactFacts = {
  deceased: false,
  retired: false,
  doNotContact: [],
  confidential: null,
  minor: false,
  told: [],
};

/** By patient, on this day in the clinic, under its rules. */
export async function listContactFacts(
  ctx: Ctx,
  clinicId: string,
  patientIds: readonly string[],
): Promise<Map<string, ContactFacts>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await ctx.db.raw<{ rows: FactsRow[] }>(factsOfSome, [
    ...dayBindings(ctx, clinicId),
    [...new Set(patientIds)],
  ]);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

/** The same of those among them about whom there is anything to decide: a flag in force, or not of age. */
export async function listMarkedFacts(
  ctx: Ctx,
  clinicId: string,
  among: Knex.QueryBuilder,
): Promise<Map<string, ContactFacts>> {
  const { rows } = await ctx.db.raw<{ rows: FactsRow[] }>(factsOfMarked, [
    ...dayBindings(ctx, clinicId),
    among,
    agesRule.standard.adultAt,
  ]);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

// One statement, because it stands before every list of candidates: the clinic's day and rule are read in it.
const facts = `
  with day as (
    select c.organization_id, cast(cast(? as timestamptz) at time zone c.zone as date) as today,
      (
        select r.value from dated_rule r
        where r.organization_id = c.organization_id and r.clinic_id = c.id and r.rule = ?
          and r.effective_to is null
      ) as ages
    from clinic c
    where c.organization_id = ? and c.id = ?
  )
  select p.id, p.birth_on, day.today, day.ages, exists (
      select from retired_chart r where r.organization_id = p.organization_id and r.patient_id = p.id
    ) as retired, coalesce((
      select json_agg(json_build_object(
        'kind', f.kind, 'scope', f.scope, 'channel', f.channel, 'address', f.address))
      from patient_flag f
      where f.organization_id = p.organization_id and f.patient_id = p.id and f.ended_at is null
    ), '[]') as flags, coalesce((
      select json_agg(json_build_object(
        'ground', x.ground, 'told', x.told, 'startsOn', x.starts_on, 'endsOn', x.ends_on, 'revoked', null))
      from patient_proxy x
      where x.organization_id = p.organization_id and x.patient_id = p.id and x.revoked_at is null
    ), '[]') as proxies
  from day
  join patient p on p.organization_id = day.organization_id
  where true`;

const factsOfSome = `${facts} and p.id = any(?)`;
const factsOfMarked = `${facts} and p.id in ? and (
       p.birth_on > day.today - make_interval(years => coalesce(cast(day.ages ->> 'adultAt' as integer), ?))
       or exists (
         select from patient_flag f
         where f.organization_id = p.organization_id and f.patient_id = p.id and f.ended_at is null)
       or exists (
         select from retired_chart r
         where r.organization_id = p.organization_id and r.patient_id = p.id))`;

function dayBindings({ now, organizationId }: Ctx, clinicId: string): string[] {
  return [now, agesRule.name, organizationId, clinicId];
}

function factsOf({ birth_on: birthOn, today: on, ...row }: FactsRow): ContactFacts {
  const only = row.flags.find(({ kind }) => kind === 'confidential-channel');
  const rule = row.ages === null ? agesRule.standard : agesRule.schema.parse(row.ages);
  const day = { birthOn, on, ages: proxyAges(rule) };
  return {
    deceased: row.flags.some(({ kind }) => kind === 'deceased'),
    retired: row.retired,
    doNotContact: row.flags.flatMap(({ scope }) => scope ?? []),
    confidential: only?.channel ? { channel: only.channel, address: only.address ?? '' } : null,
    minor: ageOn(birthOn, on) < rule.adultAt,
    told: [...new Set(row.proxies.flatMap((proxy) => proxyStanding(proxy, day).told))],
  };
}

/** May this person be contacted now, on behalf of this clinic? */
export async function contactVerdict(
  ctx: Ctx,
  wanted: {
    clinicId: string;
    patientId: string;
    purpose: ContactPurpose;
    channels: readonly ContactChannel[];
  },
): Promise<ContactVerdict> {
  const found = (await listContactFacts(ctx, wanted.clinicId, [wanted.patientId])).get(
    wanted.patientId,
  );
  if (!found) throw new Error('A patient who would be contacted has no row.');
  return mayContact(found, wanted);
}

/** Why nothing new may be planned for the person; `null` when it may. */
export async function closedBecause(
  ctx: Ctx,
  patientId: string,
): Promise<'deceased' | 'chart-retired' | null> {
  const { rows } = await ctx.db.raw<{ rows: { deceased: boolean; retired: boolean }[] }>(closed, {
    organization: ctx.organizationId,
    patient: patientId,
  });
  if (rows[0]?.retired) return 'chart-retired';
  return rows[0]?.deceased ? 'deceased' : null;
}

const closed = `
  select
    exists (
      select from patient_flag
      where organization_id = :organization and patient_id = :patient and kind = 'deceased' and ended_at is null
    ) as deceased,
    exists (
      select from retired_chart where organization_id = :organization and patient_id = :patient
    ) as retired`;

/** Nothing attaches to a chart that was retired; the database sees to it, this says so in words. */
export async function requireOpenChart(ctx: Ctx, patientId: string): Promise<void> {
  if ((await closedBecause(ctx, patientId)) === 'chart-retired')
    throw ruleBroken('chart-retired', closedWords['chart-retired']);
}

export const closedWords = {
  deceased: 'This patient has died; nothing was changed.',
  'chart-retired':
    'This chart is retired; nothing was changed. Open the chart that replaced it instead.',
} as const;
