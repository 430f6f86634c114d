// The only SQL of how payers treat pharmacies.
import type { NetworkStanding, PharmacyNetwork } from '#contract/pharmacy';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface PharmacyNetworkRow {
  organization_id: string;
  id: string;
  pharmacy_id: string;
  payer_id: string;
  standing: NetworkStanding;
  from_on: string;
  version: number;
}

const table = 'pharmacy_network';

export function listNetwork(ctx: Ctx, pharmacyId: string): Promise<PharmacyNetwork[]> {
  return ctx
    .db(`${table} as n`)
    .join('payer as p', (on) =>
      on.on('p.organization_id', 'n.organization_id').on('p.id', 'n.payer_id'),
    )
    .where({ 'n.organization_id': ctx.organizationId, 'n.pharmacy_id': pharmacyId })
    .orderByRaw('lower(p.name), n.payer_id, n.from_on desc')
    .select<PharmacyNetwork[]>({
      id: 'n.id',
      payerId: 'n.payer_id',
      payerName: 'p.name',
      standing: 'n.standing',
      fromOn: 'n.from_on',
    });
}

/** What begins on that very day; the pharmacy is held locked. */
export function findNetwork(
  ctx: Ctx,
  { pharmacyId, payerId, fromOn }: { pharmacyId: string; payerId: string; fromOn: string },
): Promise<PharmacyNetworkRow | undefined> {
  return ctx
    .db(table)
    .where({
      organization_id: ctx.organizationId,
      pharmacy_id: pharmacyId,
      payer_id: payerId,
      from_on: fromOn,
    })
    .first<PharmacyNetworkRow | undefined>('*');
}

export async function insertNetwork(
  ctx: Ctx,
  network: Omit<PharmacyNetworkRow, 'organization_id' | 'version'>,
): Promise<void> {
  const row = { ...network, organization_id: ctx.organizationId, version: 1 };
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'added', row);
}

export async function updateNetwork(
  ctx: Ctx,
  network: PharmacyNetworkRow,
  standing: NetworkStanding,
): Promise<void> {
  const row = { ...network, standing, version: network.version + 1 };
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: network.id, version: network.version })
    .update({ standing, version: row.version });
  await recordVersion(ctx, table, 'corrected', row);
}
