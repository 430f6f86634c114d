// A new request for the same: after a denial, which allows no update, or before an approval ends.
import type { AskedLine } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { workPriorities } from '#contract/work';
import type { Ctx } from '../platform/context.ts';
import { getRequest } from './request-repository.ts';
import { updateLine, type LineRow } from './line-repository.ts';
import { openAuthorization } from './open-service.ts';
import { settleItem } from './settle-item.ts';
import { linesOf, stepLine, takeRequest, type Held } from './take-request.ts';

/** What is in force stays in force until its last day; what was denied is replaced. */
export async function askAnew(
  ctx: Ctx,
  input: Held & { lineIds: string[]; span: { from: string; until: string } },
): Promise<Authorization> {
  const { row, lines } = await takeRequest(ctx, input);
  const chosen = linesOf(lines, input.lineIds);
  const request = await getRequest(ctx, row.id);
  const renews = chosen.some(({ status }) => status === 'approved');
  for (const line of chosen) {
    const status = stepLine(ctx, line, 'ask-anew');
    if (line.status !== 'approved') await updateLine(ctx, line, { status });
  }
  const made = await openAuthorization(ctx, {
    ...{ clinicId: row.clinic_id, patientId: row.patient_id ?? '' },
    lines: chosen.map((line) => ({ ...askedOf(line), ...input.span })),
    diagnoses: request.diagnoses,
    ...{ orderingId: request.ordering_id, orderingName: request.ordering_name },
    ...{ orderingNpi: request.ordering_npi, urgency: 'standard' },
    priority: workPriorities[row.priority] ?? 'routine',
    ...{ source: renews ? 'renewal' : 'anew', sourceId: row.id, isRequired: true },
    priorNumber: chosen.find(({ number }) => number !== null)?.number ?? null,
  });
  await settleItem(ctx, row, { act: 'asked-anew', detail: { into: made.id } });
  return made;
}

export function askedOf(line: LineRow): AskedLine {
  return {
    ...{ kind: line.kind, description: line.description, code: line.code },
    ...{ quantity: line.quantity, unit: line.unit, from: line.from_on, until: line.until_on },
    ...{ placeOfService: line.place_of_service, renderingId: line.rendering_id },
    ...{ visitTypeId: line.visit_type_id, drugGroup: line.drug_group },
  };
}
