// Read models of refill protocols.
import type { RefillProtocol } from '#contract/refill-protocol';
import type { Ctx } from '../platform/context.ts';
import type { ProtocolRow } from './protocol-repository.ts';

/** Those that ended are last; by title. */
export async function listProtocols(ctx: Ctx, clinicId: string): Promise<RefillProtocol[]> {
  const rows = await ctx
    .db('refill_protocol')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderByRaw(`ended_at is not null, lower(terms ->> 'title'), id`)
    .select<ProtocolRow[]>('*');
  return rows.map(protocolView);
}

export function protocolView(row: ProtocolRow): RefillProtocol {
  const { id, clinic_id, version, terms, signed_by, signed_at, ended_at } = row;
  return {
    ...{ id, clinicId: clinic_id, version, terms },
    ...{ signedById: signed_by, signedAt: signed_at, endedAt: ended_at },
  };
}
