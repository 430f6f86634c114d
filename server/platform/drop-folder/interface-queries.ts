// Reads of interfaces and of what went through them, for slices and for the server itself.
import type { Ctx } from '../context.ts';
import type { InterfaceRow, MessageRow } from './interface-row.ts';

/** Those that are switched on, whichever clinic they are of. */
export function listEnabledInterfaces(ctx: Ctx): Promise<InterfaceRow[]> {
  return ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, enabled: true })
    .orderBy('id')
    .select<InterfaceRow[]>('*');
}

/** By which interface a clinic reaches a payer; its own comes before the organization's. */
export async function findInterfaceTo(
  ctx: Ctx,
  wanted: { kind: string; clinicId: string; payerId: string },
): Promise<InterfaceRow | null> {
  const reaching = await listReaching(ctx, wanted);
  return reaching.find(({ payer_ids: payerIds }) => payerIds.includes(wanted.payerId)) ?? null;
}

/** The payers that a clinic reaches. */
export async function payersReached(
  ctx: Ctx,
  wanted: { kind: string; clinicId: string },
): Promise<string[]> {
  const reaching = await listReaching(ctx, wanted);
  return [...new Set(reaching.flatMap(({ payer_ids: payerIds }) => payerIds))];
}

function listReaching(
  ctx: Ctx,
  { kind, clinicId }: { kind: string; clinicId: string },
): Promise<InterfaceRow[]> {
  return ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, kind, enabled: true })
    .whereRaw('(clinic_id is null or clinic_id = ?)', [clinicId])
    .orderByRaw('clinic_id nulls last, id')
    .select<InterfaceRow[]>('*');
}

/** Refused files that somebody wants read once more. */
export function listAskedAgain(ctx: Ctx, interfaceId: string): Promise<MessageRow[]> {
  return ctx
    .db('interface_message')
    .where({ organization_id: ctx.organizationId, interface_id: interfaceId })
    .whereNotNull('again_asked_at')
    .orderBy('again_asked_at')
    .select<MessageRow[]>('*');
}
