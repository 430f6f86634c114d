import type { Remittance } from '#contract/claim-files';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import type { RemittanceRow } from './claim-rows.ts';
import { remittanceView } from './remittance-queries.ts';

/** Read as it is now, so write before. */
export async function announceRemittance(ctx: Ctx, row: RemittanceRow): Promise<Remittance> {
  const payload = await remittanceView(ctx, row.id);
  const { id: entityId, clinic_id: clinicId, version } = row;
  recordChange(ctx, { type: 'claims.remittance-changed', clinicId, entityId, version, payload });
  return payload;
}
