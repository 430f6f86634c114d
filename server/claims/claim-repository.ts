// The only SQL that reads and writes claims, their lines and filings.
import type { Knex } from 'knex';
import type { Ctx } from '../platform/context.ts';
import type { ClaimLineRow, ClaimRow, FilingRow } from './claim-rows.ts';

const table = 'claim';

export function listClaims(
  ctx: Ctx,
  ids: readonly string[],
): Knex.QueryBuilder<ClaimRow, ClaimRow[]> {
  return ctx
    .db<ClaimRow>(table)
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...ids]])
    .orderBy('id')
    .select('*');
}

/** In the order of their ids, so that two files never wait for each other in a circle. */
export function lockClaims(ctx: Ctx, ids: readonly string[]): Promise<ClaimRow[]> {
  return listClaims(ctx, ids).forUpdate();
}

export type ClaimWithLines = Pick<ClaimRow, 'id' | 'clinic_id' | 'patient_id'> & {
  lines: ClaimLineRow[];
};

export async function findClaim(ctx: Ctx, id: string): Promise<ClaimWithLines | undefined> {
  const { rows } = await ctx.db.raw<{ rows: ClaimWithLines[] }>(
    `select c.id, c.clinic_id, c.patient_id,
       coalesce((select json_agg(l order by l.number) from claim_line l
         where l.organization_id = c.organization_id and l.claim_id = c.id), '[]') as lines
     from claim c
     where c.organization_id = ? and c.id = ?`,
    [ctx.organizationId, id],
  );
  return rows[0];
}

/** False where its number is taken already. */
export async function insertClaim(
  ctx: Ctx,
  row: ClaimRow,
  lines: readonly ClaimLineRow[],
): Promise<boolean> {
  const { content, envelope } = row;
  const inserted = await ctx
    .db(table)
    .insert({ ...row, content: JSON.stringify(content), envelope: JSON.stringify(envelope) })
    .onConflict(['organization_id', 'clinic_id', 'control_number'])
    .ignore()
    .returning('id');
  if (inserted.length === 0) return false;
  if (lines.length > 0) await ctx.db('claim_line').insert([...lines]);
  return true;
}

export type ClaimColumns = Partial<
  Pick<
    ClaimRow,
    | 'status'
    | 'payer_control'
    | 'look_on'
    | 'content'
    | 'charge_cents'
    | 'submitted_at'
    | 'patient_id'
    | 'coverage_id'
  >
>;

/** Of a claim that this transaction holds locked. */
export async function updateClaim(
  ctx: Ctx,
  row: ClaimRow,
  change: ClaimColumns,
): Promise<ClaimRow> {
  const { content, ...rest } = change;
  const version = row.version + 1;
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update({ ...rest, version, ...(content ? { content: JSON.stringify(content) } : {}) });
  return { ...row, ...change, version };
}

export async function replaceLines(
  ctx: Ctx,
  claimId: string,
  lines: readonly ClaimLineRow[],
): Promise<void> {
  await ctx
    .db('claim_line')
    .where({ organization_id: ctx.organizationId, claim_id: claimId })
    .delete();
  await ctx.db('claim_line').insert([...lines]);
}

export async function listLinesOf(
  ctx: Ctx,
  claimIds: readonly string[],
): Promise<Map<string, ClaimLineRow[]>> {
  const rows = await ctx
    .db('claim_line')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('claim_id = any(?)', [[...claimIds]])
    .orderBy(['claim_id', 'number'])
    .select<ClaimLineRow[]>('*');
  return Map.groupBy(rows, ({ claim_id }) => claim_id);
}

export async function insertFiling(ctx: Ctx, row: FilingRow): Promise<void> {
  await ctx.db('claim_filing').insert(row);
}

/** All but the file itself, which may be long. */
export type FilingHead = Omit<FilingRow, 'file_text'> & { has_file: boolean };

/** Newest first. */
export function listFilings(ctx: Ctx, claimId: string): Promise<FilingHead[]> {
  return ctx
    .db('claim_filing')
    .where({ organization_id: ctx.organizationId, claim_id: claimId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select<FilingHead[]>(...filingColumns, ctx.db.raw('file_text is not null as has_file'));
}
const filingColumns = [
  ...['organization_id', 'clinic_id', 'id', 'claim_id', 'frequency', 'original_reference', 'at'],
  ...['by_id', 'state', 'said', 'said_at'],
];

export function findFiling(ctx: Ctx, id: string): Promise<FilingRow | undefined> {
  return ctx
    .db('claim_filing')
    .where({ organization_id: ctx.organizationId, id })
    .first<FilingRow | undefined>('*');
}

/** What was heard of the last filing of each. */
export async function noteFilings(
  ctx: Ctx,
  heard: readonly ({ claimId: string } & Pick<FilingRow, 'state' | 'said'>)[],
): Promise<void> {
  if (heard.length === 0) return;
  await ctx.db.raw(
    `with heard as (
       select last.id, h.state, h.said
       from unnest(cast(:claims as uuid[]), cast(:states as text[]), cast(:said as text[])) as h (claim_id, state, said)
       cross join lateral (
         select l.id from claim_filing l
         where l.organization_id = :organization and l.claim_id = h.claim_id
         order by l.at desc, l.id desc
         limit 1) last)
     update claim_filing f set state = heard.state, said = heard.said, said_at = :now
     from heard
     where f.organization_id = :organization and f.id = heard.id`,
    {
      ...{ now: ctx.now, organization: ctx.organizationId },
      claims: heard.map(({ claimId }) => claimId),
      states: heard.map(({ state }) => state),
      said: heard.map(({ said }) => said),
    },
  );
}

/** Which of these are numbers of ours. */
export function listKnownControls(
  ctx: Ctx,
  clinicId: string,
  controls: readonly string[],
): Promise<string[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereRaw('control_number = any(?)', [[...controls]])
    .pluck<string[]>('control_number');
}

/** By our own numbers, in the clinics of the scope. */
export async function findByControls(
  ctx: Ctx,
  clinicId: string,
  controls: readonly string[],
): Promise<Map<string, ClaimRow>> {
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereRaw('control_number = any(?)', [[...controls]])
    .select<ClaimRow[]>('*');
  return new Map(rows.map((row) => [row.control_number, row]));
}

/** Those with the same charge and first day, where a payer gives another number back. */
export function findAlike(
  ctx: Ctx,
  of: { clinicId: string; chargeCents: number; fromOn: string },
): Promise<ClaimRow[]> {
  return ctx
    .db(table)
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: of.clinicId },
      ...{ charge_cents: of.chargeCents, from_on: of.fromOn },
    })
    .orderBy('id')
    .limit(20)
    .select<ClaimRow[]>('*');
}
