import type { StaffMember } from '#contract/staff-member';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { findMember } from './member-queries.ts';
import { memberView } from './member-view.ts';

/** Acts after which sockets are looked at anew: what the person may hear has changed. */
const changesAccess = new Set([
  'staff.change-roles',
  'staff.end',
  'staff.use-password-reset',
  'staff.set-up-second-step',
  'staff.remove-second-step',
]);

/** The audit entry and the change, which says nothing but whom it is about: who may see more asks for it. */
export async function announceMember(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  act: string,
  detail: Record<string, unknown> = {},
): Promise<StaffMember> {
  recordAudit(ctx, { act, clinicId: null, entityId: id, detail });
  recordChange(ctx, {
    type: changesAccess.has(act) ? 'staff.access-changed' : 'staff.member-changed',
    clinicId: null,
    entityId: id,
    version,
    payload: null,
  });
  const known = await findMember(ctx, id);
  if (!known) throw new Error('A person who was just written is not there.');
  return memberView(known);
}
