// Claims of an 837: what was sent to a payer, kept as it was sent. The same again changes nothing.
import type { ClaimKind, FilingOrder, Frequency } from '#contract/claim-record';
import type { SubmittedClaim } from '../interop/x12/claim.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { identifyPatient } from '../patients/identify-queries.ts';
import { listPayers } from '../patients/payer-queries.ts';
import { findInsured } from '../patients/insured-queries.ts';
import {
  findByControls,
  insertClaim,
  insertFiling,
  lockClaims,
  replaceLines,
  updateClaim,
} from './claim-repository.ts';
import type { ClaimLineRow, ClaimRow, FilingRow } from './claim-rows.ts';
import type { ClaimsPart } from './file/claim-file.ts';
import { isSameClaim } from './change-claim-rules.ts';
import { theOne } from './payer-of-remittance.ts';
import { settleClaims } from './settle-claims.ts';

/** How many of them were here already. */
export async function takeClaims(
  ctx: Ctx,
  of: { clinicId: string },
  part: ClaimsPart,
): Promise<number> {
  const { clinicId } = of;
  const controls = part.claims.map(({ control }) => control);
  const known = await findByControls(ctx, clinicId, controls);
  const payers = await listPayers(ctx);
  const touched: string[] = [];
  for (const claim of part.claims) {
    const former = known.get(claim.control);
    if (former !== undefined) {
      if (await takeAgain(ctx, former, claim)) touched.push(former.id);
      continue;
    }
    const payer = theOne(payers, { numbers: [claim.payer.id], name: claim.payer.name });
    const row = await claimRow(ctx, { clinicId, claim, part, payer });
    if (!(await insertClaim(ctx, row, lineRows(row, claim)))) continue;
    await insertFiling(ctx, filingRow(ctx, row, claim));
    known.set(row.control_number, row);
    touched.push(row.id);
  }
  await settleClaims(ctx, clinicId, touched, { isAnswered: false, isMoved: true });
  recordAudit(ctx, {
    ...{ act: 'claims.take-claims', clinicId, entityId: null },
    detail: { claims: part.claims.length, taken: touched.length },
  });
  return controls.length - touched.length;
}

/** Sent again: mended after a rejection, as a replacement, or the very same. */
async function takeAgain(ctx: Ctx, former: ClaimRow, claim: SubmittedClaim): Promise<boolean> {
  if (isSameClaim(former.content, claim)) return false;
  const [row] = await lockClaims(ctx, [former.id]);
  if (!row) return false;
  const frequency = frequencyOf(claim);
  await insertFiling(ctx, filingRow(ctx, row, claim));
  await replaceLines(ctx, row.id, lineRows(row, claim));
  await updateClaim(ctx, row, {
    ...{ content: claim, charge_cents: claim.charge, submitted_at: ctx.now },
    status:
      frequency === '8' ? 'voided' : row.status === 'adjudicated' ? 'adjudicated' : 'submitted',
  });
  return true;
}

function frequencyOf({ frequency }: SubmittedClaim): Frequency {
  return frequency === '7' || frequency === '8' ? frequency : '1';
}

async function claimRow(
  ctx: Ctx,
  of: {
    clinicId: string;
    claim: SubmittedClaim;
    part: ClaimsPart;
    payer: { id: string; name: string } | null;
  },
): Promise<ClaimRow> {
  const { claim, payer, part } = of;
  const days = claim.lines
    .flatMap(({ from, to }) => [from, to ?? from])
    .filter((day) => day !== null);
  const [first = null] = [...days].sort();
  const person = claim.patient ?? claim.subscriber;
  const insured = await findInsured(ctx, {
    ...{ payerId: payer?.id ?? null, memberId: claim.subscriber.memberId },
    ...{ birthOn: person.birthDate, family: person.family },
  });
  const likely =
    insured === null
      ? await identifyPatient(ctx, {
          ...{ numbers: [], family: person.family, given: [person.given] },
          birthOn: person.birthDate,
        })
      : null;
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: of.clinicId },
    patient_id: insured?.patientId ?? likely?.patientId ?? null,
    ...{ payer_id: payer?.id ?? null, coverage_id: insured?.coverageId ?? null },
    payer_name: (payer?.name ?? claim.payer.name) || 'Payer without a name',
    ...{ control_number: claim.control, payer_control: null, kind: kindOf(claim) },
    ...{ filing_order: orderOf(claim), status: 'submitted', charge_cents: claim.charge },
    ...{ from_on: first, to_on: days.sort().at(-1) ?? null, submitted_at: ctx.now, look_on: null },
    ...{ content: claim, envelope: part.envelope, version: 1 },
  };
}

function kindOf({ kind }: SubmittedClaim): ClaimKind {
  return kind === 'institutional' ? 'institutional' : 'professional';
}

function orderOf({ payerResponsibility }: SubmittedClaim): FilingOrder {
  if (payerResponsibility === 'S') return 'secondary';
  return payerResponsibility === 'P' ? 'primary' : 'tertiary';
}

export function lineRows(
  row: Pick<ClaimRow, 'organization_id' | 'clinic_id' | 'id'>,
  { lines }: SubmittedClaim,
): ClaimLineRow[] {
  return lines.map((line, at) => ({
    ...{ organization_id: row.organization_id, clinic_id: row.clinic_id, claim_id: row.id },
    ...{ number: at + 1, procedure_code: line.procedure?.code ?? line.revenueCode },
    ...{
      modifiers: [...(line.procedure?.modifiers ?? [])],
      revenue_code: line.revenueCode || null,
    },
    ...{ units: line.units, pointers: [...line.pointers], charge_cents: line.charge },
    ...{ from_on: line.from, to_on: line.to ?? line.from, control: line.control },
  }));
}

export function filingRow(
  ctx: Ctx,
  row: Pick<ClaimRow, 'clinic_id' | 'id'>,
  claim: SubmittedClaim,
): FilingRow {
  const frequency = frequencyOf(claim);
  const isOriginal = frequency === '1' || !claim.originalReference;
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ claim_id: row.id, frequency: isOriginal ? '1' : frequency },
    original_reference: isOriginal ? null : claim.originalReference,
    ...{ at: ctx.now, by_id: null, state: 'sent', said: '', said_at: null, file_text: null },
  };
}
