// Read models of refill protocols.
import type { RefillProtocol } from '#contract/refill-protocol';
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import type { ProtocolRow } from './protocol-repository.ts';

/** Views of protocols `p`, in the order in which they are listed: those that ended last, then by title. */
export function protocolSql(where: string): string {
  return `
    select p.id, p.clinic_id as "clinicId", p.version, p.terms, p.signed_by as "signedById",
      ${instantSql('p.signed_at')} as "signedAt", ${instantSql('p.ended_at')} as "endedAt"
    from refill_protocol p
    where ${where}
    order by p.ended_at is not null, lower(p.terms ->> 'title'), p.id`;
}

const ofClinic = protocolSql('p.organization_id = ? and p.clinic_id = ?');

export async function listProtocols(ctx: Ctx, clinicId: string): Promise<RefillProtocol[]> {
  const { rows } = await ctx.db.raw<{ rows: RefillProtocol[] }>(ofClinic, [
    ctx.organizationId,
    clinicId,
  ]);
  return rows;
}

export function protocolView(row: ProtocolRow): RefillProtocol {
  const { id, clinic_id, version, terms, signed_by, signed_at, ended_at } = row;
  return {
    ...{ id, clinicId: clinic_id, version, terms },
    ...{ signedById: signed_by, signedAt: signed_at, endedAt: ended_at },
  };
}
