// A report comes in: another version of one that is known, the answer to an order, or new. Kept in any case; matched only by
// certain signs.
import type { ReportContent } from '#contract/result-content';
import type { Result } from '#contract/result-report';
import type { CriticalPolicy, IntakePolicy } from '#contract/result-settings';
import { mayAct, type Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { rulesInForce } from '../platform/rules/dated-rules.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { lockWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { followCritical } from './critical-call.ts';
import { keepObservations, takeBackValues } from './keep-observations.ts';
import { isSamePerson, matchAgain } from './match-again.ts';
import {
  matchPatient,
  matchProvider,
  missingOf,
  orderedOf,
  orderStateOf,
  ownerOf,
  type Ordered,
} from './match-sent.ts';
import { openRecall } from './open-recall.ts';
import { openResult } from './open-result.ts';
import {
  blankResult,
  firstColumns,
  reportColumns,
  reportKeyOf,
  versionOf,
} from './result-columns.ts';
import { categoriesOf, contentOf, countsOf } from './result-facts.ts';
import {
  findNaming,
  findReport,
  findVersion,
  getResultRow,
  hashOf,
  insertVersion,
  notSigned,
  updateResult,
  type ResultRow,
} from './result-repository.ts';
import { results } from './results-queue.ts';
import { criticalRule, intakeRule } from './results-rule.ts';
import type { SentReport } from './sent-report.ts';
import { settleResult } from './settle-result.ts';
import { isOlder, needsSignature, wrongVersions } from './version-rules.ts';

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
  const { placer, code } = sent;
  const key = reportKeyOf(sent);
  await takeLocks(ctx, { exclusive: [`result ${clinicId} ${key ?? ''}`] });
  const [critical, intake] = await rulesInForce(ctx, clinicId, [criticalRule, intakeRule]);
  const policies = { critical: critical.value, intake: intake.value };
  const known = await findReport(ctx, { clinicId, reportKey: key });
  if (known !== null) return takeAgain(ctx, { id: known, sent, policies });
  const ordered = await findNaming(ctx, { clinicId, placer, code, state: 'ordered' });
  const order = ordered ? await orderedOf(ctx, ordered) : null;
  if (ordered?.number === 0 && (await isOfOrder(ctx, sent, order)))
    return takeAgain(ctx, { id: ordered.id, sent, policies });
  return takeNew(ctx, { clinicId, sent, policies, order });
}

/** What is said of the person agrees with whom the order is for; else the order goes on waiting for its own. */
async function isOfOrder(ctx: Ctx, sent: SentReport, order: Ordered | null): Promise<boolean> {
  return order !== null && (await matchPatient(ctx, sent.person, order)).patientId !== null;
}

async function takeNew(
  ctx: Ctx,
  of: {
    clinicId: string;
    sent: SentReport;
    policies: Policies;
    /** The order whose number it names. */
    order: Ordered | null;
  },
): Promise<TakenReport> {
  const { clinicId, sent, policies } = of;
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
    ...{ ordered_by: provider.staffId, order_state: orderState, missing },
    report_key: reportKeyOf(sent),
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
  of: { id: string; sent: SentReport; policies: Policies },
): Promise<TakenReport> {
  const { id, sent, policies } = of;
  const row = await lockWorkRow(ctx, results.name, id);
  if (!row) throw new Error('A result has no work item.');
  const was = await getResultRow(ctx, id);
  const before = was.number === 0 ? null : ((await findVersion(ctx, id, was.number)) ?? null);
  const content = contentOf(sent, before?.content ?? null, policies.critical);
  const now = { status: sent.status, content };
  if (before?.content_hash === hashOf(now) && isSamePerson(was, sent))
    return { item: await workItem(ctx, results, row), outcome: 'same' };
  if (was.number > 0 && isOlder(was.report_status, sent.status))
    throw ruleBroken(
      'older-than-known',
      'A final version of this report is here already; what is not final was not taken.',
    );
  const moved = await matchAgain(ctx, { row, was, sent, policy: policies.intake });
  const number = was.number + 1;
  const columns = {
    ...{ ...countsOf(content), ...reportColumns(ctx, sent, { number, finalAt: was.final_at }) },
    ...categoriesAgain(was, categoriesOf(sent, content.values, policies.intake)),
    ...(was.number === 0 ? firstColumns(sent) : {}),
    ...moved.columns,
    ...(needsSignature(before, now) ? notSigned : {}),
  };
  const result = await updateResult(ctx, was, columns);
  await insertVersion(ctx, versionOf(ctx, row, { number, sent, content }));
  const isMoved = row.patient_id !== null && row.patient_id !== moved.patientId;
  const wrong = wrongVersions(before, { ...now, number, isMoved });
  await takeBackValues(ctx, { was, patientId: row.patient_id, before, content, isMoved });
  const act = was.number === 0 ? 'arrived' : 'renewed';
  const item = await finishTaking(ctx, {
    ...{ row, result, patientId: moved.patientId, content, policies, sent, act, wrong },
  });
  return { item, outcome: was.number === 0 ? 'taken' : 'renewed' };
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

async function ownerChange(
  ctx: Ctx,
  row: WorkRow,
  result: ResultRow,
): Promise<{ owner_id?: string | null }> {
  if (row.owner_id !== null) return {};
  const owner = await ownerOf(ctx, { staffId: result.ordered_by, clinicId: row.clinic_id });
  return owner === null ? {} : { owner_id: owner };
}
