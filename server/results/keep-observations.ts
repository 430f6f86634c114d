// Values with a LOINC code are kept as the patient's laboratory values too: what protocols and charts ask for the latest of.
import type { ReportContent, ValueFlag } from '#contract/result-content';
import type { Interpretation } from '#contract/observations';
import type { Ctx } from '../platform/context.ts';
import { recordObservations, type SaidObservation } from './observation-service.ts';
import type { ResultRow } from './result-repository.ts';

const interpretationOf: Record<ValueFlag, Interpretation | null> = {
  critical: 'critical',
  low: 'low',
  high: 'high',
  normal: 'normal',
  abnormal: null,
};

/** Sensitive ones are not: those who read values do not all read these. */
export async function keepObservations(
  ctx: Ctx,
  of: { result: ResultRow; patientId: string | null; content: ReportContent; areGone?: boolean },
): Promise<void> {
  const { result, patientId, content, areGone = false } = of;
  if (patientId === null || result.is_sensitive) return;
  const isTakenBack = areGone || result.report_status === 'entered-in-error';
  const said = content.values
    .filter(({ system, missing, text }) => system === 'LN' && missing === null && text !== '')
    .map((value): SaidObservation => {
      const { code, title, text, number, unit, flag, isCritical, status, key, observedAt } = value;
      return {
        ...{ clinicId: result.clinic_id, patientId, code, title: title.slice(0, 200) || code },
        ...{ valueText: text.slice(0, 200).replace(/\s+/g, ' '), valueNumber: number },
        unit: unit?.slice(0, 40) ?? null,
        interpretation: isCritical ? 'critical' : flag === null ? null : interpretationOf[flag],
        effectiveAt: earlier(observedAt ?? result.collected_at ?? ctx.now, ctx.now),
        sent: {
          source: result.source,
          referenceId: `${result.id} ${patientId} ${key}`.slice(0, 200),
          status: isTakenBack ? 'entered-in-error' : status,
        },
      };
    });
  await recordObservations(ctx, said);
}

/** A sender's clock may run ahead of ours. */
function earlier(at: string, now: string): string {
  return Date.parse(at) > Date.parse(now) ? now : at;
}

/** Values that the report does not name any more, or that are another person's: the chart keeps them as errors. */
export async function takeBackValues(
  ctx: Ctx,
  of: {
    was: ResultRow;
    patientId: string | null;
    before: { content: ReportContent } | null;
    content: ReportContent;
    isMoved: boolean;
  },
): Promise<void> {
  const { was, patientId, before, content, isMoved } = of;
  if (!before) return;
  const named = new Set(isMoved ? [] : content.values.map(({ key }) => key));
  const gone = before.content.values.filter(({ key }) => !named.has(key));
  if (gone.length === 0) return;
  const values = { ...before.content, values: gone };
  await keepObservations(ctx, { result: was, patientId, content: values, areGone: true });
}
