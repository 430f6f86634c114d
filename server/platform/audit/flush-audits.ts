import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';

/** Takes `auditRows`. */
export const insertAudits = `
  insert into audit_entry select * from jsonb_populate_recordset(cast(null as audit_entry), cast(? as jsonb))`;

/** One insert for all entries of a transaction that has no change to write with them. */
export async function flushAudits(ctx: Ctx): Promise<void> {
  if (ctx.audits.length > 0) await ctx.db.raw(insertAudits, [auditRows(ctx)]);
}

export function auditRows(ctx: Ctx): string {
  return JSON.stringify(
    ctx.audits.map((entry) => ({
      organization_id: ctx.organizationId,
      id: newId(),
      at: ctx.now,
      kind: entry.kind,
      act: entry.act,
      actor_kind: entry.actorKind,
      actor_id: entry.actorId,
      clinic_id: entry.clinicId,
      entity_id: entry.entityId,
      request_id: ctx.requestId,
      detail: entry.detail,
    })),
  );
}
