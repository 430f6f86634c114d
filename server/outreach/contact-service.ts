// What becomes of a contact by what carriers and patients say: it does not work, or takes no texts any more.
import { callContact, type CallKind } from '#contract/calls';
import type { MessageReason } from '#contract/message-workflow';
import type { WorkPriority } from '#contract/work';
import { addCall } from '../calls/calls-service.ts';
import { contactVerdict, listContactFacts } from '../patients/contact-queries.ts';
import { addFlag } from '../patients/flag-service.ts';
import type { Ctx } from '../platform/context.ts';
import { insertFailing } from './inbound-repository.ts';
import type { MessageRow } from './message-repository.ts';

/** Reasons that are about the number or address, and will be so tomorrow. */
export function isContactsFault(because: MessageReason): boolean {
  return because === 'address-refused' || because === 'opted-out';
}

/** Somebody asks for one that works; who wants no texts is not texted. */
export async function noteContactsFault(
  ctx: Ctx,
  { clinic_id: clinicId, patient_id: patientId, channel, sent_to: address }: MessageRow,
  because: MessageReason,
): Promise<void> {
  if (because === 'opted-out') {
    await refuseTexts(ctx, { clinicId, patientId });
    return;
  }
  if (address === null) return;
  if (!(await insertFailing(ctx, { patientId, channel, address, because }))) return;
  const what = channel === 'text' ? 'The number for texts' : 'The e-mail address';
  await askToCall(ctx, { clinicId, patientId }, 'mend-contact', {
    about: `${what} on the chart does not work; ask for one that does`,
  });
}

interface Whom {
  clinicId: string;
  patientId: string;
}

export async function refuseTexts(ctx: Ctx, whom: Whom): Promise<void> {
  const { clinicId, patientId } = whom;
  const facts = (await listContactFacts(ctx, clinicId, [patientId])).get(patientId);
  if (!facts || facts.retired || facts.doNotContact.includes('texts')) return;
  await addFlag(ctx, {
    ...whom,
    detail: { kind: 'do-not-contact', scope: 'texts' },
    note: 'Asked for by a text',
  });
}

/** Where the patient may be called. */
export async function askToCall(
  ctx: Ctx,
  whom: Whom,
  kind: CallKind,
  call: { about: string; priority?: WorkPriority; appointmentId?: string | null },
): Promise<void> {
  const verdict = await contactVerdict(ctx, { ...whom, ...callContact(kind) });
  if (!verdict.allowed) return;
  const { about, priority = 'routine', appointmentId = null } = call;
  await addCall(ctx, { ...whom, kind, about, priority, appointmentId });
}
