// One claim whole: its money line by line, what was sent, what payers said of it, and what can be done next.
import type {
  ClaimCourse,
  ClaimFiling,
  ClaimRecord,
  CodeHelp,
  RemittedClaim,
  StepAdvice,
} from '#contract/claim-record';
import type { ClaimLine } from '#contract/claim-money';
import type { ClaimSummary } from '#contract/claim-follow-up';
import { followUpKinds } from '#contract/claim-workflow';
import { denialCauses, type DenialCause } from '#contract/claim-money';
import { helpFor } from '../interop/x12/adjustment-help.ts';
import { dateText } from '../platform/clock/spoken-times.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import { findAlike, findFiling, listFilings, type FilingHead } from './claim-repository.ts';
import type { ClaimRow, CourseRow, FollowUpRow, RemittedLineRow } from './claim-rows.ts';
import { readClaimState, readTerms, type ClaimState } from './claim-state.ts';
import { findFollowUp } from './follow-up-repository.ts';
import { placeOf } from './place-follow-up.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { findRemittedClaim, type RemittedWithDay } from './remittance-repository.ts';
import { askedOf } from './take-claim-work.ts';
import type { Advice } from './step-rules.ts';

export async function getFollowUpRecord(ctx: Ctx, itemId: string): Promise<ClaimRecord> {
  const followUp = await findFollowUp(ctx, itemId);
  if (!followUp || !mayAct(ctx, 'claim:read', followUp.clinic_id)) throw notFound('follow-up');
  if (followUp.claim_id === null) return unmatchedRecord(ctx, followUp);
  const terms = await readTerms(ctx, followUp.clinic_id);
  const state = await readClaimState(ctx, terms, followUp.claim_id);
  const own = state?.followUps.find(({ item }) => item.id === itemId);
  if (!state || !own) throw notFound('follow-up');
  return recordOf(ctx, { state, ...own });
}

async function recordOf(
  ctx: Ctx,
  of: { state: ClaimState; item: WorkRow; followUp: FollowUpRow },
): Promise<ClaimRecord> {
  const { state, item, followUp } = of;
  const { claim, standing, courses } = state;
  const running = courses.find((each) => each.item_id === item.id && each.ended_at === null);
  const { advice } = placeOf(state, {
    ...askedOf({ item, followUp }),
    ...{ status: item.status, since: item.opened_at, running: running ?? null },
  });
  return {
    claim: {
      ...summaryOf(claim),
      ...{ kind: claim.kind, order: claim.filing_order, version: claim.version },
      memberId: claim.content.subscriber.memberId,
      authorization: claim.content.authorization,
      diagnoses: claim.content.diagnoses.map(({ code }) => code),
      ...{ money: standing.money, lines: linesOf(state) },
    },
    filings: (await listFilings(ctx, claim.id)).map(filingView),
    remitted: state.remitted.map((each) => remittedView(each, each.said ?? [], state.terms.zone)),
    courses: courses.map(courseView),
    steps: advice.map((each) => adviceView(each, state, followUp)),
    help: helpOf(followUp.codes),
    unmatched: null,
    others: othersOf(state, item.id),
  };
}

export function summaryOf(claim: ClaimRow): ClaimSummary {
  return {
    ...{ id: claim.id, controlNumber: claim.control_number, payerControl: claim.payer_control },
    ...{ status: claim.status, chargeCents: claim.charge_cents },
    ...{ fromOn: claim.from_on, toOn: claim.to_on },
  };
}

function linesOf({ lines, standing, expected }: ClaimState): ClaimLine[] {
  return standing.lines.map((money) => {
    const line = lines.find(({ number }) => number === money.number);
    return {
      ...{ number: money.number, chargeCents: money.chargeCents, paidCents: money.paidCents },
      ...{ writtenOffCents: money.writtenOffCents, patientCents: money.patientCents },
      ...{ anotherCents: money.anotherCents, openCents: money.openCents },
      ...{ deniedCents: money.deniedCents, allowedCents: money.allowedCents },
      ...{ adjustments: money.adjustments, remarks: money.remarks },
      procedure: line?.procedure_code ?? '',
      modifiers: line?.modifiers ?? [],
      revenueCode: line?.revenue_code ?? null,
      units: line?.units ?? '',
      diagnosisPointers: line?.pointers ?? [],
      ...{ fromOn: line?.from_on ?? null, toOn: line?.to_on ?? null },
      expectedCents: expected.get(money.number) ?? null,
    };
  });
}

function filingView(row: FilingHead): ClaimFiling {
  return {
    ...{ id: row.id, frequency: row.frequency, originalReference: row.original_reference },
    ...{ at: row.at, byId: row.by_id, state: row.state, said: row.said },
    hasFile: row.has_file,
  };
}

function remittedView(
  row: RemittedWithDay,
  lines: readonly RemittedLineRow[],
  zone: string,
): RemittedClaim {
  const adjustments = [
    ...row.adjustments.map((each) => ({ line: 0, ...each })),
    ...lines.flatMap(({ line, adjustments: of }) => of.map((each) => ({ line, ...each }))),
  ];
  return {
    ...{ id: row.id, remittanceId: row.remittance_id, trace: row.trace },
    receivedOn: localDateOf(row.received_at, zone),
    ...{ statusCode: row.status_code, is: row.act, chargeCents: row.charge_cents },
    ...{ paidCents: row.paid_cents, patientCents: row.patient_cents },
    ...{ payerControl: row.payer_control, adjustments },
    remarks: [...new Set([...row.remarks, ...lines.flatMap(({ remarks }) => remarks)])],
  };
}

function courseView(row: CourseRow): ClaimCourse {
  return {
    ...{ id: row.id, itemId: row.item_id, kind: row.kind, level: row.level },
    ...{ startedAt: row.started_at, byId: row.by_id, reference: row.reference, text: row.text },
    ...{ endedAt: row.ended_at, outcome: row.outcome },
  };
}

function adviceView(advice: Advice, state: ClaimState, followUp: FollowUpRow): StepAdvice {
  const { step, because, blockedBecause, limit } = advice;
  const rule = state.ruleOn(followUp.received_on ?? state.terms.today);
  return {
    ...{ step, because, blockedBecause, untilOn: limit?.on ?? null },
    rule:
      limit === null || rule === null
        ? ''
        : `${rule.title}: ${limit.amount} ${limit.unit} from ${dateText(limit.from)}. ${rule.source}`,
  };
}

function helpOf(codes: readonly string[]): CodeHelp[] {
  return codes.flatMap((code) => {
    const [, reason] = code.split('-');
    const help = reason === undefined ? helpFor('RARC', code) : helpFor('CARC', reason);
    return help === null ? [] : [{ code, says: help.says, next: help.next }];
  });
}

function othersOf({ followUps }: ClaimState, itemId: string): ClaimRecord['others'] {
  return followUps
    .filter(({ item }) => item.id !== itemId && item.closed_at === null)
    .map(({ item, followUp }) => ({
      itemId: item.id,
      title:
        followUp.cause === ''
          ? followUpKinds[followUp.kind]
          : `${followUpKinds[followUp.kind]}: ${denialCauses[followUp.cause as DenialCause]}`,
      amountCents: item.amount_cents ?? 0,
    }));
}

async function unmatchedRecord(ctx: Ctx, followUp: FollowUpRow): Promise<ClaimRecord> {
  const said = await findRemittedClaim(ctx, followUp.remitted_claim_id ?? '');
  if (!said) throw notFound('follow-up');
  const day = said.from_on ?? localDateOf(ctx.now, await zoneOf(ctx, said.clinic_id));
  const alike = await findAlike(ctx, {
    ...{ clinicId: said.clinic_id, chargeCents: Math.abs(said.charge_cents), fromOn: day },
  });
  const named = await findNamed(ctx, said);
  const candidates = [...new Map([...alike, ...named].map((each) => [each.id, each])).values()];
  return {
    ...{ claim: null, filings: [], remitted: [], courses: [], help: [], others: [] },
    steps: [
      {
        step: 'match',
        because: 'It is of a claim that is here under another number.',
        ...{ blockedBecause: null, untilOn: null, rule: '' },
      },
      {
        step: 'close',
        because: 'It is of no claim of this clinic.',
        ...{ blockedBecause: null, untilOn: null, rule: '' },
      },
    ],
    unmatched: {
      ...{ controlNumber: said.control_number, patientName: said.patient_name },
      ...{ memberId: said.member_id, fromOn: said.from_on },
      ...{ chargeCents: said.charge_cents, paidCents: said.paid_cents },
      candidates: candidates.map(summaryOf),
    },
  };
}

/** Claims under the number that the payer gave back, though something else about them differs. */
function findNamed(
  ctx: Ctx,
  said: { clinic_id: string; control_number: string },
): Promise<ClaimRow[]> {
  return ctx
    .db('claim')
    .where({
      ...{ organization_id: ctx.organizationId, clinic_id: said.clinic_id },
      control_number: said.control_number,
    })
    .limit(5)
    .select<ClaimRow[]>('*');
}

export async function getClaimFile(
  ctx: Ctx,
  filingId: string,
): Promise<{ name: string; text: string }> {
  const filing = await findFiling(ctx, filingId);
  if (!filing?.file_text || !mayAct(ctx, 'claim:read', filing.clinic_id)) throw notFound('file');
  return {
    name: `claim-${filing.at.slice(0, 10)}-${filing.id.slice(-6)}.837`,
    text: filing.file_text,
  };
}
