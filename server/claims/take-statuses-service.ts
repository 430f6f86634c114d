// What a clearing house or payer says of claims before they are adjudicated: 277CA and 277.
import type { ClaimStatus } from '#contract/claim-workflow';
import type { ClaimStatusSaid } from '../interop/x12/claim-status.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { findByControls, lockClaims, updateClaim, updateLastFiling } from './claim-repository.ts';
import type { FilingRow } from './claim-rows.ts';
import type { StatusPart } from './file/claim-file.ts';
import { settleClaims } from './settle-claims.ts';

const states: Record<
  ClaimStatusSaid['standing'],
  { claim: ClaimStatus | null; filing: FilingRow['state'] | null }
> = {
  acknowledged: { claim: null, filing: 'sent' },
  accepted: { claim: 'accepted', filing: 'accepted' },
  rejected: { claim: 'rejected', filing: 'rejected' },
  pending: { claim: 'pending', filing: 'pending' },
  finalized: { claim: null, filing: null },
  'needs-information': { claim: 'pending', filing: 'pending' },
  'not-found': { claim: null, filing: null },
  error: { claim: null, filing: null },
};

/** How many of them are of claims that are here. */
export async function takeStatuses(
  ctx: Ctx,
  { clinicId }: { clinicId: string },
  part: StatusPart,
): Promise<number> {
  const controls = part.said.map(({ claimControl }) => claimControl);
  const known = await findByControls(ctx, clinicId, controls);
  const rejected: string[] = [];
  const others: string[] = [];
  let matched = 0;
  for (const said of part.said) {
    const found = known.get(said.claimControl);
    const [claim] = found === undefined ? [] : await lockClaims(ctx, [found.id]);
    if (!claim) continue;
    matched += 1;
    const next = states[said.standing];
    if (next.filing !== null)
      await updateLastFiling(ctx, claim.id, { state: next.filing, said: said.says });
    // Once a claim is adjudicated, its remittance says more than its status.
    const isOver = claim.status === 'adjudicated' || claim.status === 'voided';
    const status = isOver || next.claim === null ? claim.status : next.claim;
    await updateClaim(ctx, claim, {
      status,
      payer_control: said.payerControl ?? claim.payer_control,
    });
    (next.claim === 'rejected' && !isOver ? rejected : others).push(claim.id);
  }
  await settleClaims(ctx, clinicId, rejected, { isAnswered: true });
  await settleClaims(
    ctx,
    clinicId,
    others.filter((id) => !rejected.includes(id)),
    { isAnswered: false },
  );
  recordAudit(ctx, {
    ...{ act: 'claims.take-statuses', clinicId, entityId: null },
    detail: { said: part.said.length, matched },
  });
  return matched;
}
