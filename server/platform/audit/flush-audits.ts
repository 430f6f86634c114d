import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';

/** One insert for all entries of the transaction. */
export async function flushAudits(ctx: Ctx): Promise<void> {
  if (ctx.audits.length === 0) return;
  await ctx.db('audit_entry').insert(
    ctx.audits.map((entry) => ({
      organization_id: ctx.organizationId,
      id: newId(),
      at: ctx.now,
      kind: entry.kind,
      act: entry.act,
      actor_kind: actorKind(ctx),
      actor_id: ctx.actorId,
      clinic_id: entry.clinicId,
      entity_id: entry.entityId,
      request_id: ctx.requestId,
      detail: JSON.stringify(entry.detail),
    })),
  );
}

function actorKind(ctx: Ctx): string {
  switch (ctx.scope.kind) {
    case 'user':
      return 'staff';
    case 'patient':
      return 'patient';
    case 'system':
      return 'system';
    case 'lookup':
      return 'nobody';
  }
}
