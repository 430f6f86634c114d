// What the calls do after a patient's flag: a call that may not be made is closed, and says why.
import { callContact, type CallKind } from '#contract/calls';
import type { ChangeEnvelope } from '#contract/realtime';
import { contactVerdict } from '../patients/contact-queries.ts';
import { findStandingFlag } from '../patients/flag-queries.ts';
import { recordStopped } from '../patients/flag-service.ts';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { listOpenCallsOf } from './calls-queries.ts';
import { dropCall } from './calls-service.ts';

export const callsReactions: readonly Reaction[] = [
  {
    name: 'calls.follow-flags',
    capability: 'patients',
    types: ['patients.flag-added'],
    run: closeForbiddenCalls,
  },
];

async function closeForbiddenCalls(ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> {
  const flag = await findStandingFlag(ctx, entityId);
  if (!flag) return;
  for (const { id, kind, clinicId } of await listOpenCallsOf(ctx, flag.patient_id)) {
    if (await mayCall(ctx, { patientId: flag.patient_id, clinicId, kind })) continue;
    const reason = flag.kind === 'deceased' ? 'deceased' : 'not-wanted';
    if (!(await dropCall(ctx, id, reason))) continue;
    const about = { kind: 'call', record_id: id, clinic_id: clinicId, about_at: null } as const;
    await recordStopped(ctx, flag, about);
  }
}

async function mayCall(
  ctx: Ctx,
  { kind, ...whom }: { patientId: string; clinicId: string; kind: CallKind },
): Promise<boolean> {
  return (await contactVerdict(ctx, { ...whom, ...callContact(kind) })).allowed;
}
