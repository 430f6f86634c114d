// Read models of who acts for a patient, and the read door for other slices.
import type { AnswerOf } from '#contract/endpoint';
import {
  proxyStanding,
  type listProxies as listProxiesEndpoint,
  type MayBeTold,
  type Proxy,
  type ProxyAges,
} from '#contract/proxy';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import { notFound } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic, staffNames } from '../staff/staff-queries.ts';
import { agesRule, proxyAges } from './ages-rule.ts';
import { birthdayOn } from './proxy-rules.ts';
import { getPatientSummary } from './patients-queries.ts';
import { listProxyPapers } from './proxy-paper-queries.ts';
import type { ProxyRow } from './proxy-repository.ts';
import { proxyView, toldView } from './proxy-view.ts';

type Listed = AnswerOf<typeof listProxiesEndpoint>['items'][number];
type Standing = Omit<Listed, 'papers'>;

export async function proxyViews(ctx: Ctx, rows: readonly ProxyRow[]): Promise<Proxy[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.added_by ?? []),
  );
  return rows.map((row) => proxyView(row, names.get(row.added_by ?? '') ?? null));
}

/** Those in force first, then by name; how each stands on this day of the clinic. */
export async function listProxies(
  ctx: Ctx,
  asked: { patientId: string; clinicId: string },
): Promise<Listed[]> {
  const listed = await listStandings(ctx, asked);
  const papers = await listProxyPapers(
    ctx,
    listed.map(({ proxy }) => proxy.id),
  );
  return listed.map((each) => ({ ...each, papers: papers.get(each.proxy.id) ?? [] }));
}

async function listStandings(
  ctx: Ctx,
  { patientId, clinicId }: { patientId: string; clinicId: string },
): Promise<Standing[]> {
  const { birthOn } = await getPatientSummary(ctx, patientId);
  const { zone } = await getClinic(ctx, clinicId);
  const ages = proxyAges((await ruleInForce(ctx, clinicId, agesRule)).value);
  const rows = await ctx
    .db('patient_proxy')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy(['family', 'given', 'id'])
    .select<ProxyRow[]>('*');
  const day = { birthOn, on: localDateOf(ctx.now, zone), ages };
  const listed = (await proxyViews(ctx, rows)).map((proxy): Standing => {
    const standing = proxyStanding(proxy, day);
    const isOfChild = proxy.ground === 'parent' || proxy.ground === 'guardian';
    return {
      proxy,
      state: standing.state,
      told: standing.told,
      narrowed: standing.state === 'in-force' && standing.narrowed,
      endsWithBirthdayOn: isOfChild ? birthdayOn(birthOn, ages.endsAt) : null,
    };
  });
  return listed.sort((a, b) => Number(b.state === 'in-force') - Number(a.state === 'in-force'));
}

/** Who may be told of something today. */
export async function listMayBeTold(
  ctx: Ctx,
  asked: { patientId: string; clinicId: string },
): Promise<MayBeTold[]> {
  return (await listStandings(ctx, asked))
    .filter(({ told }) => told.length > 0)
    .map(({ proxy, told }) => toldView(proxy, told));
}

export type ProxyFact = Pick<
  Proxy,
  'id' | 'family' | 'given' | 'relation' | 'ground' | 'told' | 'startsOn' | 'endsOn' | 'revoked'
>;

export interface ProxyFacts {
  birthOn: string;
  /** The clinic's. */
  zone: string;
  ages: ProxyAges;
  /** By name; also those that are over, or begin later. */
  proxies: ProxyFact[];
}

/** Everything by which it is told what a patient's proxies may know on any day, not only on this one; in one statement. */
export async function getProxyFacts(
  ctx: Ctx,
  { patientId, clinicId }: { patientId: string; clinicId: string },
): Promise<ProxyFacts> {
  const { organizationId: organization } = ctx;
  const { rows } = await ctx.db.raw<{
    rows: (Omit<ProxyFacts, 'ages'> & { ages: unknown })[];
  }>(proxyFacts, { organization, patient: patientId, clinic: clinicId, rule: agesRule.name });
  const [row] = rows;
  if (!row) throw notFound('patient');
  const ages = row.ages === null ? agesRule.standard : agesRule.schema.parse(row.ages);
  return { ...row, ages: proxyAges(ages) };
}

const proxyFacts = `
  select cast(p.birth_on as text) as "birthOn", c.zone,
    (select r.value from dated_rule r
      where r.organization_id = c.organization_id and r.clinic_id = c.id and r.rule = :rule and r.effective_to is null
    ) as ages,
    coalesce((
      select json_agg(json_build_object('id', x.id, 'family', x.family, 'given', x.given, 'relation', x.relation,
        'ground', x.ground, 'told', x.told, 'startsOn', x.starts_on, 'endsOn', x.ends_on,
        'revoked', case when x.revoked_at is not null then json_build_object('at', ${instantSql('x.revoked_at')},
          'reason', x.revoke_reason) end) order by x.family, x.given, x.id)
      from patient_proxy x
      where x.organization_id = p.organization_id and x.patient_id = p.id), '[]') as proxies
  from patient p
  join clinic c on c.organization_id = p.organization_id and c.id = :clinic
  where p.organization_id = :organization and p.id = :patient`;
