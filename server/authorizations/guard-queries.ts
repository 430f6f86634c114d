// The facts by which a visit is held against authorizations: who pays on its day, and what is granted for its type.
import { liveLineStates, type AuthorizationLineStatus } from '#contract/authorization-workflow';
import type { LineGrant } from '#contract/authorization-line';
import type { VisitType } from '#contract/availability';
import { mustKeepFromPlan } from '../patients/flag-queries.ts';
import type { PayingCoverage } from '../patients/paying-coverage-queries.ts';
import { localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import type { CoveredVisit, GrantedLine } from './cover-rules.ts';
import { planOn, ruleOfNeed } from './need-queries.ts';

export interface GuardedVisit {
  clinicId: string;
  patientId: string;
  providerId: string;
  startsAt: string;
  endsAt: string;
  visitType: Pick<VisitType, 'id' | 'needsAuthorization'>;
  /** The visit itself, where it stands already. */
  appointmentId?: string | undefined;
}

export interface VisitLine extends GrantedLine {
  itemId: string;
  status: AuthorizationLineStatus;
  /** Of this visit alone, reserved or used. */
  own: number;
}

export interface GuardFacts {
  needed: 'no' | 'yes' | 'unknown';
  on: string;
  plan: PayingCoverage | null;
  /** Granted ones, also those that are over. */
  granted: VisitLine[];
  /** Asked for and not granted, with the item. */
  asked: { itemId: string; status: AuthorizationLineStatus }[];
}

/** `no` without a plan: whoever pays themselves asks nobody. */
export async function guardFacts(ctx: Ctx, visit: GuardedVisit): Promise<GuardFacts> {
  const { clinicId, patientId, startsAt, visitType } = visit;
  const nothing: GuardFacts = { needed: 'no', on: '', plan: null, granted: [], asked: [] };
  if (!visitType.needsAuthorization) return nothing;
  const on = localDateOf(startsAt, await zoneOf(ctx, clinicId));
  const plan = await planOn(ctx, patientId, on);
  if (plan === null) return { ...nothing, on };
  const { coverageId } = plan;
  if (await mustKeepFromPlan(ctx, { patientId, coverageId, on })) return { ...nothing, on, plan };
  const need = { kind: 'service' as const, code: null, visitTypeId: visitType.id, drugGroup: null };
  const rule = await ruleOfNeed(ctx, clinicId, plan, { need, on });
  if (rule?.required === false) return { ...nothing, on, plan };
  const lines = await listVisitLines(ctx, visit);
  const live: readonly string[] = liveLineStates;
  return {
    ...{ needed: rule ? 'yes' : 'unknown', on, plan },
    granted: lines.flatMap((line) => (line.grant === null ? [] : [{ ...line, grant: line.grant }])),
    asked: lines.filter(({ grant, status }) => grant === null && live.includes(status)),
  };
}

export function coveredVisit(
  { on, plan }: Pick<GuardFacts, 'on' | 'plan'>,
  { clinicId, providerId, startsAt, endsAt }: GuardedVisit,
  own: number,
): CoveredVisit {
  const minutes = minutesBetween(startsAt, endsAt);
  const payer = plan && { payerId: plan.payerId, memberId: plan.memberId };
  return { ...{ clinicId, providerId, on, minutes, own }, plan: payer };
}

type FoundLine = Omit<VisitLine, 'grant'> & { grant: LineGrant | null };

export async function listVisitLines(
  ctx: Ctx,
  {
    patientId,
    visitType,
    appointmentId,
  }: Pick<GuardedVisit, 'patientId' | 'visitType' | 'appointmentId'>,
): Promise<FoundLine[]> {
  const { rows } = await ctx.db.raw<{ rows: FoundLine[] }>(lines, [
    appointmentId ?? null,
    ctx.organizationId,
    patientId,
    visitType.id,
  ]);
  return rows;
}

const lines = `
  select l.id, l.request_id as "itemId", l.clinic_id as "clinicId", l.payer_id as "payerId", r.member_id as "memberId",
    l.status, l.status = 'approved' as "isInForce", l.granted as "grant", l.units_reserved as reserved,
    l.units_used as used, coalesce(u.units, 0) as own
  from authorization_line l
  join authorization_request r on r.organization_id = l.organization_id and r.id = l.request_id
  left join authorization_use u on u.organization_id = l.organization_id and u.line_id = l.id
    and u.appointment_id = ? and u.state <> 'returned'
  where l.organization_id = ? and l.patient_id = ? and l.visit_type_id = ?
    and l.status not in ('not-required', 'cancelled', 'replaced')
  order by l.id`;
