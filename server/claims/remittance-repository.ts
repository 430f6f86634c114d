// The only SQL that reads and writes what payers said of claims and money.
import type { Ctx } from '../platform/context.ts';
import type { RemittanceRow, RemittedClaimRow, RemittedLineRow } from './claim-rows.ts';
import type { PostedClaim } from './claim-standing.ts';

/** So many rows a statement: PostgreSQL takes 65,535 bindings at most. */
const mostRows = 500;

export async function insertRemittance(ctx: Ctx, row: RemittanceRow): Promise<boolean> {
  const inserted = await ctx
    .db('remittance')
    .insert({ ...row, problems: JSON.stringify(row.problems) })
    .onConflict(['organization_id', 'clinic_id', 'payment_key'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function insertProviderAdjustments(
  ctx: Ctx,
  { clinic_id, id }: RemittanceRow,
  adjustments: readonly { provider: string; reason: string; reference: string; cents: number }[],
): Promise<void> {
  if (adjustments.length === 0) return;
  await ctx.db('remittance_adjustment').insert(
    adjustments.map((each, place) => ({
      ...{ organization_id: ctx.organizationId, clinic_id, remittance_id: id },
      ...{ place: place + 1, ...each },
    })),
  );
}

export async function insertRemittedClaims(
  ctx: Ctx,
  claims: readonly RemittedClaimRow[],
  lines: readonly RemittedLineRow[],
): Promise<void> {
  for (let at = 0; at < claims.length; at += mostRows)
    await ctx
      .db('remitted_claim')
      .insert(
        claims
          .slice(at, at + mostRows)
          .map((row) => ({ ...row, adjustments: JSON.stringify(row.adjustments) })),
      );
  for (let at = 0; at < lines.length; at += mostRows)
    await ctx
      .db('remitted_line')
      .insert(
        lines
          .slice(at, at + mostRows)
          .map((row) => ({ ...row, adjustments: JSON.stringify(row.adjustments) })),
      );
}

export type RemittedWithDay = RemittedClaimRow & { received_at: string; trace: string };

export function postedOf(
  claim: RemittedClaimRow,
  lines: readonly RemittedLineRow[] = [],
): PostedClaim {
  return {
    ...{ chargeCents: claim.charge_cents, paidCents: claim.paid_cents },
    ...{ adjustments: claim.adjustments, remarks: claim.remarks },
    lines: lines.map((line) => ({
      ...{ line: line.line, chargeCents: line.charge_cents, paidCents: line.paid_cents },
      allowedCents: line.allowed_cents,
      ...{ adjustments: line.adjustments, remarks: line.remarks },
    })),
  };
}

export type RemittedWithLines = RemittedClaimRow & { lines: RemittedLineRow[] };

export async function findRemittedClaim(
  ctx: Ctx,
  id: string,
): Promise<RemittedWithLines | undefined> {
  const { rows } = await ctx.db.raw<{ rows: RemittedWithLines[] }>(
    `select m.*,
       coalesce((select json_agg(s order by s.place) from remitted_line s
         where s.organization_id = m.organization_id and s.remitted_claim_id = m.id), '[]') as lines
     from remitted_claim m
     where m.organization_id = ? and m.id = ?`,
    [ctx.organizationId, id],
  );
  return rows[0];
}

export function listClaimsOfRemittance(
  ctx: Ctx,
  remittanceId: string,
  limit: number,
): Promise<RemittedClaimRow[]> {
  return ctx
    .db('remitted_claim')
    .where({ organization_id: ctx.organizationId, remittance_id: remittanceId })
    .orderBy('place')
    .limit(limit)
    .select<RemittedClaimRow[]>('*');
}

/** A payer's answer is of this claim; each of its lines is of that line. */
export async function matchRemitted(
  ctx: Ctx,
  of: { id: string; claimId: string; isPosted: boolean; lines: ReadonlyMap<number, number> },
): Promise<void> {
  await ctx
    .db('remitted_claim')
    .where({ organization_id: ctx.organizationId, id: of.id })
    .update({ claim_id: of.claimId, is_posted: of.isPosted });
  for (const [place, line] of of.lines)
    await ctx
      .db('remitted_line')
      .where({ organization_id: ctx.organizationId, remitted_claim_id: of.id, place })
      .update({ line });
}

/** All of them count from now on but those that only tell something. */
export async function postRemitted(ctx: Ctx, remittanceId: string): Promise<void> {
  await ctx
    .db('remitted_claim')
    .where({ organization_id: ctx.organizationId, remittance_id: remittanceId })
    .whereNot({ act: 'notice' })
    .update({ is_posted: true });
}

export function lockRemittance(ctx: Ctx, id: string): Promise<RemittanceRow | undefined> {
  return ctx
    .db('remittance')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<RemittanceRow | undefined>('*');
}

export async function updateRemittance(
  ctx: Ctx,
  row: RemittanceRow,
  change: Partial<Pick<RemittanceRow, 'state' | 'note' | 'is_found'>>,
): Promise<RemittanceRow> {
  const version = row.version + 1;
  await ctx
    .db('remittance')
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update({ ...change, version });
  return { ...row, ...change, version };
}

/** Which of these payments are here already. */
export function listKnownPayments(
  ctx: Ctx,
  clinicId: string,
  keys: readonly string[],
): Promise<string[]> {
  return ctx
    .db('remittance')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereRaw('payment_key = any(?)', [[...keys]])
    .pluck<string[]>('payment_key');
}
