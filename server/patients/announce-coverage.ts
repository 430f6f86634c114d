import type { Coverage } from '#contract/coverage';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { coverageViews } from './coverage-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';

/** Whatever shows this patient asks again: the change says whose coverage it is and no more. */
export async function announceCoverage(
  ctx: Ctx,
  clinicId: string,
  act: string,
  row: CoverageRow,
): Promise<Coverage> {
  const { id: entityId, version, patient_id: patientId } = row;
  recordChange(ctx, {
    type: 'patients.coverage-changed',
    clinicId: null,
    entityId,
    version,
    payload: { patientId },
  });
  recordAudit(ctx, { act, clinicId, entityId, detail: { version, patientId } });
  const [view] = await coverageViews(ctx, [row]);
  if (!view) throw new Error('A coverage has no view.');
  return view;
}
