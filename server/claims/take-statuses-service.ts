// What a clearing house or payer says of claims before they are adjudicated: 277CA and 277.
import type { ClaimStatus } from '#contract/claim-workflow';
import type { ClaimStatusSaid } from '../interop/x12/claim-status.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { findByControls, lockClaims, noteFilings, updateClaim } from './claim-repository.ts';
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
  const locked = await lockClaims(
    ctx,
    [...known.values()].map(({ id }) => id),
  );
  const claims = new Map(locked.map((claim) => [claim.control_number, claim]));
  /** By claim: of several, what was said last. */
  const heard = new Map<string, Pick<FilingRow, 'state' | 'said'>>();
  const rejected = new Set<string>();
  let matched = 0;
  for (const said of part.said) {
    const claim = claims.get(said.claimControl);
    if (!claim) continue;
    matched += 1;
    const next = states[said.standing];
    if (next.filing !== null) heard.set(claim.id, { state: next.filing, said: said.says });
    // Once a claim is adjudicated, its remittance says more than its status.
    const isOver = claim.status === 'adjudicated' || claim.status === 'voided';
    const status = isOver || next.claim === null ? claim.status : next.claim;
    if (status === 'rejected') rejected.add(claim.id);
    else rejected.delete(claim.id);
    const payerControl = said.payerControl ?? claim.payer_control;
    if (status === claim.status && payerControl === claim.payer_control) continue;
    const after = await updateClaim(ctx, claim, { status, payer_control: payerControl });
    claims.set(after.control_number, after);
  }
  await noteFilings(
    ctx,
    [...heard].map(([claimId, note]) => ({ claimId, ...note })),
  );
  const others = locked.map(({ id }) => id).filter((id) => !rejected.has(id));
  await settleClaims(ctx, clinicId, [...rejected], { isAnswered: true, isMoved: true });
  await settleClaims(ctx, clinicId, others, { isAnswered: false, isMoved: true });
  recordAudit(ctx, {
    ...{ act: 'claims.take-statuses', clinicId, entityId: null },
    detail: { said: part.said.length, matched },
  });
  return matched;
}
