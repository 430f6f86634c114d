// The only SQL that writes refill requests, their arrivals and decisions; the item itself is the kernel's row of the same id.
import type { CardCriterion } from '#contract/refill-card';
import type { MedicationOrder, SupplyWay, UnknownSupply } from '#contract/prescription';
import type { Refill, RefillSaid, RefillSource } from '#contract/refill-request';
import type { Transport } from '#contract/refill-terms';
import type { DenialReason, RefillDecisionKind } from '#contract/refill-workflow';
import type { Ctx } from '../platform/context.ts';

export interface RefillRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  source: RefillSource;
  said: RefillSaid;
  requested: MedicationOrder;
  prescription_id: string | null;
  pharmacy_id: string | null;
  way: SupplyWay;
  asked: number;
  /** By which the same request is known while it is open; `null` once it is closed. */
  open_key: string | null;
  runs_out_on: string | null;
  unknown_because: UnknownSupply | null;
  needed_on: string | null;
  /** When it moves to the front by the clock alone. */
  presses_at: string | null;
  high_risk: boolean;
  abrupt_stop: boolean;
  readiness: Refill['readiness'];
  /** What the pharmacy fills from then on, where a decision made one. */
  new_prescription_id: string | null;
  transport: Transport | null;
  sent_by: string | null;
  sent_at: string | null;
  acknowledged_at: string | null;
  trouble: string | null;
  cancelled_pharmacy_id: string | null;
  cancel_answer: 'asked' | 'confirmed' | 'refused' | null;
  /** What the payer has to answer first. */
  authorization_id: string | null;
}

/** Of a request that has not left. */
export const notSent = {
  ...{ transport: null, sent_by: null, sent_at: null, acknowledged_at: null, trouble: null },
} as const;

export interface DecisionRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  prescription_id: string | null;
  kind: RefillDecisionKind;
  reason: DenialReason | null;
  granted: MedicationOrder | null;
  note: string;
  /** What the card said when it was decided. */
  criteria: CardCriterion[];
  by_id: string;
  at: string;
  protocol_id: string | null;
  protocol_version: number | null;
  protocol_title: string | null;
  co_sign: 'wanted' | 'agreed' | 'disagreed' | null;
  co_signed_by: string | null;
  co_signed_at: string | null;
  leaves_at: string;
  taken_back_at: string | null;
  /** Of one that sends it elsewhere: where it went before, and how. */
  former_pharmacy_id: string | null;
  former_way: SupplyWay | null;
}

/** Of a decision that leaves the pharmacy as it is. */
export const samePharmacy = { former_pharmacy_id: null, former_way: null } as const;

const table = 'refill_request';

export async function insertRefill(ctx: Ctx, row: RefillRow): Promise<void> {
  await ctx.db(table).insert({ ...row, readiness: asJson(row.readiness) });
}

/** The item's own row must be locked: it guards this one. */
export async function getRefillRow(ctx: Ctx, id: string): Promise<RefillRow> {
  const [row] = await listRefillRows(ctx, [id]);
  if (!row) throw new Error('A work item of refills has no request.');
  return row;
}

export function listRefillRows(ctx: Ctx, ids: readonly string[]): Promise<RefillRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .select<RefillRow[]>('*');
}

export async function findOpenByKey(
  ctx: Ctx,
  clinicId: string,
  openKey: string,
): Promise<RefillRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, open_key: openKey })
    .first<RefillRow | undefined>('*');
}

export type RefillColumns = Partial<Omit<RefillRow, 'organization_id' | 'id' | 'clinic_id'>>;

export async function updateRefill(ctx: Ctx, id: string, change: RefillColumns): Promise<void> {
  const { readiness, ...rest } = change;
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .update(readiness === undefined ? rest : { ...rest, readiness: asJson(readiness) });
}

/** The same for many. */
export async function updateRefills(
  ctx: Ctx,
  ids: readonly string[],
  change: Pick<RefillRow, 'transport'>,
): Promise<void> {
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .update(change);
}

/** A `null` of JSON would be a value of the column. */
function asJson(readiness: RefillRow['readiness']): string | null {
  return readiness === null ? null : JSON.stringify(readiness);
}

/** Requests that wait for this authorization. */
export async function listWaitingFor(ctx: Ctx, authorizationId: string): Promise<string[]> {
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, authorization_id: authorizationId })
    .orderBy('id')
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}

export async function insertArrival(
  ctx: Ctx,
  arrival: { id: string; clinicId: string; requestId: string } & Pick<RefillRow, 'source'> & {
      reference: string | null;
    },
): Promise<void> {
  await ctx.db('refill_arrival').insert({
    organization_id: ctx.organizationId,
    id: arrival.id,
    clinic_id: arrival.clinicId,
    request_id: arrival.requestId,
    source: arrival.source,
    reference: arrival.reference,
    by_id: ctx.scope.kind === 'user' && ctx.scope.isService !== true ? ctx.actorId : null,
    at: ctx.now,
  });
}

export async function insertDecisions(ctx: Ctx, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx
    .db('refill_decision')
    .insert(rows.map((row) => ({ ...row, criteria: JSON.stringify(row.criteria) })));
}

/** The one that stands: at most one of a request is not taken back. */
export function findDecision(ctx: Ctx, requestId: string): Promise<DecisionRow | undefined> {
  return ctx
    .db('refill_decision')
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .whereNull('taken_back_at')
    .first<DecisionRow | undefined>('*');
}

export async function updateDecision(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<DecisionRow, 'co_sign' | 'co_signed_by' | 'co_signed_at' | 'taken_back_at'>>,
): Promise<void> {
  await ctx.db('refill_decision').where({ organization_id: ctx.organizationId, id }).update(change);
}

export async function takeBackDecisions(ctx: Ctx, requestIds: readonly string[]): Promise<void> {
  await ctx
    .db('refill_decision')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('request_id = any(?)', [[...requestIds]])
    .whereNull('taken_back_at')
    .update({ taken_back_at: ctx.now });
}

export async function hasBridge(ctx: Ctx, prescriptionId: string): Promise<boolean> {
  const row = await ctx
    .db('refill_decision')
    .where({
      organization_id: ctx.organizationId,
      prescription_id: prescriptionId,
      kind: 'bridge',
    })
    .whereNull('taken_back_at')
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** Requests that move to the front now, locked; other servers' are passed over. */
export async function listPressing(ctx: Ctx, limit: number): Promise<string[]> {
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .where('presses_at', '<=', ctx.now)
    .orderBy('presses_at')
    .limit(limit)
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}
