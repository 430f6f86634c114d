import type { Knex } from 'knex';
import type { Ctx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { newId } from '../ids.ts';

/** Takes `auditRows`. */
export const insertAudits = `
  insert into audit_entry
    (organization_id, id, at, kind, act, actor_kind, actor_id, clinic_id, entity_id, request_id, detail)
  select organization_id, id, at, kind, act, actor_kind, actor_id, clinic_id, entity_id, request_id, detail
  from jsonb_populate_recordset(cast(null as audit_entry), cast(? as jsonb))`;

/** One insert for all entries of a transaction that has no change to write with them; not yet sent. */
export function auditInsert(ctx: Ctx): Knex.Raw | null {
  return ctx.audits.length > 0 ? prepared(ctx.db, insertAudits, [auditRows(ctx)]) : null;
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
