// Documents that staff put in: released by the same rules as results, and filed without a review.
import type { DocumentType } from '#contract/result-intake';
import type { Result } from '#contract/result-report';
import { requireOpenChart } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { normalInstant } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { countsOf } from './result-facts.ts';
import { insertVersion, notSigned, type ResultRow } from './result-repository.ts';
import { settleResult } from './settle-result.ts';
import { openResult } from './open-result.ts';

export async function addResultDocument(
  ctx: Ctx,
  input: {
    clinicId: string;
    patientId: string;
    type: DocumentType;
    title: string;
    text: string;
    isFinal: boolean;
    authoredAt: string;
  },
): Promise<Result> {
  const { clinicId, patientId, type, title, text } = input;
  if (!mayAct(ctx, 'result:record', clinicId))
    throw notAllowed('You may not put in documents in this clinic; nothing was taken in.');
  await getPatientSummary(ctx, patientId);
  await requireOpenChart(ctx, patientId);
  const authoredAt = normalInstant(input.authoredAt);
  if (authoredAt > ctx.now)
    throw ruleBroken('in-the-future', 'It is of a later time than now; nothing was changed.');
  const status = input.isFinal ? 'final' : 'preliminary';
  const content = { values: [], notes: [], conclusion: text, specimen: null };
  const result: ResultRow = {
    ...{ organization_id: ctx.organizationId, id: '', clinic_id: clinicId, kind: 'document' },
    ...{ title, code: type, code_system: 'L', categories: [type], is_sensitive: false },
    ...{ report_status: status, number: 1, ...countsOf(content), severity: 'normal' },
    ...{ ordered_by: null, ordered_name: '', ordered_npi: null, order_state: 'not-ordered' },
    ...{ missing: [], source: 'entered by staff', placer: null, filler: null, report_key: null },
    ...{ ordered_at: null, collected_at: authoredAt, received_at: ctx.now, ...notSigned },
    final_at: input.isFinal ? ctx.now : null,
    ...{ sent_patient: null, next_release_at: null },
  };
  const row = await openResult(ctx, { result, patientId, owner: null });
  await insertVersion(ctx, {
    ...{ organization_id: ctx.organizationId, clinic_id: clinicId, result_id: row.id, number: 1 },
    ...{ status, received_at: ctx.now, reported_at: authoredAt, content },
  });
  return settleResult(
    ctx,
    row,
    { ...result, id: row.id },
    {
      ...{ act: 'arrived', by: 'system', detail: { kind: 'document', type } },
    },
  );
}
