// The only SQL that writes lines, their answers and appeals. A line is guarded by the row of its item.
import type {
  AuthorizationKind,
  AuthorizationLine,
  HeardVia,
  LineGrant,
  QuantityUnit,
  ServiceCode,
} from '#contract/authorization-line';
import {
  liveLineStates,
  type AuthorizationLineStatus,
  type PendedFor,
  type ReviewAction,
} from '#contract/authorization-workflow';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';

export interface LineRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  patient_id: string;
  payer_id: string;
  position: number;
  status: AuthorizationLineStatus;
  kind: AuthorizationKind;
  description: string;
  code: ServiceCode | null;
  quantity: number;
  unit: QuantityUnit;
  from_on: string;
  until_on: string;
  place_of_service: string;
  rendering_id: string | null;
  visit_type_id: string | null;
  drug_group: string | null;
  need: string | null;
  pended_for: PendedFor | null;
  action: ReviewAction | null;
  number: string | null;
  reason_codes: string[];
  because: string;
  via: HeardVia | null;
  decided_by: string | null;
  decided_at: string | null;
  granted: LineGrant | null;
  granted_units: number | null;
  granted_from: string | null;
  granted_until: string | null;
  units_reserved: number;
  units_used: number;
  trouble: AuthorizationLine['trouble'];
  contradiction: AuthorizationLine['contradiction'];
  peer_until: string | null;
  peer_outcome: 'overturned' | 'upheld' | 'not-held' | null;
  peer_held_at: string | null;
  cancelled_because: string | null;
  expires_at: string | null;
  live_key: string | null;
}

/** Of a line about which the payer has said nothing. */
export const notAnswered = {
  ...{ pended_for: null, action: null, number: null, reason_codes: [] as string[], because: '' },
  ...{ via: null, decided_by: null, decided_at: null, granted: null, granted_units: null },
  ...{ granted_from: null, granted_until: null, units_reserved: 0, units_used: 0, trouble: null },
  ...{ contradiction: null, peer_until: null, peer_outcome: null, peer_held_at: null },
  ...{ cancelled_because: null, expires_at: null },
};

const table = 'authorization_line';
const duplicate = 'authorization_asked_once';

/** Of two at once for the same the database refuses the second. */
export async function insertLines(ctx: Ctx, rows: readonly LineRow[]): Promise<void> {
  await guarded(() => ctx.db(table).insert(rows.map(asStored)));
}

export type LineColumns = Partial<
  Omit<LineRow, 'organization_id' | 'id' | 'clinic_id' | 'request_id' | 'patient_id' | 'position'>
>;

export async function updateLine(ctx: Ctx, row: LineRow, change: LineColumns): Promise<LineRow> {
  const after = { ...row, ...change };
  const isLive = (liveLineStates as readonly string[]).includes(after.status);
  const written = { ...change, ...(isLive ? {} : { live_key: null, expires_at: null }) };
  await guarded(() =>
    ctx
      .db(table)
      .where({ organization_id: ctx.organizationId, id: row.id })
      .update(asStored(written)),
  );
  return { ...after, ...written };
}

async function guarded(write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === duplicate)
      throw ruleBroken(
        'asked-already',
        'The same is asked for or in force already on one of these days; nothing was changed.',
      );
    throw error;
  }
}

function asStored(row: LineColumns): object {
  const json = (value: unknown): string | null =>
    value === null || value === undefined ? null : JSON.stringify(value);
  return {
    ...row,
    ...('code' in row ? { code: json(row.code) } : {}),
    ...('granted' in row ? { granted: json(row.granted) } : {}),
    ...('contradiction' in row ? { contradiction: json(row.contradiction) } : {}),
  };
}

export function listLines(ctx: Ctx, requestId: string): Promise<LineRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .orderBy('position')
    .select<LineRow[]>('*');
}

export function findLine(ctx: Ctx, id: string): Promise<LineRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<LineRow | undefined>('*');
}

export interface AnswerRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  line_id: string;
  payer_id: string;
  action: ReviewAction;
  number: string | null;
  reason_codes: string[];
  because: string;
  via: HeardVia;
  by_id: string | null;
  decided_at: string;
  at: string;
  received_at: string | null;
  due_at: string | null;
  /** By the payer's own clock, of an electronic one; left out = nobody said. */
  written_at?: string | null;
  fate: 'stood' | 'contradicted' | 'taken-back';
}

export async function insertAnswer(ctx: Ctx, row: AnswerRow): Promise<void> {
  await ctx.db('authorization_answer').insert(row);
}

/** Lines → when the payer wrote its last electronic answer about each that came, by its own clock. */
export async function lastWritten(
  ctx: Ctx,
  { requestId, via }: { requestId: string; via: HeardVia },
): Promise<Map<string, string>> {
  const rows = await ctx
    .db('authorization_answer')
    .where({ organization_id: ctx.organizationId, request_id: requestId, via })
    .whereNotNull('written_at')
    .groupBy('line_id')
    .select<{ line_id: string; at: string }[]>('line_id', ctx.db.raw('max(written_at) as at'));
  return new Map(rows.map(({ line_id: lineId, at }) => [lineId, at]));
}

/** What stood about a line stands no more. */
export async function takeBackAnswers(
  ctx: Ctx,
  { id, request_id }: Pick<LineRow, 'id' | 'request_id'>,
): Promise<void> {
  await ctx
    .db('authorization_answer')
    .where({ organization_id: ctx.organizationId, request_id, line_id: id, fate: 'stood' })
    .update({ fate: 'taken-back' });
}

export interface AppealRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  line_id: string;
  level: number;
  filed_at: string;
  confirmation: string;
  outcome: 'upheld' | 'overturned' | null;
  decided_at: string | null;
}

export async function insertAppeal(ctx: Ctx, row: AppealRow): Promise<void> {
  await ctx.db('authorization_appeal').insert(row);
}

export function listAppeals(ctx: Ctx, lineId: string): Promise<AppealRow[]> {
  return ctx
    .db('authorization_appeal')
    .where({ organization_id: ctx.organizationId, line_id: lineId })
    .orderBy('level')
    .select<AppealRow[]>('*');
}

export async function updateAppeal(
  ctx: Ctx,
  id: string,
  change: Pick<AppealRow, 'outcome' | 'decided_at'>,
): Promise<void> {
  await ctx
    .db('authorization_appeal')
    .where({ organization_id: ctx.organizationId, id })
    .update(change);
}

/** Whose last day is over; read without a lock: their items are locked one by one. */
export function listExpired(
  ctx: Ctx,
  limit: number,
): Promise<Pick<LineRow, 'id' | 'request_id'>[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId })
    .where('expires_at', '<=', ctx.now)
    .orderBy('expires_at')
    .limit(limit)
    .select<Pick<LineRow, 'id' | 'request_id'>[]>('id', 'request_id');
}
