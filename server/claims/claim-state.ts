// All that is known of claims, read at once: what they are, what payers said, what we did; and what follows from it.
import type { MoneyPolicy, PayerPolicy, PayerRule } from '#contract/claim-settings';
import type { LineOfBusiness } from '#contract/payer';
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { isWorkingDay } from '../platform/work/working-days.ts';
import {
  paysOn,
  validCoveragesOf,
  type PayingCoverage,
} from '../patients/paying-coverage-queries.ts';
import { listClaims, lockClaims } from './claim-repository.ts';
import type {
  ClaimLineRow,
  ClaimRow,
  CourseRow,
  DecisionRow,
  FollowUpRow,
  RemittedLineRow,
} from './claim-rows.ts';
import { moneyRule, payersRule } from './claims-rule.ts';
import { expectedOf, type FeeRow } from './fee-repository.ts';
import {
  historyKey,
  listFollowUpsOf,
  lockFollowUpsOf,
  type LockedFollowUp,
} from './follow-up-repository.ts';
import { payerRuleOn } from './payer-rules.ts';
import type { History } from './rank-rules.ts';
import { postedOf, type RemittedWithDay } from './remittance-repository.ts';
import { standingOf, type ClaimStanding } from './claim-standing.ts';

/** By what a clinic judges its claims today. */
export interface ClinicTerms {
  clinicId: string;
  today: string;
  payers: PayerPolicy;
  money: MoneyPolicy;
  linesOfBusiness: ReadonlyMap<string, LineOfBusiness>;
  history: ReadonlyMap<string, History>;
  zone: string;
  isWorked: (date: string) => boolean;
}

export interface ClaimState {
  claim: ClaimRow;
  lines: ClaimLineRow[];
  /** Newest first, notices among them. */
  remitted: (RemittedWithDay & { said?: RemittedLineRow[] })[];
  /** Our own about its money; ended ones among them. */
  decisions: Pick<DecisionRow, 'item_id' | 'line' | 'becomes' | 'cents' | 'ended_at'>[];
  standing: ClaimStanding;
  expected: Map<number, number>;
  followUps: LockedFollowUp[];
  /** Newest first. */
  courses: CourseRow[];
  /** In force on the first day of service, without that of the claim. */
  otherCoverages: PayingCoverage[];
  /** Another payer’s, or nobody’s: nothing of it may be asked of the patient. */
  isProtected: boolean;
  /** The rule of the payer for what was received on that day. */
  ruleOn: (on: string) => PayerRule | null;
  terms: ClinicTerms;
}

interface TermsRow {
  zone: string;
  rules: Record<string, unknown> | null;
  payers: Record<string, LineOfBusiness> | null;
  history: (Pick<FollowUpRow, 'payer_id' | 'kind' | 'cause'> & { tried: number; won: number })[];
}

/** In one read: every decision about a claim begins with it. */
const termsSql = `
  select k.zone,
    (select json_object_agg(d.rule, d.value) from dated_rule d
      where d.organization_id = k.organization_id and d.clinic_id = k.id and d.rule = any(:rules)
        and d.effective_to is null) as rules,
    (select json_object_agg(p.id, p.line_of_business) from payer p
      where p.organization_id = k.organization_id) as payers,
    coalesce((select json_agg(h) from (
      select f.payer_id, f.kind, f.cause, sum(f.tried_cents) as tried, sum(f.won_cents) as won
      from claim_follow_up f
      where f.organization_id = k.organization_id and f.clinic_id = k.id and f.won_cents is not null
        and f.ended_on >= cast(:since as date)
      group by f.payer_id, f.kind, f.cause) h), '[]') as history
  from clinic k
  where k.organization_id = :organization and k.id = :clinic`;

export async function readTerms(ctx: Ctx, clinicId: string): Promise<ClinicTerms> {
  const rules = [payersRule, moneyRule, businessCalendar].map(({ name }) => name);
  const { rows } = await ctx.db.raw<{ rows: TermsRow[] }>(termsSql, {
    ...{ organization: ctx.organizationId, clinic: clinicId, rules },
    since: twoYearsBefore(ctx.now.slice(0, 10)),
  });
  const [row] = rows;
  if (!row) throw new Error('A claim is of a clinic that is not there.');
  const inForce = <T>({ name, schema, standard }: RuleDefinition<T>): T => {
    const value = row.rules?.[name];
    return value === undefined ? standard : schema.parse(value);
  };
  const calendar = inForce(businessCalendar);
  const known = new Map<string, boolean>();
  return {
    ...{ clinicId, zone: row.zone, today: localDateOf(ctx.now, row.zone) },
    ...{ payers: inForce(payersRule), money: inForce(moneyRule) },
    linesOfBusiness: new Map(Object.entries(row.payers ?? {})),
    history: new Map(
      row.history.map((each) => [historyKey(each), { triedCents: each.tried, wonCents: each.won }]),
    ),
    isWorked: (date) => {
      const answer = known.get(date) ?? isWorkingDay(calendar, date, row.zone);
      known.set(date, answer);
      return answer;
    },
  };
}

/** Of what was tried longer ago nothing is learned. */
function twoYearsBefore(today: string): string {
  return Temporal.PlainDate.from(today).subtract({ years: 2 }).toString();
}

interface FactsRow {
  id: string;
  lines: ClaimLineRow[];
  fees: FeeRow[];
  remitted: (RemittedWithDay & { said: RemittedLineRow[] })[];
  decisions: DecisionRow[];
  courses: CourseRow[];
}

const factsSql = `
  select c.id,
    coalesce((select json_agg(l order by l.number) from claim_line l
      where l.organization_id = c.organization_id and l.claim_id = c.id), '[]') as lines,
    coalesce((select json_agg(f) from claim_fee f
      where f.organization_id = c.organization_id and f.clinic_id = c.clinic_id and f.payer_id = c.payer_id
        and f.procedure_code in (select l.procedure_code from claim_line l
          where l.organization_id = c.organization_id and l.claim_id = c.id)), '[]') as fees,
    coalesce((select json_agg(to_jsonb(m) || jsonb_build_object('received_at', ${instantSql('r.received_at')},
        'trace', r.trace, 'said', coalesce((select json_agg(s order by s.place) from remitted_line s
          where s.organization_id = m.organization_id and s.remitted_claim_id = m.id), '[]'))
        order by r.received_at desc, r.id desc, m.place desc)
      from remitted_claim m
      join remittance r on r.organization_id = m.organization_id and r.id = m.remittance_id
      where m.organization_id = c.organization_id and m.claim_id = c.id), '[]') as remitted,
    coalesce((select json_agg(d) from claim_decision d
      where d.organization_id = c.organization_id and d.claim_id = c.id), '[]') as decisions,
    coalesce((select json_agg(to_jsonb(s) || jsonb_build_object('started_at', ${instantSql('s.started_at')},
        'ended_at', ${instantSql('s.ended_at')}) order by s.started_at desc, s.id desc)
      from claim_course s
      where s.organization_id = c.organization_id and s.claim_id = c.id), '[]') as courses
  from claim c
  where c.organization_id = ? and c.id = any(?)`;

/** Locked, in the order of their ids: the claims first, then their follow-ups. */
export async function lockClaimStates(
  ctx: Ctx,
  terms: ClinicTerms,
  claimIds: readonly string[],
): Promise<ClaimState[]> {
  const rows = await lockClaims(ctx, claimIds);
  return statesOf(ctx, terms, { rows, followUpsOf: lockFollowUpsOf });
}

/** As it is, for who only looks. */
export async function readClaimState(
  ctx: Ctx,
  terms: ClinicTerms,
  claimId: string,
): Promise<ClaimState | null> {
  const rows = await listClaims(ctx, [claimId]);
  const [state = null] = await statesOf(ctx, terms, { rows, followUpsOf: listFollowUpsOf });
  return state;
}

async function statesOf(
  ctx: Ctx,
  terms: ClinicTerms,
  of: { rows: readonly ClaimRow[]; followUpsOf: typeof lockFollowUpsOf },
): Promise<ClaimState[]> {
  const { rows } = of;
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const { rows: found } = await ctx.db.raw<{ rows: FactsRow[] }>(factsSql, [
    ctx.organizationId,
    ids,
  ]);
  const facts = new Map(found.map((each) => [each.id, each]));
  const followUps = await of.followUpsOf(ctx, ids);
  const coverages = await coveragesOf(ctx, rows);
  return rows.map((claim) => {
    const ofClaim = facts.get(claim.id)?.lines ?? [];
    const said = facts.get(claim.id)?.remitted ?? [];
    const others = othersOf(claim, coverages);
    const isProtected = isMedicaid(claim, terms) || others.some(isOfMedicaid);
    const decisions = facts.get(claim.id)?.decisions ?? [];
    const known = { lines: ofClaim, remitted: said, decisions, isProtected };
    return {
      ...{ ...known, claim, terms, otherCoverages: others, standing: standingIn(known) },
      expected: expectedLines(claim, ofClaim, facts.get(claim.id)?.fees ?? []),
      followUps: followUps.get(claim.id) ?? [],
      courses: facts.get(claim.id)?.courses ?? [],
      ruleOn: (on) => payerRuleOn(terms.payers, payerOf(claim, terms), on),
    };
  });
}

/** Where its money is, as the state says now. */
export function standingIn(
  state: Pick<ClaimState, 'lines' | 'remitted' | 'decisions' | 'isProtected'>,
): ClaimStanding {
  const { lines, remitted, decisions, isProtected } = state;
  const posted = remitted.filter(({ is_posted }) => is_posted);
  return standingOf({
    ...{ lines, decisions, isProtected },
    posted: posted.map((each) => postedOf(each, each.said)),
  });
}

function payerOf(
  { payer_id: payerId }: ClaimRow,
  { linesOfBusiness }: ClinicTerms,
): { payerId: string | null; lineOfBusiness: LineOfBusiness | null } {
  return {
    payerId,
    lineOfBusiness: payerId === null ? null : (linesOfBusiness.get(payerId) ?? null),
  };
}

async function coveragesOf(
  ctx: Ctx,
  rows: readonly ClaimRow[],
): Promise<Map<string, PayingCoverage[]>> {
  const patientIds = [...new Set(rows.flatMap(({ patient_id }) => patient_id ?? []))];
  const found = await validCoveragesOf(ctx, patientIds);
  return Map.groupBy(found, ({ patientId }) => patientId);
}

function othersOf(
  claim: ClaimRow,
  coverages: ReadonlyMap<string, readonly PayingCoverage[]>,
): PayingCoverage[] {
  const on = claim.from_on;
  if (claim.patient_id === null || on === null) return [];
  return (coverages.get(claim.patient_id) ?? []).filter(
    (each) => paysOn(each, on) && each.payerId !== claim.payer_id,
  );
}

const medicaid: readonly LineOfBusiness[] = ['medicaid', 'medicaid-managed'];

function isMedicaid(claim: ClaimRow, terms: ClinicTerms): boolean {
  const { lineOfBusiness } = payerOf(claim, terms);
  return lineOfBusiness !== null && medicaid.includes(lineOfBusiness);
}

/** Who has Medicare and Medicaid (QMB) owes neither deductible nor coinsurance: 42 USC 1396a(n)(3). */
function isOfMedicaid({ lineOfBusiness }: PayingCoverage): boolean {
  return medicaid.includes(lineOfBusiness);
}

function expectedLines(
  claim: ClaimRow,
  lines: readonly ClaimLineRow[],
  schedule: readonly FeeRow[],
): Map<number, number> {
  return new Map(
    lines.flatMap((line) => {
      const cents = expectedOf(line, claim.from_on, schedule);
      return cents === null ? [] : [[line.number, cents] as const];
    }),
  );
}
