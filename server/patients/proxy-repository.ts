// The only SQL that writes who acts for a patient.
import type { TellScope } from '#contract/contact';
import type { ProxyGround } from '#contract/proxy';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface ProxyRow {
  organization_id: string;
  id: string;
  patient_id: string;
  person_id: string | null;
  family: string;
  given: string;
  relation: string;
  ground: ProxyGround;
  phone: string | null;
  told: TellScope[];
  may_decide: boolean;
  starts_on: string;
  ends_on: string | null;
  evidence: string;
  added_at: string;
  added_by: string | null;
  revoked_at: string | null;
  revoke_reason: string | null;
  version: number;
}

const table = 'patient_proxy';

export function lockProxy(ctx: Ctx, id: string): Promise<ProxyRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<ProxyRow | undefined>('*');
}

export async function insertProxy(ctx: Ctx, proxy: ProxyRow): Promise<ProxyRow> {
  const [row] = await ctx.db(table).insert(proxy).returning<ProxyRow[]>('*');
  if (!row) throw new Error('An inserted proxy was not returned.');
  await recordVersion(ctx, table, 'added', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function updateProxy(
  ctx: Ctx,
  proxy: ProxyRow,
  change: Pick<ProxyRow, 'revoked_at' | 'revoke_reason'>,
): Promise<ProxyRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: proxy.id, version: proxy.version })
    .update({ ...change, version: proxy.version + 1 })
    .returning<ProxyRow[]>('*');
  if (!row) throw new Error('A locked proxy changed under its lock.');
  await recordVersion(ctx, table, 'revoked', row);
  return row;
}
