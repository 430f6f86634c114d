// One 835 transaction: kept as it came, matched, and posted where it balances. The same payment never counts twice.
import type { ClaimFileProblem } from '#contract/claim-files';
import type { RemittedClaim } from '../interop/x12/remittance.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { announceRemittance } from './announce-remittance.ts';
import { findAlike, findByControls, listLinesOf, noteFilings } from './claim-repository.ts';
import type {
  ClaimRow,
  RemittanceRow,
  RemittedAct,
  RemittedClaimRow,
  RemittedLineRow,
  SaidAdjustment,
} from './claim-rows.ts';
import type { RemittancePart } from './file/claim-file.ts';
import { findDepositOf } from './deposit-repository.ts';
import { isThatClaim, matchLines, theOneAlike } from './match-rules.ts';
import { findPayerOf } from './payer-of-remittance.ts';
import {
  insertProviderAdjustments,
  insertRemittance,
  insertRemittedClaims,
} from './remittance-repository.ts';
import { raiseUnmatched } from './raise-unmatched.ts';
import { settleClaims } from './settle-claims.ts';
import { takeDeposit } from './deposit-service.ts';

export interface TakenRemittance {
  isKnown: boolean;
  matched: number;
}

export async function takeRemittance(
  ctx: Ctx,
  of: { clinicId: string; fileId: string },
  part: RemittancePart,
): Promise<TakenRemittance> {
  const row = await remittanceRow(ctx, of, part);
  if (!(await insertRemittance(ctx, row))) return { isKnown: true, matched: 0 };
  await insertProviderAdjustments(
    ctx,
    row,
    part.provider.map(({ provider, reason, reference, amount }) => ({
      ...{ provider, reason, reference, cents: amount },
    })),
  );
  const { claims, lines, matched } = await rowsOf(ctx, row, part.claims);
  await insertRemittedClaims(ctx, claims, lines);
  recordAudit(ctx, {
    ...{ act: 'claims.take-remittance', clinicId: of.clinicId, entityId: row.id },
    detail: { claims: claims.length, matched: matched.length, state: row.state },
  });
  if (row.state === 'posted') await postClaims(ctx, row, claims);
  const deposit = await findDepositOf(ctx, row);
  if (deposit === null) await announceRemittance(ctx, row);
  else await takeDeposit(ctx, deposit, row);
  return { isKnown: false, matched: matched.length };
}

/** What was decided of claims that are here counts; what is of none is somebody's to match. */
export async function postClaims(
  ctx: Ctx,
  row: RemittanceRow,
  claims: readonly RemittedClaimRow[],
): Promise<void> {
  const posted = claims.filter(({ act }) => act !== 'notice');
  const ids = [...new Set(posted.flatMap(({ claim_id }) => claim_id ?? []))];
  await settleClaims(ctx, row.clinic_id, ids, { isAnswered: true });
  const heard = { state: 'answered', said: 'Remitted' } as const;
  await noteFilings(
    ctx,
    ids.map((claimId) => ({ claimId, ...heard })),
  );
  for (const claim of posted) if (claim.claim_id === null) await raiseUnmatched(ctx, row, claim);
}

export function paymentKey({ remittance: { trace, payment } }: RemittancePart): string {
  return [trace.payer, trace.number, payment.amount, payment.date ?? '', payment.method].join('|');
}

async function remittanceRow(
  ctx: Ctx,
  of: { clinicId: string; fileId: string },
  part: RemittancePart,
): Promise<RemittanceRow> {
  const { remittance, claims, provider, isHeld } = part;
  const payer = await findPayerOf(ctx, remittance.payer);
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: of.clinicId },
    ...{ file_id: of.fileId, payer_id: payer?.id ?? null },
    payer_name: (payer?.name ?? remittance.payer.name) || 'Payer without a name',
    ...{ trace: remittance.trace.number, payment_key: paymentKey(part) },
    ...{ method: remittance.payment.method, paid_on: remittance.payment.date },
    ...{ received_at: ctx.now, state: isHeld ? 'held' : 'posted' },
    payment_cents: remittance.payment.amount,
    claims_cents: claims.reduce((sum, { paid }) => sum + paid, 0),
    provider_cents: provider.reduce((sum, { amount }) => sum + amount, 0),
    ...{ claim_count: claims.length, problems: keptProblems(part.problems), is_found: false },
    ...{ note: '', version: 1 },
  };
}

/** A file may be wrong in every line; who looks at it begins with the first ones. */
function keptProblems(problems: readonly ClaimFileProblem[]): ClaimFileProblem[] {
  return problems.slice(0, 50);
}

async function rowsOf(
  ctx: Ctx,
  row: RemittanceRow,
  said: readonly RemittedClaim[],
): Promise<{ claims: RemittedClaimRow[]; lines: RemittedLineRow[]; matched: string[] }> {
  const found = await matchClaims(ctx, row.clinic_id, said);
  const matched = [...new Set(found.flatMap((claim) => claim?.id ?? []))];
  const ours = await listLinesOf(ctx, matched);
  const reversed = new Set<string>();
  const claims: RemittedClaimRow[] = [];
  const lines: RemittedLineRow[] = [];
  for (const [at, each] of said.entries()) {
    const claim = found[at] ?? null;
    const act = actOf(each, reversed);
    const id = newId();
    claims.push(claimRow(row, { id, place: at + 1, each, claim, act }));
    const ofClaim = each.lines.map((line, index) => lineRow(row, { id, place: index + 1, line }));
    const numbers = claim === null ? null : matchLines(ofClaim, ours.get(claim.id) ?? []);
    for (const line of ofClaim) lines.push({ ...line, line: numbers?.get(line.place) ?? 0 });
  }
  return { claims, lines, matched };
}

/** By our numbers at once; what is left one by one. */
async function matchClaims(
  ctx: Ctx,
  clinicId: string,
  said: readonly RemittedClaim[],
): Promise<(ClaimRow | null)[]> {
  const byControl = await findByControls(
    ctx,
    clinicId,
    said.map(({ claimControl }) => claimControl),
  );
  const found: (ClaimRow | null)[] = [];
  for (const each of said) {
    const claim = byControl.get(each.claimControl);
    found.push(
      claim !== undefined && isThatClaim(each, claim)
        ? claim
        : await findAnother(ctx, clinicId, each),
    );
  }
  return found;
}

async function findAnother(
  ctx: Ctx,
  clinicId: string,
  said: RemittedClaim,
): Promise<ClaimRow | null> {
  const fromOn = firstDay(said);
  if (fromOn === null) return null;
  const alike = await findAlike(ctx, { clinicId, chargeCents: Math.abs(said.charge), fromOn });
  return theOneAlike(said, alike);
}

function firstDay({ dates, lines }: RemittedClaim): string | null {
  const days = lines.flatMap(({ from }) => from ?? []).sort();
  return dates.from ?? days[0] ?? null;
}

/** Forecasts, and what went to somebody else, pay nothing; that it came twice is no decision of the claim. */
function actOf(said: RemittedClaim, reversed: Set<string>): RemittedAct {
  const key = `${said.claimControl} ${said.payerControl}`;
  if (said.status === '22') {
    reversed.add(key).add(said.claimControl);
    return 'reversal';
  }
  if (said.status === '23' || said.status === '25' || isDuplicate(said)) return 'notice';
  return reversed.has(key) || reversed.has(said.claimControl) ? 'correction' : 'payment';
}

function isDuplicate(said: RemittedClaim): boolean {
  if (said.paid !== 0 || said.charge === 0) return false;
  const all = [...said.adjustments, ...said.lines.flatMap(({ adjustments }) => adjustments)];
  const duplicate = all.filter(({ reason }) => reason === '18');
  return duplicate.reduce((sum, { amount }) => sum + amount, 0) === said.charge;
}

function claimRow(
  row: RemittanceRow,
  of: { id: string; place: number; each: RemittedClaim; claim: ClaimRow | null; act: RemittedAct },
): RemittedClaimRow {
  const { each, claim, act } = of;
  const person = each.patient ?? each.insured;
  return {
    ...{ organization_id: row.organization_id, clinic_id: row.clinic_id, id: of.id },
    ...{ remittance_id: row.id, place: of.place, claim_id: claim?.id ?? null },
    is_posted: row.state === 'posted' && act !== 'notice',
    ...{ control_number: each.claimControl, payer_control: each.payerControl },
    ...{ status_code: each.status, act, charge_cents: each.charge, paid_cents: each.paid },
    patient_cents: each.patientResponsibility,
    patient_name: person === null ? '' : [person.family, person.given].filter(Boolean).join(', '),
    member_id: (each.insured ?? each.patient)?.id ?? '',
    from_on: firstDay(each),
    ...{ adjustments: saidOf(each.adjustments), remarks: [...each.remarks] },
  };
}

function lineRow(
  row: RemittanceRow,
  of: { id: string; place: number; line: RemittedClaim['lines'][number] },
): RemittedLineRow {
  const { line } = of;
  const procedure = line.submitted ?? line.procedure;
  return {
    ...{ organization_id: row.organization_id, clinic_id: row.clinic_id },
    ...{ remitted_claim_id: of.id, place: of.place, line: 0 },
    procedure_code: procedure.code || line.revenueCode,
    ...{ modifiers: [...procedure.modifiers], control: line.control, from_on: line.from },
    ...{ charge_cents: line.charge, paid_cents: line.paid, allowed_cents: line.allowed },
    ...{ adjustments: saidOf(line.adjustments), remarks: [...line.remarks] },
  };
}

function saidOf(adjustments: RemittedClaim['adjustments']): SaidAdjustment[] {
  return adjustments.map(({ group, reason, amount }) => ({ group, reason, cents: amount }));
}
