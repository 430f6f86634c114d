// Who may be asked, and how: the one decision about contact, asked for offers.
import { mayContact, type ContactChannel, type ContactFacts } from '#contract/contact';
import { listContactFacts, listMarkedFacts, unmarked } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';
import type { AskingWay, WaysOpen } from './reach-rules.ts';

const channelsOf: Record<AskingWay, readonly ContactChannel[]> = {
  /** An offer is a link: whatever carries one. */
  message: ['text', 'email'],
  call: ['phone'],
};

function waysOpen(facts: ContactFacts): WaysOpen {
  const verdict = (way: AskingWay) =>
    mayContact(facts, { purpose: 'offer', channels: channelsOf[way] });
  return { message: verdict('message'), call: verdict('call') };
}

export async function mayBeAsked(
  ctx: Ctx,
  asked: { clinicId: string; patientId: string; way: AskingWay },
): Promise<boolean> {
  const facts = (await listContactFacts(ctx, asked.clinicId, [asked.patientId])).get(
    asked.patientId,
  );
  return facts !== undefined && waysOpen(facts)[asked.way].allowed;
}

/** Of those who wait in the clinic, everybody about whom there is anything to decide. */
export async function listMarkedWays(ctx: Ctx, clinicId: string): Promise<Map<string, WaysOpen>> {
  const waiting = ctx
    .db('waitlist_entry')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .whereIn('status', ['active', 'paused'])
    .select('patient_id');
  const facts = await listMarkedFacts(ctx, clinicId, waiting);
  return new Map([...facts].map(([id, each]) => [id, waysOpen(each)]));
}

/** Of these patients. */
export async function listWays(
  ctx: Ctx,
  clinicId: string,
  patientIds: readonly string[],
): Promise<Map<string, WaysOpen>> {
  const facts = await listContactFacts(ctx, clinicId, patientIds);
  return new Map([...facts].map(([id, each]) => [id, waysOpen(each)]));
}

/** Of everybody else. */
export const anybodysWays = waysOpen(unmarked);

/** Whom no message, and whom no call may reach. */
export function closedWays(marked: ReadonlyMap<string, WaysOpen>): Record<AskingWay, string[]> {
  const closed = (way: AskingWay) =>
    [...marked].filter(([, ways]) => !ways[way].allowed).map(([patientId]) => patientId);
  return { message: closed('message'), call: closed('call') };
}
