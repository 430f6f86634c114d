// The only SQL of pharmacies.
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface PharmacyRow {
  organization_id: string;
  id: string;
  ncpdp_id: string;
  name: string;
  address: string;
  phone: string | null;
  pickup: boolean;
  delivery_days: number | null;
  mail_days: number | null;
  version: number;
}

const mostShown = 20;

/** A network knows some hundreds of them: all are read. */
export async function listPharmacies(ctx: Ctx, text: string): Promise<PharmacyRow[]> {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const rows = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId })
    .orderBy(['name', 'id'])
    .select<PharmacyRow[]>('*');
  return rows.filter((row) => words.every((word) => isIn(row, word))).slice(0, mostShown);
}

function isIn({ name, address, ncpdp_id }: PharmacyRow, word: string): boolean {
  const said = `${name} ${address} ${ncpdp_id}`.toLowerCase().split(/[\s,]+/);
  return said.some((one) => one.startsWith(word));
}

export async function isPharmacy(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId, id })
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

export function findPharmacy(ctx: Ctx, id: string): Promise<PharmacyRow | undefined> {
  return ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId, id })
    .first<PharmacyRow | undefined>('*');
}

export function lockPharmacy(ctx: Ctx, id: string): Promise<PharmacyRow | undefined> {
  return ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<PharmacyRow | undefined>('*');
}

export async function isIdentifierTaken(
  ctx: Ctx,
  { ncpdpId, besides }: { ncpdpId: string; besides: string },
): Promise<boolean> {
  const row = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId, ncpdp_id: ncpdpId })
    .whereNot({ id: besides })
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

export type PharmacyColumns = Omit<PharmacyRow, 'organization_id' | 'id' | 'version'>;

/** Of a row that this transaction holds locked. */
export async function updatePharmacy(
  ctx: Ctx,
  pharmacy: PharmacyRow,
  { act, columns }: { act: 'change' | 'change-network'; columns: Partial<PharmacyColumns> },
): Promise<PharmacyRow> {
  const [row] = await ctx
    .db('pharmacy')
    .where({
      organization_id: ctx.organizationId,
      id: pharmacy.id,
      version: pharmacy.version,
    })
    .update({ ...columns, version: pharmacy.version + 1 })
    .returning<PharmacyRow[]>('*');
  if (!row) throw new Error('A locked pharmacy changed under its lock.');
  await recordVersion(ctx, 'pharmacy', act, row);
  return row;
}

/** `null` where another has the identifier, also one of the same moment. */
export async function insertPharmacy(
  ctx: Ctx,
  pharmacy: Omit<PharmacyRow, 'organization_id' | 'version'>,
): Promise<PharmacyRow | null> {
  const row = { ...pharmacy, organization_id: ctx.organizationId, version: 1 };
  const inserted = await ctx
    .db('pharmacy')
    .insert(row)
    .onConflict(['organization_id', 'ncpdp_id'])
    .ignore()
    .returning<{ id: string }[]>('id');
  if (inserted.length === 0) return null;
  await recordVersion(ctx, 'pharmacy', 'add', row);
  return row;
}
