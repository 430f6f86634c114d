// A request is opened: each line held against the payer's rules at once, the plan kept as it is now, nothing asked twice.
import type { AskedLine, Diagnosis } from '#contract/authorization-line';
import type { Authorization, AuthorizationSource, Urgency } from '#contract/authorization-request';
import type { AuthorizationRule } from '#contract/authorization-rule';
import { authorizationStatusOf } from '#contract/authorization-workflow';
import type { WorkPriority } from '#contract/work';
import { findVisitType } from '../availability/availability-queries.ts';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { closedBecause, closedWords } from '../patients/contact-queries.ts';
import { mustKeepFromPlan } from '../patients/flag-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import {
  listPayingCoverages,
  listValidCoverages,
  type PayingCoverage,
} from '../patients/paying-coverage-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { openWork } from '../platform/work/open-work.ts';
import { announceWork } from '../platform/work/take-work.ts';
import { authorizations } from './authorizations-queue.ts';
import { prepareClock } from './authorizations-rule.ts';
import { liveKey } from './live-key.ts';
import { insertLines, notAnswered, type LineRow } from './line-repository.ts';
import { requireOrdered } from './named-providers.ts';
import { needWords, ruleOfNeed } from './need-queries.ts';
import { insertDocuments, insertRequest, notAttested, notExpected } from './request-repository.ts';

export interface OpenAuthorization {
  clinicId: string;
  patientId: string;
  coverageId?: string | undefined;
  lines: AskedLine[];
  diagnoses: Diagnosis[];
  orderingId: string | null;
  orderingName: string;
  orderingNpi: string | null;
  urgency: Urgency;
  priority: WorkPriority;
  source?: AuthorizationSource;
  sourceId?: string | null;
  priorNumber?: string | null;
  /** Lines of an earlier request were required: so are these, whatever the rules say by now. */
  isRequired?: boolean;
}

/** As the console asks; what it may not read it is not shown. */
export async function openFromConsole(
  ctx: Ctx,
  { appointmentId, ...input }: OpenAuthorization & { appointmentId: string | null },
): Promise<{ itemId: string; lineIds: string[]; isOpen: boolean }> {
  await requireOrdered(ctx, input);
  if (appointmentId !== null) await requireTheirVisit(ctx, input, appointmentId);
  const source: AuthorizationSource = appointmentId === null ? 'hand' : 'visit';
  const { id, lines, work } = await openAuthorization(ctx, {
    ...{ ...input, source, sourceId: appointmentId },
  });
  return { itemId: id, lineIds: lines.map((line) => line.id), isOpen: work.closedAt === null };
}

export async function openAuthorization(
  ctx: Ctx,
  input: OpenAuthorization,
): Promise<Authorization> {
  const { clinicId, patientId, lines, source = 'hand', sourceId = null } = input;
  if (!mayAct(ctx, 'authorization:open', clinicId))
    throw notAllowed('You may not ask for authorizations in this clinic; nothing was opened.');
  await getPatientSummary(ctx, patientId);
  const closed = await closedBecause(ctx, patientId);
  if (closed !== null) throw ruleBroken(closed, closedWords[closed]);
  await requireVisitTypes(ctx, clinicId, lines);
  const plan = await planFor(ctx, input);
  const judged: { asked: AskedLine; rule: AuthorizationRule | null }[] = [];
  for (const asked of lines)
    judged.push({
      asked,
      rule: await ruleOfNeed(ctx, clinicId, plan, { need: asked, on: asked.from }),
    });
  const made = judged.map(({ asked, rule }, at) =>
    lineRow(ctx, input, { plan, asked, rule, position: at + 1 }),
  );
  const row = await openWork(ctx, authorizations, {
    ...{ clinicId, patientId, priority: input.priority, status: authorizationStatusOf(made) },
    clocks: made.some(({ status }) => status !== 'not-required')
      ? [{ rule: prepareClock, startedAt: ctx.now, evidence: 'Opened' }]
      : [],
  });
  await insertRequest(ctx, {
    ...{ organization_id: ctx.organizationId, id: row.id, clinic_id: clinicId },
    ...{ source, source_id: sourceId, coverage_id: plan.coverageId, payer_id: plan.payerId },
    ...{ line_of_business: plan.lineOfBusiness, plan_name: plan.planName },
    ...{ member_id: plan.memberId, billing_order: plan.order, urgency: input.urgency },
    ...notAttested,
    ...{ ordering_id: input.orderingId, ordering_name: input.orderingName },
    ...{ ordering_npi: input.orderingNpi, diagnoses: input.diagnoses },
    ...{ prior_number: input.priorNumber ?? null, ...notExpected },
  });
  await insertLines(
    ctx,
    made.map((line) => ({ ...line, request_id: row.id })),
  );
  await insertDocuments(
    ctx,
    [...new Set(judged.flatMap(({ rule }) => (rule?.required ? rule.documents : [])))].map(
      (title) => ({
        ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: clinicId },
        ...{ request_id: row.id, title, asked_by: 'rule', due_on: null, attachment_id: null },
        ...{ waived_because: null, sent_at: null, asked_at: ctx.now },
      }),
    ),
  );
  return announceWork(ctx, authorizations, row, 'authorizations.authorization-opened', {
    ...{ source, lines: made.length },
  });
}

function lineRow(
  ctx: Ctx,
  { clinicId, patientId, isRequired = false }: OpenAuthorization,
  {
    plan,
    asked,
    rule,
    position,
  }: { plan: PayingCoverage; asked: AskedLine; rule: AuthorizationRule | null; position: number },
): LineRow {
  const status =
    isRequired || rule?.required === true ? 'gathering' : rule ? 'not-required' : 'need-check';
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: clinicId, request_id: '' },
    ...{ patient_id: patientId, payer_id: plan.payerId, position, status },
    ...askedColumns(asked),
    need: rule ? needWords(rule) : null,
    ...notAnswered,
    live_key: status === 'not-required' ? null : liveKey(asked),
  };
}

export function askedColumns(
  asked: AskedLine,
): Pick<
  LineRow,
  | 'kind'
  | 'description'
  | 'code'
  | 'quantity'
  | 'unit'
  | 'from_on'
  | 'until_on'
  | 'place_of_service'
  | 'rendering_id'
  | 'visit_type_id'
  | 'drug_group'
> {
  return {
    ...{ kind: asked.kind, description: asked.description, code: asked.code },
    ...{ quantity: asked.quantity, unit: asked.unit, from_on: asked.from, until_on: asked.until },
    place_of_service: asked.placeOfService,
    ...{ rendering_id: asked.renderingId, visit_type_id: asked.visitTypeId },
    drug_group: asked.drugGroup,
  };
}

export async function requireVisitTypes(
  ctx: Ctx,
  clinicId: string,
  lines: readonly AskedLine[],
): Promise<void> {
  for (const visitTypeId of new Set(lines.flatMap((line) => line.visitTypeId ?? []))) {
    const visitType = await findVisitType(ctx, visitTypeId);
    if (visitType?.clinicId !== clinicId)
      throw ruleBroken(
        'unknown-visit-type',
        'The clinic has no such visit type; nothing was changed.',
      );
  }
}

async function planFor(ctx: Ctx, input: OpenAuthorization): Promise<PayingCoverage> {
  const { patientId, coverageId, lines } = input;
  const on = lines.map((line) => line.from).sort()[0] ?? '';
  const plan =
    coverageId === undefined
      ? (await listPayingCoverages(ctx, patientId, on))[0]
      : (await listValidCoverages(ctx, patientId)).find((each) => each.coverageId === coverageId);
  if (!plan)
    throw coverageId === undefined
      ? ruleBroken('no-coverage', 'No coverage is in force on that day; nothing was opened.')
      : ruleBroken(
          'not-their-coverage',
          'That is no coverage of this patient that counts; nothing was opened.',
        );
  await requireMayTell(ctx, { patientId, coverageId: plan.coverageId, on });
  return plan;
}

/** 45 CFR 164.522(a)(1)(vi): a plan does not hear of what was paid in full and kept from it. */
export async function requireMayTell(
  ctx: Ctx,
  service: { patientId: string; coverageId: string; on: string },
): Promise<void> {
  if (await mustKeepFromPlan(ctx, service))
    throw ruleBroken(
      'kept-from-plan',
      'The patient asked that this plan is not told of services on that day; nothing is sent to it.',
    );
}

async function requireTheirVisit(
  ctx: Ctx,
  { clinicId, patientId }: OpenAuthorization,
  appointmentId: string,
): Promise<void> {
  const visit = await findAppointment(ctx, appointmentId);
  if (visit?.patient.id !== patientId || visit.clinicId !== clinicId)
    throw ruleBroken(
      'visit-not-theirs',
      'That is no visit of this patient here; nothing was opened.',
    );
}
