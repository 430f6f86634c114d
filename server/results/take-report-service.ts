// A report comes in: another version of one that is known, the answer to an order, or new. Kept in any case; matched only by
// certain signs.
import { mattersBetween, type ReportContent, type ReportStatus } from '#contract/result-content';
import type { Result } from '#contract/result-report';
import type { CriticalPolicy, IntakePolicy } from '#contract/result-settings';
import { isFinal } from '#contract/result-workflow';
import { workPriorities } from '#contract/work';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { normalInstant } from '../platform/clock/instants.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { rulesInForce } from '../platform/rules/dated-rules.ts';
import { openWork } from '../platform/work/open-work.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { lockWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { followCritical } from './critical-call.ts';
import { keepObservations } from './keep-observations.ts';
import {
  matchPatient,
  matchProvider,
  missingOf,
  orderStateOf,
  ownerOf,
  type MatchedProvider,
  type Ordered,
} from './match-sent.ts';
import { openRecall } from './open-recall.ts';
import { categoriesOf, contentOf, countsOf } from './result-facts.ts';
import { priorityOf, sortAtOf } from './result-place.ts';
import {
  findNaming,
  findReport,
  findVersion,
  getResultRow,
  hashOf,
  insertResult,
  insertVersion,
  notSigned,
  updateResult,
  type ResultRow,
} from './result-repository.ts';
import { results } from './results-queue.ts';
import { criticalRule, intakeRule } from './results-rule.ts';
import type { SentReport } from './sent-report.ts';
import { settleResult } from './settle-result.ts';

export interface TakenReport {
  item: Result;
  outcome: 'taken' | 'renewed' | 'same';
}

interface Policies {
  critical: CriticalPolicy;
  intake: IntakePolicy;
}

export async function takeReport(
  ctx: Ctx,
  clinicId: string,
  sent: SentReport,
): Promise<TakenReport> {
  if (!mayAct(ctx, 'result:take-in', clinicId))
    throw notAllowed('You may not take in results in this clinic; nothing was taken in.');
  const key = reportKeyOf(sent);
  await takeLocks(ctx, {
    exclusive: [`result ${clinicId} ${sent.source} ${key ?? sent.placer ?? ''}`],
  });
  const [critical, intake] = await rulesInForce(ctx, clinicId, [criticalRule, intakeRule]);
  const policies = { critical: critical.value, intake: intake.value };
  const known = await findReport(ctx, { clinicId, source: sent.source, reportKey: key });
  if (known !== null) return takeAgain(ctx, { id: known, sent, policies });
  const { placer, code } = sent;
  const ordered = await findNaming(ctx, { clinicId, placer, code, state: 'ordered' });
  const order = ordered ? await orderedOf(ctx, ordered) : null;
  if (ordered?.number === 0 && (await isOfOrder(ctx, sent, order)))
    return takeAgain(ctx, { id: ordered.id, sent, policies, key });
  return takeNew(ctx, { clinicId, sent, policies, key, order });
}

/** What is said of the person agrees with whom the order is for; else the order goes on waiting for its own. */
async function isOfOrder(ctx: Ctx, sent: SentReport, order: Ordered | null): Promise<boolean> {
  return order !== null && (await matchPatient(ctx, sent.person, order)).patientId !== null;
}

/** The same report has the same key in each of its versions: the sender's number of it, and the test. */
function reportKeyOf({ filler, code, system }: SentReport): string | null {
  return filler === null ? null : `${filler}|${system}|${code}`.slice(0, 300);
}

async function takeNew(
  ctx: Ctx,
  of: {
    clinicId: string;
    sent: SentReport;
    policies: Policies;
    key: string | null;
    /** The order whose number it names. */
    order: Ordered | null;
  },
): Promise<TakenReport> {
  const { clinicId, sent, policies, key } = of;
  if (sent.status === 'entered-in-error')
    throw ruleBroken(
      'wrong-state',
      'A report that was never sent was taken back; nothing was taken in.',
    );
  // An order has one report of its own; what else names its number and person stands beside it.
  const order = (await isOfOrder(ctx, sent, of.order)) ? of.order : null;
  const { patientId } = await matchPatient(ctx, sent.person, order);
  const provider = await matchProvider(ctx, sent.orderedBy);
  const orderState = orderStateOf(sent.placer, order);
  const content = contentOf(sent, null, policies.critical);
  const missing = missingOf({ patientId, provider, orderState, policy: policies.intake });
  const result: ResultRow = {
    ...blankResult(ctx, clinicId, sent),
    ...categoriesOf(sent, content.values, policies.intake),
    ...countsOf(content),
    ...{ ordered_by: provider.staffId, order_state: orderState, missing, report_key: key },
    ...reportColumns(ctx, sent, { number: 1, finalAt: null }),
  };
  const owner = await ownerOf(ctx, { staffId: provider.staffId, clinicId });
  const row = await openResult(ctx, { result, patientId, owner });
  await insertVersion(ctx, versionOf(ctx, row, { number: 1, sent, content }));
  const item = await finishTaking(ctx, {
    ...{
      row,
      result: { ...result, id: row.id },
      patientId,
      content,
      policies,
      sent,
      act: 'arrived',
    },
  });
  return { item, outcome: 'taken' };
}

/** Another version of what is known, or the first of what was ordered. */
async function takeAgain(
  ctx: Ctx,
  of: { id: string; sent: SentReport; policies: Policies; key?: string | null },
): Promise<TakenReport> {
  const { id, sent, policies } = of;
  const row = await lockWorkRow(ctx, results.name, id);
  if (!row) throw new Error('A result has no work item.');
  const was = await getResultRow(ctx, id);
  const before = was.number === 0 ? null : ((await findVersion(ctx, id, was.number)) ?? null);
  const content = contentOf(sent, before?.content ?? null, policies.critical);
  if (before?.content_hash === hashOf({ status: sent.status, content }))
    return { item: await workItem(ctx, results, row), outcome: 'same' };
  requireNewer(was, sent);
  const moved = await matchAgain(ctx, { row, was, sent, policies });
  const number = was.number + 1;
  const columns = {
    ...{ ...countsOf(content), ...reportColumns(ctx, sent, { number, finalAt: was.final_at }) },
    ...categoriesAgain(was, categoriesOf(sent, content.values, policies.intake)),
    ...(was.number === 0 ? ofFirst(sent, of.key ?? null) : {}),
    ...moved.columns,
    ...(needsSignature(before, sent.status, content) ? notSigned : {}),
  };
  const result = await updateResult(ctx, was, columns);
  await insertVersion(ctx, versionOf(ctx, row, { number, sent, content }));
  const isMoved = row.patient_id !== null && row.patient_id !== moved.patientId;
  const wrong = wrongVersions(before, { status: sent.status, content, number, isMoved });
  await takeBackValues(ctx, { was, patientId: row.patient_id, before, content, isMoved });
  const act = was.number === 0 ? 'arrived' : 'renewed';
  const item = await finishTaking(ctx, {
    ...{ row, result, patientId: moved.patientId, content, policies, sent, act, wrong },
  });
  return { item, outcome: was.number === 0 ? 'taken' : 'renewed' };
}

/** Values that the report does not name any more, or that are another person's: the chart keeps them as errors. */
async function takeBackValues(
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

async function finishTaking(
  ctx: Ctx,
  of: {
    row: WorkRow;
    result: ResultRow;
    patientId: string | null;
    content: ReportContent;
    policies: Policies;
    sent: SentReport;
    act: 'arrived' | 'renewed';
    wrong?: readonly number[];
  },
): Promise<Result> {
  const { row, result, patientId, content, policies, sent, act, wrong = [] } = of;
  await followCritical(ctx, { row, result, content, policy: policies.critical });
  const toTell = wrong.length > 0 ? await openRecall(ctx, result, wrong) : 0;
  await keepObservations(ctx, { result, patientId, content });
  const { number, severity, report_status: status } = result;
  return settleResult(ctx, row, result, {
    ...{ act, by: 'system', isDropped: false },
    detail: { number, status, severity, source: sent.source, toTell },
    change: { patient_id: patientId, ...(await ownerChange(ctx, row, result)) },
  });
}

/** A preliminary one that comes after a final one was on the way too long; it overwrites nothing. */
function requireNewer(was: ResultRow, sent: SentReport): void {
  if (was.number === 0 || !isFinal(was.report_status)) return;
  if (isFinal(sent.status) || sent.status === 'entered-in-error') return;
  throw ruleBroken(
    'older-than-known',
    'A final version of this report is here already; what is not final was not taken.',
  );
}

/** What another version says of the person must still be the one to whom it was attached. */
async function matchAgain(
  ctx: Ctx,
  of: { row: WorkRow; was: ResultRow; sent: SentReport; policies: Policies },
): Promise<{ patientId: string | null; columns: Partial<ResultRow> }> {
  const { row, was, sent, policies } = of;
  const provider = await providerAgain(ctx, was, sent);
  const isSame = was.number > 0 && isSamePerson(was, sent);
  // A person matched it, or its order did: the same words need no other match.
  const patientId =
    isSame && row.patient_id !== null
      ? row.patient_id
      : (await matchPatient(ctx, sent.person, { patientId: row.patient_id })).patientId;
  const orderState = was.order_state;
  const missing = missingOf({ patientId, provider, orderState, policy: policies.intake });
  return {
    patientId,
    columns: {
      ...{ missing, ordered_by: provider.staffId ?? was.ordered_by },
      ...(sent.person === null ? {} : { sent_patient: sent.person }),
    },
  };
}

/** A colleague who was found or chosen before stays, whoever is named now by the same words. */
async function providerAgain(ctx: Ctx, was: ResultRow, sent: SentReport): Promise<MatchedProvider> {
  const isNamed = sent.orderedBy !== null && (sent.orderedBy.npi ?? sent.orderedBy.name) !== '';
  const isSame =
    sent.orderedBy?.name === was.ordered_name && sent.orderedBy.npi === was.ordered_npi;
  if (was.ordered_by !== null && (!isNamed || isSame || was.number === 0))
    return { staffId: was.ordered_by, isUnknown: false };
  if (isSame && !was.missing.includes('provider')) return { staffId: null, isUnknown: false };
  return matchProvider(ctx, sent.orderedBy);
}

function isSamePerson({ sent_patient: was }: ResultRow, { person }: SentReport): boolean {
  if (person === null || was === null) return person === was;
  return (
    was.family === person.family &&
    was.birthOn === person.birthOn &&
    was.numbers.join() === person.numbers.join()
  );
}

/** What a clinician said of it beyond its codes stays said. */
function categoriesAgain(
  was: ResultRow,
  { categories, is_sensitive }: Pick<ResultRow, 'categories' | 'is_sensitive'>,
): Pick<ResultRow, 'categories' | 'is_sensitive'> {
  return {
    categories: [...new Set([...was.categories, ...categories])],
    is_sensitive: was.is_sensitive || is_sensitive,
  };
}

/** Who signed one version has not signed what another one says. */
function needsSignature(
  before: { status: ReportStatus; content: ReportContent } | null,
  status: ReportStatus,
  content: ReportContent,
): boolean {
  if (!before || !isFinal(before.status)) return true;
  return (
    status === 'cancelled' ||
    before.status === 'cancelled' ||
    changesAnything(before.content, content)
  );
}

function changesAnything(before: ReportContent, after: ReportContent): boolean {
  return mattersBetween(before, after) || after.values.length > before.values.length;
}

/** Those that said something else than what stands now. */
function wrongVersions(
  before: { status: ReportStatus; content: ReportContent; number: number } | null,
  now: { status: ReportStatus; content: ReportContent; number: number; isMoved: boolean },
): number[] {
  if (!before) return [];
  // Said of another person, or of nobody any more: all of it was wrong.
  const isTakenBack = now.status === 'entered-in-error' || now.isMoved;
  // What was only preliminary was never said to be so.
  const wasSaid = isFinal(before.status) || isTakenBack;
  if (!wasSaid || !(isTakenBack || mattersBetween(before.content, now.content))) return [];
  return Array.from({ length: now.number - 1 }, (_, at) => at + 1);
}

export async function orderedOf(ctx: Ctx, row: ResultRow): Promise<Ordered> {
  const item = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, id: row.id })
    .first<{ patient_id: string | null } | undefined>('patient_id');
  return { row, patientId: item?.patient_id ?? null };
}

async function ownerChange(
  ctx: Ctx,
  row: WorkRow,
  result: ResultRow,
): Promise<{ owner_id?: string | null }> {
  if (row.owner_id !== null) return {};
  const owner = await ownerOf(ctx, { staffId: result.ordered_by, clinicId: row.clinic_id });
  return owner === null ? {} : { owner_id: owner };
}

function ofFirst(sent: SentReport, key: string | null): Partial<ResultRow> {
  const { filler, source, title } = sent;
  return { filler, source, title: title || 'Report', report_key: key };
}

/** What a report of this version says of itself. */
function reportColumns(
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

export function blankResult(
  ctx: Ctx,
  clinicId: string,
  sent: Omit<SentReport, 'status' | 'content' | 'isWhole' | 'collectedAt' | 'reportedAt'>,
): ResultRow {
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

/** The item and its row; where it belongs is settled afterwards. */
export async function openResult(
  ctx: Ctx,
  of: { result: ResultRow; patientId: string | null; owner: string | null },
): Promise<WorkRow> {
  const { result, patientId, owner } = of;
  const row = await openWork(ctx, results, {
    ...{ clinicId: result.clinic_id, patientId, priority: priorityOf(result), clocks: [] },
    ...{ status: 'expected', sortAt: sortAtOf('expected', result, ctx.now), ownerId: owner },
  });
  await insertResult(ctx, { ...result, id: row.id });
  return { ...row, priority: workPriorities.indexOf(priorityOf(result)) };
}

function versionOf(
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
