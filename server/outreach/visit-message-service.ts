// Messages about visits by the clinic's rules: that one is booked, and reminders before it.
import type { Appointment } from '#contract/calendar';
import { remindedModalities } from '#contract/outreach';
import { callContact } from '#contract/calls';
import { addCall } from '../calls/calls-service.ts';
import { contactVerdict } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { queueMessage, type QueueAnswer } from './outreach-service.ts';
import { outreachRule } from './outreach-rule.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { reminderSteps, type ReminderStep } from './reminder-rules.ts';
import {
  claimReminder,
  listDueReminders,
  noteRefused,
  type DueReminder,
} from './reminder-repository.ts';
import { openVisitLink } from './visit-link-repository.ts';

type Signing = Pick<OutreachSettings, 'secretKey'>;

/** Reminders that are due in the clinics of the organization. */
export async function remindOfVisits(ctx: Ctx, signing: Signing): Promise<number> {
  const clinics = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId })
    .orderBy('id')
    .select<{ id: string }[]>('id');
  let made = 0;
  for (const { id } of clinics) made += await remindInClinic(ctx, id, signing);
  return made;
}

async function remindInClinic(ctx: Ctx, clinicId: string, signing: Signing): Promise<number> {
  const { value: rule } = await ruleInForce(ctx, clinicId, outreachRule);
  let made = 0;
  for (const step of reminderSteps(ctx.now, rule.remindHours)) {
    const modalities = rule.remindModalities;
    for (const visit of await listDueReminders(ctx, { clinicId, modalities, ...step })) {
      if (!(await claimReminder(ctx, visit, step.hoursBefore))) continue;
      await remind(ctx, visit, step, signing);
      made += 1;
    }
  }
  return made;
}

async function remind(
  ctx: Ctx,
  visit: DueReminder,
  step: ReminderStep,
  signing: Signing,
): Promise<void> {
  const answer = await say(ctx, visit, 'reminder', signing);
  if (!('refused' in answer)) return;
  await noteRefused(ctx, visit, step.hoursBefore, answer.refused);
  if (step.isLast && answer.refused === 'no-address') await askToCall(ctx, visit);
}

/** Who cannot be written to is called, once, where that may be. */
async function askToCall(ctx: Ctx, { id, clinicId, patientId }: DueReminder): Promise<void> {
  const kind = 'confirm-visit';
  const verdict = await contactVerdict(ctx, { clinicId, patientId, ...callContact(kind) });
  if (!verdict.allowed) return;
  await addCall(ctx, {
    ...{ clinicId, patientId, kind, appointmentId: id, priority: 'routine' },
    about: 'Cannot be reminded by text or e-mail',
  });
}

/** Of a series the first alone: the others are told of by their reminders. */
export async function confirmBooking(
  ctx: Ctx,
  visit: Appointment,
  signing: Signing,
): Promise<void> {
  const { value: rule } = await ruleInForce(ctx, visit.clinicId, outreachRule);
  const isReminded = remindedModalities.some(
    (modality) => modality === visit.modality && rule.remindModalities.includes(modality),
  );
  if (!rule.confirmsBookings || !isReminded || (visit.series?.place ?? 1) > 1) return;
  if (visit.status !== 'booked' || !visit.takesTime || visit.notTold !== null) return;
  const { id, clinicId, startsAt, patient } = visit;
  await say(ctx, { id, clinicId, startsAt, patientId: patient.id }, 'confirmation', signing);
}

async function say(
  ctx: Ctx,
  visit: DueReminder,
  kind: 'reminder' | 'confirmation',
  { secretKey }: Signing,
): Promise<QueueAnswer> {
  const { id: aboutId, clinicId, patientId, startsAt: expiresAt } = visit;
  if (expiresAt <= ctx.now) return { refused: 'too-late' };
  // A reminder is nobody's act that could be undone.
  const delay = kind === 'reminder' ? { delaySeconds: 0 } : {};
  const answer = await queueMessage(ctx, {
    ...{ clinicId, patientId, kind, aboutId, expiresAt },
    ...delay,
  });
  if ('message' in answer) await openVisitLink(ctx, visit, secretKey);
  return answer;
}
