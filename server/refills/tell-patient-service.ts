// The patient hears what next: of a denial always, of a bridge that wants a visit, of what nobody picked up. By phone, for a
// text may not say which drug.
import type { Refill } from '#contract/refill-request';
import { denialReasons, whatNext } from '#contract/refill-workflow';
import type { WorkPriority } from '#contract/work';
import { listSeen } from '../calendar/seen-queries.ts';
import { addCall } from '../calls/calls-service.ts';
import { contactVerdict } from '../patients/contact-queries.ts';
import type { Ctx } from '../platform/context.ts';

export async function tellOfRefill(ctx: Ctx, refill: Refill): Promise<void> {
  const { patient, work } = refill;
  if (!patient) return;
  const said = await whatToSay(ctx, refill, patient.id);
  if (said === null || (await wasSentBefore(ctx, refill))) return;
  const { clinicId } = work;
  const asked = {
    clinicId,
    patientId: patient.id,
    purpose: 'clinical',
    channels: ['phone'],
  } as const;
  if (!(await contactVerdict(ctx, asked)).allowed) return;
  await addCall(ctx, {
    ...{ clinicId, patientId: patient.id, kind: 'follow-up' },
    ...{ about: said.about.slice(0, 200), priority: said.priority, appointmentId: null },
  });
}

/** What did not arrive at first is sent again: the patient has heard of it. */
async function wasSentBefore(ctx: Ctx, { id, version, decision, work }: Refill): Promise<boolean> {
  if (work.status !== 'sent' || !decision) return false;
  const sent = await ctx
    .db('work_item_version')
    .where({ organization_id: ctx.organizationId, id, act: 'send' })
    .where('version', '<', version)
    .where('valid_from', '>=', decision.leavesAt)
    .first<{ version: number } | undefined>('version');
  return sent !== undefined;
}

async function whatToSay(
  ctx: Ctx,
  { decision, requested, work }: Refill,
  patientId: string,
): Promise<{ about: string; priority: WorkPriority } | null> {
  if (!decision) return null;
  const drug = `${requested.name} ${requested.strength}`.trim();
  if (work.status === 'returned-to-stock')
    return {
      about: `${drug} was not picked up: ask whether it is still taken`,
      priority: 'urgent',
    };
  if (work.status !== 'sent') return null;
  switch (decision.kind) {
    case 'deny': {
      const reason = decision.reason ?? 'needapmt';
      const about = `Refill of ${drug} denied, ${denialReasons[reason].toLowerCase()}. ${whatNext[reason]}`;
      return { about, priority: 'urgent' };
    }
    case 'on-file':
      return {
        about: `${drug}: the pharmacy has fills left; ask for one there`,
        priority: 'routine',
      };
    case 'bridge':
      return ((await listSeen(ctx, [patientId])).get(patientId)?.nextVisitAt ?? null) === null
        ? { about: `${drug}: a short fill until a visit; book the visit`, priority: 'urgent' }
        : null;
    case 'approve':
    case 'approve-with-changes':
    case 'replace':
    case 'reroute':
      return null;
  }
}
