// A remittance that was held: posted all the same, or set aside, by somebody who says why.
import type { Remittance } from '#contract/claim-files';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { announceRemittance } from './announce-remittance.ts';
import type { RemittedClaimRow } from './claim-rows.ts';
import { remittanceView } from './remittance-queries.ts';
import { lockRemittance, postRemitted, updateRemittance } from './remittance-repository.ts';
import { postClaims } from './take-remittance-service.ts';

export async function settleRemittance(
  ctx: Ctx,
  input: {
    remittanceId: string;
    expectedVersion: number;
    as: 'post' | 'set-aside';
    note: string;
  },
): Promise<Remittance> {
  const row = await lockRemittance(ctx, input.remittanceId);
  if (!row || !mayAct(ctx, 'claim:read', row.clinic_id)) throw notFound('remittance');
  if (!mayAct(ctx, 'claim:approve', row.clinic_id))
    throw notAllowed('You may not decide about what does not balance; nothing was changed.');
  if (row.version !== input.expectedVersion) throw conflict(await remittanceView(ctx, row.id));
  if (row.state !== 'held') throw ruleBroken('wrong-state', 'It is not held; nothing was changed.');
  const state = input.as === 'post' ? 'posted' : 'set-aside';
  const after = await updateRemittance(ctx, row, { state, note: input.note });
  recordAudit(ctx, {
    ...{ act: 'claims.settle-remittance', clinicId: row.clinic_id, entityId: row.id },
    detail: { as: input.as },
  });
  if (state === 'posted') {
    await postRemitted(ctx, row.id);
    await postClaims(ctx, after, await claimsOf(ctx, row.id));
  }
  return announceRemittance(ctx, after);
}

function claimsOf(ctx: Ctx, remittanceId: string): Promise<RemittedClaimRow[]> {
  return ctx
    .db('remitted_claim')
    .where({ organization_id: ctx.organizationId, remittance_id: remittanceId })
    .orderBy('place')
    .select<RemittedClaimRow[]>('*');
}
