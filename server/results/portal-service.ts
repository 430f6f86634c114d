// What somebody outside sees of results: judged anew at every asking, and every opening is kept.
import type { AnswerOf } from '#contract/endpoint';
import type { ObservationStatus } from '#contract/observations';
import type { ReportContent } from '#contract/result-content';
import type {
  openReleasedResult as openReleasedResultEndpoint,
  ReleasedResult,
} from '#contract/result-portal';
import type { Audience } from '#contract/result-release';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, notFound } from '../platform/problem.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { listLetters, type LetterRow } from './letter-repository.ts';
import {
  factsOf,
  holdsByResult,
  proxyKey,
  releaseOfPatient,
  type PatientRelease,
} from './release-queries.ts';
import { listHolds, listReleasesNow, listViews, recordView } from './release-repository.ts';
import { judgeRelease, type Viewer } from './release-rules.ts';
import { findVersion, getResultRow, type ResultRow, type VersionRow } from './result-repository.ts';
import { listResultsOf } from './results-queries.ts';
import { results } from './results-queue.ts';
import { proxyName } from './simulate-queries.ts';

export interface Asking {
  clinicId: string;
  show: Audience;
  proxyId?: string | undefined;
  /** Of an outside provider, as the exchange names them. */
  name?: string;
}

const mostOfPatient = 200;

export async function listReleased(
  ctx: Ctx,
  { patientId, ...asking }: Asking & { patientId: string },
): Promise<ReleasedResult[]> {
  const whose = await releaseOfPatient(ctx, { patientId, clinicId: asking.clinicId });
  const { viewer } = viewerOf(whose, asking);
  const rows = (await listResultsOf(ctx, patientId, mostOfPatient)).filter(
    ({ clinic_id: clinicId }) => clinicId === asking.clinicId,
  );
  const holds = await holdsByResult(
    ctx,
    rows.map(({ id }) => id),
  );
  const seen = rows.filter((row) =>
    sees(ctx, whose, { row, holds: holds.get(row.id) ?? [], viewer }),
  );
  const since = await releasedSince(
    ctx,
    seen.map(({ id }) => id),
    keyOf(asking),
  );
  return seen.map((row) => releasedView(row, since.get(row.id) ?? row.final_at ?? ctx.now));
}

export async function openReleasedResult(
  ctx: Ctx,
  asking: Asking & { itemId: string },
): Promise<AnswerOf<typeof openReleasedResultEndpoint>> {
  const { released, version, letters } = await openReleased(ctx, asking);
  return {
    ...released,
    content: version.content,
    letters: letters.map(({ at, text }) => ({ at, text })),
  };
}

export interface OpenedResult {
  released: ReleasedResult;
  row: ResultRow;
  version: VersionRow;
  letters: LetterRow[];
  patientId: string;
}

/** What they may not see is not there for them: no word says that there is something. */
export async function openReleased(
  ctx: Ctx,
  { itemId, ...asking }: Asking & { itemId: string },
): Promise<OpenedResult> {
  const item = await lockWorkRow(ctx, results.name, itemId);
  if (item?.clinic_id !== asking.clinicId || item.patient_id === null)
    throw notFound('released result');
  const patientId = item.patient_id;
  const row = await getResultRow(ctx, itemId);
  const whose = await releaseOfPatient(ctx, { patientId, clinicId: asking.clinicId });
  const { viewer, id, name } = viewerOf(whose, asking);
  const holds = await listHolds(ctx, [itemId]);
  const version = await findVersion(ctx, itemId, row.number);
  if (!version || !sees(ctx, whose, { row, holds, viewer })) throw notFound('released result');
  const isCorrected = (await listViews(ctx, itemId)).some(
    (view) => view.kind === asking.show && view.viewer === id && view.number < row.number,
  );
  await recordView(ctx, {
    ...{ clinic_id: row.clinic_id, result_id: itemId, number: row.number },
    ...{ kind: asking.show, viewer: id, name },
  });
  recordAudit(ctx, {
    ...{ act: 'result.open-released', clinicId: row.clinic_id, entityId: itemId },
    detail: { audience: asking.show, proxyId: asking.proxyId ?? null, number: row.number },
  });
  const release = (await listReleasesNow(ctx, itemId)).find(
    ({ viewer: key }) => key === keyOf(asking),
  );
  const released = releasedView(row, release?.since ?? row.final_at ?? ctx.now);
  return {
    ...{ released: { ...released, isCorrected }, row, patientId },
    version: { ...version, content: releasedContent(version.content) },
    letters: await listLetters(ctx, itemId),
  };
}

/** Of a final report some values may not be, or were taken back: those stay inside. */
function releasedContent(content: ReportContent): ReportContent {
  const values = content.values.filter(({ status }) => !staysInside.includes(status));
  return { ...content, values };
}

const staysInside: readonly ObservationStatus[] = ['registered', 'preliminary', 'entered-in-error'];

function viewerOf(
  whose: PatientRelease,
  { show, proxyId, name = '' }: Asking,
): { viewer: Viewer; id: string; name: string } {
  if ((show === 'proxy') !== (proxyId !== undefined))
    throw invalidInput('proxyId', 'is named exactly where a proxy asks');
  if (show === 'patient')
    return { viewer: { audience: show }, id: whose.patientId, name: 'Patient' };
  if (show === 'outside')
    return {
      viewer: { audience: show },
      id: name || 'Not named',
      name: name || 'Outside provider',
    };
  const proxy = whose.known.proxies.find(({ id }) => id === proxyId);
  if (!proxy) throw notFound('proxy of this patient');
  return { viewer: { audience: 'proxy', proxy }, id: proxy.id, name: proxyName(proxy) };
}

function keyOf({ show, proxyId }: Asking): string {
  return show === 'proxy' ? proxyKey(proxyId ?? '') : show;
}

function sees(
  ctx: Ctx,
  whose: PatientRelease,
  of: { row: ResultRow; holds: Parameters<typeof factsOf>[2]; viewer: Viewer },
): boolean {
  return judgeRelease(factsOf(whose, of.row, of.holds), of.viewer, ctx.now).sees;
}

async function releasedSince(
  ctx: Ctx,
  ids: readonly string[],
  viewer: string,
): Promise<Map<string, string>> {
  const rows = await ctx
    .db('result_release')
    .where({ organization_id: ctx.organizationId, viewer })
    .whereRaw('result_id = any(?)', [[...ids]])
    .whereNull('until_at')
    .select<{ result_id: string; since: string }[]>('result_id', 'since');
  return new Map(rows.map(({ result_id: id, since }) => [id, since]));
}

function releasedView(row: ResultRow, releasedAt: string): ReleasedResult {
  const { id: itemId, kind, title, number, collected_at: collectedAt } = row;
  return {
    ...{ itemId, kind, title, status: row.report_status, number, collectedAt, releasedAt },
    isCorrected: row.report_status === 'corrected',
  };
}
