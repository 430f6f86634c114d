// What a report or an order says, as the columns of a result.
import { normalInstant } from '../platform/clock/instants.ts';
import { isFinal } from '#contract/result-workflow';
import type { ReportContent } from '#contract/result-content';
import type { Ctx } from '../platform/context.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import {
  notSigned,
  type ResultColumns,
  type ResultRow,
  type insertVersion,
} from './result-repository.ts';
import type { Sent, SentReport } from './sent-report.ts';

/**
 * The same report has the same key in each of its versions: the sender’s number of it, or where it gives none that of the
 * order, and the test. `null` = it cannot be known again.
 */
export function reportKeyOf(sent: SentReport): string | null {
  const { sender, filler, placer, code, system, part } = sent;
  const number = filler ?? (placer === null ? null : `order ${placer}`);
  return number === null ? null : [sender, number, system, code, part].join('|').slice(0, 500);
}

export function blankResult(ctx: Ctx, clinicId: string, sent: Sent): ResultRow {
  return {
    ...{ organization_id: ctx.organizationId, id: '', clinic_id: clinicId, kind: sent.kind },
    ...{ title: sent.title || 'Report', code: sent.code, code_system: sent.system },
    ...{ categories: [], is_sensitive: false, report_status: 'registered', number: 0 },
    ...{ severity: 'normal', value_count: 0, abnormal_count: 0, critical_count: 0 },
    ...{ ordered_by: null, ordered_name: sent.orderedBy?.name ?? '' },
    ...{ ordered_npi: sent.orderedBy?.npi ?? null, order_state: 'not-ordered', missing: [] },
    ...{ source: sent.source, placer: sent.placer, filler: sent.filler, report_key: null },
    ordered_at: sent.orderedAt === null ? null : normalInstant(sent.orderedAt),
    ...{ collected_at: null, received_at: null, final_at: null, ...notSigned },
    ...{ sent_patient: sent.person, next_release_at: null },
  };
}

/** Of what was ordered, and has come for the first time. */
export function firstColumns(sent: SentReport): ResultColumns {
  const { filler, source, title } = sent;
  return { filler, source, title: title || 'Report', report_key: reportKeyOf(sent) };
}

/** What a report of this version says of itself. */
export function reportColumns(
  ctx: Ctx,
  sent: SentReport,
  { number, finalAt }: { number: number; finalAt: string | null },
): Pick<ResultRow, 'report_status' | 'number' | 'collected_at' | 'received_at' | 'final_at'> {
  return {
    ...{ report_status: sent.status, number, received_at: ctx.now },
    collected_at: sent.collectedAt === null ? null : normalInstant(sent.collectedAt),
    final_at: isFinal(sent.status) ? (finalAt ?? ctx.now) : finalAt,
  };
}

export function versionOf(
  ctx: Ctx,
  row: WorkRow,
  { number, sent, content }: { number: number; sent: SentReport; content: ReportContent },
): Parameters<typeof insertVersion>[1] {
  return {
    ...{ organization_id: ctx.organizationId, clinic_id: row.clinic_id, result_id: row.id },
    ...{ number, status: sent.status, received_at: ctx.now, content },
    reported_at: sent.reportedAt === null ? null : normalInstant(sent.reportedAt),
  };
}
