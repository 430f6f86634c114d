// The only SQL that writes which reminders of visits were made.
import type { QueueRefusal } from '#contract/message-workflow';
import type { Ctx } from '../platform/context.ts';

export interface DueReminder {
  id: string;
  clinicId: string;
  patientId: string;
  startsAt: string;
}

/** So many a round of each step, so that no transaction is long. */
const aRound = 20;

/**
 * Visits of a clinic that begin after the one and not after the other of two instants, of which the reminder of so many
 * hours before was not made. Not those that were booked when that was past, that were taken over from another system, or
 * whose patient does not know yet what the clinic has changed.
 */
export async function listDueReminders(
  ctx: Ctx,
  due: {
    clinicId: string;
    hoursBefore: number;
    from: string;
    until: string;
    modalities: readonly string[];
  },
): Promise<DueReminder[]> {
  const { rows } = await ctx.db.raw<{ rows: DueReminder[] }>(dueReminders, {
    ...{ organization: ctx.organizationId, clinic: due.clinicId, hours: due.hoursBefore },
    ...{ from: due.from, until: due.until, modalities: [...due.modalities], most: aRound },
  });
  return rows;
}

const dueReminders = `
  select a.id, a.clinic_id as "clinicId", a.patient_id as "patientId", a.starts_at as "startsAt"
  from appointment a
  where a.organization_id = :organization and a.clinic_id = :clinic and a.status = 'booked'
    and a.starts_at > :from and a.starts_at <= :until
    and a.modality = any(:modalities) and a.takes_time and a.not_told_since is null
    and a.created_at <= a.starts_at - make_interval(hours => :hours)
    and not exists (
      select from outreach_reminder r
      where r.organization_id = a.organization_id and r.appointment_id = a.id and r.starts_at = a.starts_at
        and r.hours_before = :hours)
    and not exists (
      select from appointment_version v
      where v.organization_id = a.organization_id and v.id = a.id and v.version = 1 and v.act = 'imported')
  order by a.starts_at, a.id
  limit :most`;

/** False when another server has made it, or is about to. */
export async function claimReminder(
  ctx: Ctx,
  visit: DueReminder,
  hoursBefore: number,
): Promise<boolean> {
  const made = await ctx
    .db('outreach_reminder')
    .insert({
      organization_id: ctx.organizationId,
      appointment_id: visit.id,
      starts_at: visit.startsAt,
      hours_before: hoursBefore,
      clinic_id: visit.clinicId,
      at: ctx.now,
      refused: null,
    })
    .onConflict()
    .ignore()
    .returning<{ appointment_id: string }[]>('appointment_id');
  return made.length === 1;
}

export async function noteRefused(
  ctx: Ctx,
  visit: DueReminder,
  hoursBefore: number,
  refused: QueueRefusal,
): Promise<void> {
  await ctx
    .db('outreach_reminder')
    .where({ organization_id: ctx.organizationId, appointment_id: visit.id })
    .where({ starts_at: visit.startsAt, hours_before: hoursBefore })
    .update({ refused });
}
