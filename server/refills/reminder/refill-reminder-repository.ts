// The only SQL that writes who was told that a medicine may run out.
import type { QueueRefusal } from '#contract/message-workflow';
import type { Ctx } from '../../platform/context.ts';
import type { PrescriptionRow } from '../prescription-repository.ts';

export type SoonOut = PrescriptionRow & { runs_out_on: string };

/** So many a round, so that no transaction is long. */
const aRound = 20;

/**
 * Active prescriptions of a clinic that run out on the dates, of which nobody was told and for which no request is open, the
 * first to run out first.
 */
export async function listSoonOut(
  ctx: Ctx,
  due: { clinicId: string; from: string; until: string },
): Promise<SoonOut[]> {
  const { rows } = await ctx.db.raw<{ rows: SoonOut[] }>(soonOut, {
    ...{ organization: ctx.organizationId, clinic: due.clinicId },
    ...{ from: due.from, until: due.until, most: aRound },
  });
  return rows;
}

const soonOut = `
  select p.*
  from prescription p
  where p.organization_id = :organization and p.clinic_id = :clinic and p.status = 'active'
    and p.runs_out_on >= :from and p.runs_out_on <= :until
    and not exists (
      select from refill_reminder r
      where r.organization_id = p.organization_id and r.clinic_id = p.clinic_id and r.patient_id = p.patient_id
        and r.runs_out_on = p.runs_out_on)
    and not exists (
      select from refill_request q
      where q.organization_id = p.organization_id and q.prescription_id = p.id and q.open_key is not null)
  order by p.runs_out_on, p.id
  limit :most`;

/** False when the patient was told of this day, or is being told by another server. */
export async function claimRefillReminder(ctx: Ctx, row: SoonOut): Promise<boolean> {
  const made = await ctx
    .db('refill_reminder')
    .insert({
      organization_id: ctx.organizationId,
      clinic_id: row.clinic_id,
      patient_id: row.patient_id,
      runs_out_on: row.runs_out_on,
      prescription_id: row.id,
      at: ctx.now,
      refused: null,
    })
    .onConflict()
    .ignore()
    .returning<{ patient_id: string }[]>('patient_id');
  return made.length === 1;
}

export async function noteNotTold(ctx: Ctx, row: SoonOut, refused: QueueRefusal): Promise<void> {
  const { clinic_id, patient_id, runs_out_on } = row;
  await ctx
    .db('refill_reminder')
    .where({ organization_id: ctx.organizationId, clinic_id, patient_id, runs_out_on })
    .update({ refused });
}
