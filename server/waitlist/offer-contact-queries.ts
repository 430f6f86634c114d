// Who may be sent an offer: the one decision about contact, asked for offers.
import {
  mayContact,
  type ContactChannel,
  type ContactFacts,
  type ContactVerdict,
} from '#contract/contact';
import { listContactFacts, listMarkedFacts, unmarked } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';

/** An offer is a link: whatever carries one. */
const offerChannels: readonly ContactChannel[] = ['text', 'email'];

function offerVerdict(facts: ContactFacts): ContactVerdict {
  return mayContact(facts, { purpose: 'offer', channels: offerChannels });
}

export async function mayBeOffered(
  ctx: Ctx,
  clinicId: string,
  patientId: string,
): Promise<boolean> {
  const facts = (await listContactFacts(ctx, clinicId, [patientId])).get(patientId);
  return facts !== undefined && offerVerdict(facts).allowed;
}

/** Of those who wait in the clinic, everybody about whom there is anything to decide. */
export async function listMarkedVerdicts(
  ctx: Ctx,
  clinicId: string,
): Promise<Map<string, ContactVerdict>> {
  const waiting = ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn('status', ['active', 'paused'])
    .select('patient_id');
  const facts = await listMarkedFacts(ctx, clinicId, waiting);
  return new Map([...facts].map(([id, each]) => [id, offerVerdict(each)]));
}

/** Of everybody else. */
export const anybodysVerdict = offerVerdict(unmarked);
