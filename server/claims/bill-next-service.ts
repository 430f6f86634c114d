// A claim to the next payer, with what the first one said of each line: nothing of its reasons is lost.
import type { FollowUp } from '#contract/claim-follow-up';
import type { LineOfBusiness } from '#contract/payer';
import type { Adjustment } from '../interop/x12/remittance.ts';
import type { InsuredPerson, SubmittedClaim } from '../interop/x12/claim.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import { getInsured, type Insured } from '../patients/insured-queries.ts';
import { insertClaim } from './claim-repository.ts';
import type { ClaimRow } from './claim-rows.ts';
import type { ClaimState } from './claim-state.ts';
import { requireMayTell } from './correct-service.ts';
import { lookOnOf } from './settle-claims.ts';
import { answeredOn } from './step-facts.ts';
import type { LineStanding } from './claim-standing.ts';
import { lineRows } from './take-claims-service.ts';
import {
  finish,
  requireMoment,
  requireStep,
  startCourse,
  takeClaimWork,
  type HeldInput,
} from './take-claim-work.ts';
import { writeFiling } from './write-claim.ts';

export async function billNextPayer(
  ctx: Ctx,
  input: HeldInput & { coverageId: string; note: string },
): Promise<FollowUp> {
  const taken = await takeClaimWork(ctx, input);
  const { state } = taken;
  requireMoment(ctx, taken, 'bill-next');
  requireStep(taken, 'bill-next');
  const coverage = state.otherCoverages.find(({ coverageId }) => coverageId === input.coverageId);
  if (!coverage)
    throw ruleBroken(
      'not-their-coverage',
      'It is no other coverage of the patient on the day of service; nothing was changed.',
    );
  const next = nextClaim(ctx, state, await getInsured(ctx, coverage.coverageId), coverage);
  await requireMayTell(ctx, next);
  if (!(await insertClaim(ctx, next, lineRows(next, next.content))))
    throw ruleBroken(
      'billed-already',
      'That payer has a claim of it already; nothing was changed.',
    );
  await writeFiling(ctx, {
    ...{ claimId: next.id, clinicId: next.clinic_id, claim: next.content },
    ...{ envelope: next.envelope, zone: state.terms.zone },
  });
  await startCourse(ctx, taken, {
    ...{ kind: 'next-payer', does: null, reference: next.control_number, text: input.note },
  });
  return finish(ctx, taken, {
    ...{ transition: 'bill-next', act: 'billed-on', detail: { claimId: next.id } },
  });
}

function nextClaim(
  ctx: Ctx,
  state: ClaimState,
  insured: Insured,
  of: { payerId: string; payerName: string; lineOfBusiness: LineOfBusiness },
): ClaimRow {
  const { claim } = state;
  const order = claim.filing_order === 'primary' ? 'secondary' : 'tertiary';
  const content = contentOf(state, insured, {
    ...of,
    responsibility: order === 'secondary' ? 'S' : 'T',
  });
  return {
    ...claim,
    ...{ id: newId(), payer_id: of.payerId, payer_name: of.payerName },
    ...{ coverage_id: insured.coverageId, control_number: content.control, payer_control: null },
    ...{ filing_order: order, status: 'submitted', submitted_at: ctx.now },
    look_on: lookOnOf({ ...state, claim: { ...claim, submitted_at: ctx.now } }),
    ...{ content, version: 1 },
  };
}

function contentOf(
  state: ClaimState,
  insured: Insured,
  of: { responsibility: string; lineOfBusiness: LineOfBusiness },
): SubmittedClaim {
  const { claim, standing } = state;
  const { content } = claim;
  const { relationship } = insured.facts;
  const decidedOn = answeredOn(state);
  const whole = standing.lines.find(({ number }) => number === 0);
  return {
    ...content,
    ...{ control: `${numberOf(claim)}-${of.responsibility}`, frequency: '1' },
    ...{ originalReference: '', payerResponsibility: of.responsibility },
    filing: filings[of.lineOfBusiness],
    subscriber: subscriberOf(content, insured),
    patient: relationship === 'self' ? null : (content.patient ?? content.subscriber),
    relationship: relationships[relationship],
    payer: { name: insured.payer.name, id: insured.payer.payerIdentifier ?? '' },
    otherPayers: [
      ...content.otherPayers,
      {
        ...{ responsibility: content.payerResponsibility, filing: content.filing },
        ...{ payer: content.payer, memberId: content.subscriber.memberId, decidedOn },
        insured: content.subscriber,
        relationship: content.relationship,
        group: content.subscriber.group,
        paid: standing.money.paidCents,
        adjustments: adjustmentsOf(whole),
      },
    ],
    lines: content.lines.map((line, index) => {
      const said = standing.lines.find(({ number }) => number === index + 1);
      return {
        ...line,
        decisions: [
          ...line.decisions,
          {
            ...{ payerId: content.payer.id, paid: said?.paidCents ?? 0, decidedOn },
            ...{ procedure: line.procedure, units: line.units },
            adjustments: adjustmentsOf(said),
          },
        ],
      };
    }),
  };
}

/** Payers need give back no more than 20 characters; a longer number is not cut into that of another claim. */
function numberOf({ control_number, id }: ClaimRow): string {
  return control_number.length > 18 ? id.replaceAll('-', '').slice(-18) : control_number;
}

function adjustmentsOf(line: LineStanding | undefined): Adjustment[] {
  return (line?.adjustments ?? []).map(({ group, reason, cents }) => ({
    ...{ segment: 0, group, reason, amount: cents, quantity: null },
  }));
}

function subscriberOf(content: SubmittedClaim, { facts, patient }: Insured): InsuredPerson {
  const { holder, memberId, groupNumber } = facts;
  const address = (content.patient ?? content.subscriber).address;
  const ids = { memberId, group: groupNumber ?? '' };
  const sex = patient.sex === 'female' ? 'F' : patient.sex === 'male' ? 'M' : 'U';
  return holder === null
    ? {
        ...{ family: patient.family, given: patient.given, middle: '', birthDate: patient.birthOn },
        ...{ sex, address, ...ids },
      }
    : {
        ...{ family: holder.family, given: holder.given, middle: '', birthDate: holder.birthOn },
        ...{ sex: 'U', address, ...ids },
      };
}

/** SBR09. */
const filings: Record<LineOfBusiness, string> = {
  commercial: 'CI',
  marketplace: 'CI',
  medicare: 'MB',
  'medicare-advantage': '16',
  medicaid: 'MC',
  'medicaid-managed': 'MC',
  military: 'CH',
  'workers-compensation': 'WC',
  other: 'ZZ',
};

const relationships: Record<Insured['facts']['relationship'], string> = {
  ...{ self: '18', spouse: '01', child: '19', other: 'G8' },
};
