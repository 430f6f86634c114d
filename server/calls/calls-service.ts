// The use cases of a call: ask for it, start it, end it, call it off.
import { callContact, type Call, type CallKind, type CallOutcome } from '#contract/calls';
import { contactWords } from '#contract/contact';
import type { WorkPriority } from '#contract/work';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { contactVerdict } from '../patients/contact-queries.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { normalInstant, plusMinutes } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { lockWorkRow, updateWorkRow } from '../platform/work/work-repository.ts';
import { openWork } from '../platform/work/open-work.ts';
import { announceWork, takeHeldWork } from '../platform/work/take-work.ts';
import { calls } from './calls-queue.ts';
import { getCallRow, insertAttempt, insertCall, updateCallingSince } from './calls-repository.ts';
import { callClock, retryRule } from './calls-rule.ts';

export interface AddCall {
  clinicId: string;
  patientId: string;
  kind: CallKind;
  about: string;
  priority: WorkPriority;
  appointmentId: string | null;
  /** Freed time that the patient is asked about. */
  openingId?: string | null;
  /** Nobody is called before. */
  notBefore?: string;
}

export async function addCall(ctx: Ctx, input: AddCall): Promise<Call> {
  const { clinicId, patientId, priority, kind, about, appointmentId, notBefore = null } = input;
  const { openingId = null } = input;
  if (!mayAct(ctx, calls.permissions.work, clinicId))
    throw notAllowed('You may not ask for calls in this clinic; nobody will be called.');
  await getPatientSummary(ctx, patientId);
  await requireMayCall(ctx, input);
  if (appointmentId !== null) await requireTheirVisit(ctx, input, appointmentId);
  const clock = { rule: callClock(priority), startedAt: ctx.now, evidence: 'Asked for' };
  const row = await openWork(ctx, calls, {
    ...{ clinicId, patientId, priority },
    clocks: [clock],
    snoozedUntil: notBefore,
  });
  await insertCall(ctx, {
    organization_id: ctx.organizationId,
    id: row.id,
    clinic_id: clinicId,
    kind,
    about,
    appointment_id: appointmentId,
    opening_id: openingId,
    calling_since: null,
  });
  return announceWork(ctx, calls, row, 'calls.call-added', { patientId, kind, priority });
}

async function requireMayCall(
  ctx: Ctx,
  call: { clinicId: string; patientId: string; kind: CallKind },
): Promise<void> {
  const { clinicId, patientId, kind } = call;
  const verdict = await contactVerdict(ctx, { clinicId, patientId, ...callContact(kind) });
  if (!verdict.allowed)
    throw ruleBroken('may-not-contact', `${contactWords(verdict)} Nobody will be called.`);
}

async function requireTheirVisit(ctx: Ctx, input: AddCall, appointmentId: string): Promise<void> {
  const visit = await findAppointment(ctx, appointmentId);
  if (visit?.patient.id !== input.patientId || visit.clinicId !== input.clinicId)
    throw ruleBroken(
      'visit-not-theirs',
      'That is no visit of this patient here; nobody will be called.',
    );
}

export async function startCall(ctx: Ctx, held: { itemId: string; token: number }): Promise<Call> {
  const row = await takeHeldWork(ctx, calls, held);
  const call = await getCallRow(ctx, row.id);
  if (call.calling_since !== null)
    throw ruleBroken('on-the-phone', 'This call runs already; nothing was changed.');
  // What was asked for may be forbidden since.
  const { clinic_id: clinicId, patient_id: patientId } = row;
  if (patientId !== null) await requireMayCall(ctx, { clinicId, patientId, kind: call.kind });
  await updateCallingSince(ctx, row.id, ctx.now);
  const after = await updateWorkRow(ctx, row, 'call-started', {});
  return announceWork(ctx, calls, after, 'calls.call-started');
}

export interface EndCall {
  itemId: string;
  token: number;
  outcome: CallOutcome;
  reason: string;
  note: string;
  againAt?: string | undefined;
}

export async function endCall(ctx: Ctx, input: EndCall): Promise<Call> {
  const { outcome, reason, note } = input;
  const row = await takeHeldWork(ctx, calls, input);
  const { calling_since: began } = await getCallRow(ctx, row.id);
  // Who cannot be called at all was never on the phone.
  if (began === null && outcome !== 'give-up')
    throw ruleBroken('not-called', 'The call has not been started; nothing was recorded.');
  const snoozedUntil = await againAt(ctx, row.clinic_id, input);
  const recorded = { reason };
  const after = await transitionWork(ctx, calls, {
    row,
    transition: outcome,
    recorded,
    snoozedUntil,
  });
  await updateCallingSince(ctx, row.id, null);
  await insertAttempt(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: row.clinic_id,
    call_id: row.id,
    caller_id: ctx.actorId ?? '',
    outcome,
    reason,
    note,
    began_at: began ?? ctx.now,
    ended_at: ctx.now,
  });
  return announceWork(ctx, calls, after, 'calls.call-ended', { outcome, reason });
}

/** When it comes back, for outcomes that do not close it. */
async function againAt(ctx: Ctx, clinicId: string, input: EndCall): Promise<string | null> {
  if (input.outcome === 'reach' || input.outcome === 'give-up') {
    if (input.againAt !== undefined) throw invalidInput('againAt', 'has no place in a closed call');
    return null;
  }
  if (input.againAt === undefined) {
    const { value } = await ruleInForce(ctx, clinicId, retryRule);
    const minutes = input.outcome === 'miss' ? value.missedMinutes : value.messageMinutes;
    return plusMinutes(ctx.now, minutes);
  }
  const again = normalInstant(input.againAt);
  if (again <= ctx.now) throw invalidInput('againAt', 'must lie ahead');
  return again;
}

export async function cancelCall(
  ctx: Ctx,
  input: { itemId: string; token: number; reason: string },
): Promise<Call> {
  const row = await takeHeldWork(ctx, calls, input);
  const { reason } = input;
  const recorded = { reason };
  const after = await transitionWork(ctx, calls, { row, transition: 'cancel', recorded });
  await updateCallingSince(ctx, row.id, null);
  return announceWork(ctx, calls, after, 'calls.call-cancelled', { reason });
}

/** Whoever has the call in hand loses it: there is nobody to be called. False when it is closed already. */
export function dropCall(ctx: Ctx, id: string, reason: string): Promise<boolean> {
  return closeCall(ctx, id, { transition: 'cancel', reason });
}

/** What the call was for has been answered elsewhere in the console. False when it is closed already. */
export function markReached(ctx: Ctx, id: string, reason: string): Promise<boolean> {
  return closeCall(ctx, id, { transition: 'reach', reason });
}

async function closeCall(
  ctx: Ctx,
  id: string,
  { transition, reason }: { transition: 'cancel' | 'reach'; reason: string },
): Promise<boolean> {
  const row = await lockWorkRow(ctx, calls.name, id);
  if (row?.closed_at !== null) return false;
  const recorded = { reason };
  const after = await transitionWork(ctx, calls, { row, transition, recorded });
  await updateCallingSince(ctx, id, null);
  const type = transition === 'cancel' ? 'calls.call-cancelled' : 'calls.call-ended';
  await announceWork(ctx, calls, after, type, { reason });
  return true;
}
