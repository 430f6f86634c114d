// What will not be authorized is told to the patient by phone: a text may not say what it is about.
import type { Authorization } from '#contract/authorization-request';
import { callContact } from '#contract/calls';
import { addCall } from '../calls/calls-service.ts';
import { contactVerdict } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';

const kind = 'follow-up';

export async function tellOfDenial(ctx: Ctx, request: Authorization): Promise<void> {
  const { patient, work, lines, plan } = request;
  const refused = lines.filter(({ status }) => status === 'not-authorized');
  const asked = { clinicId: work.clinicId, patientId: patient.id };
  if (refused.length === 0) return;
  if (!(await contactVerdict(ctx, { ...asked, ...callContact(kind) })).allowed) return;
  const what = refused.map(({ description }) => description).join(', ');
  const about = `${plan.payerName} does not authorize ${what}. Tell what else can be done.`;
  await addCall(ctx, {
    ...{ ...asked, kind, about: about.slice(0, 200), priority: 'urgent', appointmentId: null },
  });
}
