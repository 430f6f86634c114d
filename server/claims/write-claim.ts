// A claim as the file that goes to the payer, kept with what was sent and by whom.
import type { SubmittedClaim } from '../interop/x12/claim.ts';
import { writeClaims } from '../interop/x12/write-837.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import { insertFiling } from './claim-repository.ts';
import type { ClaimEnvelope, FilingRow } from './claim-rows.ts';

/** @throws a broken rule that names what X12 cannot carry */
export async function writeFiling(
  ctx: Ctx,
  of: {
    claimId: string;
    clinicId: string;
    claim: SubmittedClaim;
    envelope: ClaimEnvelope;
    zone: string;
  },
): Promise<FilingRow> {
  const { claim, envelope } = of;
  const at = Temporal.Instant.from(ctx.now).toZonedDateTimeISO(of.zone);
  const written = writeClaims(
    {
      ...{ envelope, submitter: { name: claim.billing.name }, control: await nextControl(ctx) },
      ...{ date: at.toPlainDate().toString(), time: at.toPlainTime().toString().slice(0, 5) },
    },
    [claim],
  );
  if ('refused' in written)
    throw ruleBroken(
      'cannot-be-written',
      `The claim cannot be written: ${written.refused[0] ?? 'a value is missing'}. Nothing was changed.`,
    );
  const isOriginal = claim.frequency !== '7' && claim.frequency !== '8';
  const row: FilingRow = {
    ...{ organization_id: ctx.organizationId, clinic_id: of.clinicId, id: newId() },
    ...{ claim_id: of.claimId, frequency: isOriginal ? '1' : (claim.frequency as '7' | '8') },
    original_reference: isOriginal ? null : claim.originalReference,
    ...{ at: ctx.now, by_id: ctx.actorId, state: 'written', said: '', said_at: null },
    file_text: written.text,
  };
  await insertFiling(ctx, row);
  return row;
}

async function nextControl(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.raw<{ rows: { control: number }[] }>(
    "select nextval('claim_interchange') as control",
  );
  return rows[0]?.control ?? 1;
}
