// The only SQL that writes results and their versions; the item itself is the kernel's row of the same id.
import { createHash } from 'node:crypto';
import type {
  ReportContent,
  ReportStatus,
  ResultCategory,
  ResultKind,
  Severity,
} from '#contract/result-content';
import type { MissingPart, OrderState } from '#contract/result-report';
import type { Ctx } from '../platform/context.ts';
import type { SentPerson } from './sent-report.ts';

export interface ResultRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  kind: ResultKind;
  title: string;
  code: string;
  code_system: string;
  categories: ResultCategory[];
  is_sensitive: boolean;
  report_status: ReportStatus;
  number: number;
  severity: Severity;
  value_count: number;
  abnormal_count: number;
  critical_count: number;
  ordered_by: string | null;
  ordered_name: string;
  ordered_npi: string | null;
  order_state: OrderState;
  missing: MissingPart[];
  source: string;
  placer: string | null;
  filler: string | null;
  report_key: string | null;
  ordered_at: string | null;
  collected_at: string | null;
  received_at: string | null;
  final_at: string | null;
  signed_by: string | null;
  signed_at: string | null;
  signed_note: string;
  sent_patient: SentPerson | null;
  next_release_at: string | null;
}

export const notSigned = { signed_by: null, signed_at: null, signed_note: '' } as const;

const table = 'result';

/** Its item was inserted before it. */
export async function insertResult(ctx: Ctx, row: ResultRow): Promise<void> {
  await ctx.db(table).insert({ ...row, sent_patient: JSON.stringify(row.sent_patient) });
}

/** The item's own row must be locked: it guards this one. */
export async function getResultRow(ctx: Ctx, id: string): Promise<ResultRow> {
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<ResultRow | undefined>('*');
  if (!row) throw new Error('A work item of results has no result.');
  return row;
}

export type ResultColumns = Partial<Omit<ResultRow, 'organization_id' | 'id' | 'clinic_id'>>;

export async function updateResult(
  ctx: Ctx,
  row: ResultRow,
  change: ResultColumns,
): Promise<ResultRow> {
  const { sent_patient: sent, ...rest } = change;
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: row.id })
    .update(sent === undefined ? rest : { ...rest, sent_patient: JSON.stringify(sent) });
  return { ...row, ...change };
}

/** The report as its sender knows it. */
export async function findReport(
  ctx: Ctx,
  of: { clinicId: string; reportKey: string | null },
): Promise<string | null> {
  if (of.reportKey === null) return null;
  const row = await ctx
    .db(table)
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: of.clinicId },
      report_key: of.reportKey,
    })
    .first<{ id: string } | undefined>('id');
  return row?.id ?? null;
}

/** What names an order's number, as the order or as what answers it: of several, that of the same test. */
export async function findNaming(
  ctx: Ctx,
  of: { clinicId: string; placer: string | null; code: string; state: 'ordered' | 'unknown' },
): Promise<ResultRow | null> {
  if (of.placer === null) return null;
  const rows = await ctx
    .db(table)
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: of.clinicId },
      ...{ placer: of.placer, order_state: of.state },
    })
    .whereNot({ report_status: 'entered-in-error' })
    .orderBy('id')
    .select<ResultRow[]>('*');
  const same = rows.filter(({ code }) => code === of.code);
  const [only = null, ...others] = same.length > 0 ? same : rows;
  return others.length === 0 ? only : null;
}

export interface VersionRow {
  organization_id: string;
  clinic_id: string;
  result_id: string;
  number: number;
  status: ReportStatus;
  received_at: string;
  reported_at: string | null;
  content: ReportContent;
  content_hash: string;
}

export async function insertVersion(
  ctx: Ctx,
  row: Omit<VersionRow, 'content_hash'>,
): Promise<void> {
  const content = JSON.stringify(row.content);
  await ctx.db('result_report').insert({ ...row, content, content_hash: hashOf(row) });
}

export function hashOf({ status, content }: Pick<VersionRow, 'status' | 'content'>): string {
  return createHash('sha256')
    .update(JSON.stringify([status, content]))
    .digest('base64url');
}

export function findVersion(
  ctx: Ctx,
  resultId: string,
  number: number,
): Promise<VersionRow | undefined> {
  return ctx
    .db('result_report')
    .where({ organization_id: ctx.organizationId, result_id: resultId, number })
    .first<VersionRow | undefined>('*');
}

/** Newest first. */
export function listVersions(ctx: Ctx, resultId: string): Promise<VersionRow[]> {
  return ctx
    .db('result_report')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .orderBy('number', 'desc')
    .select<VersionRow[]>('*');
}
