// Whose a view is: pure.
import { clinicsWith, holds, type Held, type Role } from '#contract/permission';
import type { Queue } from './queue.ts';
import type { ViewRow } from './view-repository.ts';

export interface Viewer {
  staffId: string | null;
  grants: readonly Held[];
}

export function rolesIn({ grants }: Viewer, clinicId: string): Role[] {
  return grants.flatMap((held) =>
    'role' in held && held.clinicId === clinicId ? [held.role] : [],
  );
}

/** Who manages the queue sees the tabs of every role, or nobody could mend them. */
export function mayManageViews(queue: Queue, { grants }: Viewer, clinicId: string): boolean {
  return holds(grants, queue.permissions.assign, clinicId);
}

export function maySeeView(queue: Queue, viewer: Viewer, row: ViewRow): boolean {
  const { clinic_id: clinicId, scope, role, owner_id: ownerId } = row;
  if (clinicId === null || scope === 'mine')
    return ownerId === viewer.staffId && clinicsOf(queue, viewer, row).length > 0;
  if (!holds(viewer.grants, queue.permissions.read, clinicId)) return false;
  if (scope === 'shared' || mayManageViews(queue, viewer, clinicId)) return true;
  return role !== null && rolesIn(viewer, clinicId).includes(role);
}

export function denyChangingView(queue: Queue, viewer: Viewer, row: ViewRow): string | null {
  const { scope, clinic_id: clinicId } = row;
  if (scope === 'mine') return null;
  return clinicId !== null && mayManageViews(queue, viewer, clinicId)
    ? null
    : 'Views of a role and shared ones are kept by who may assign items here; nothing was changed.';
}

/** The clinics in which its tab stands, for whoever has it. */
export function clinicsOf(queue: Queue, { grants }: Viewer, row: ViewRow): string[] {
  const readable = clinicsWith(grants, queue.permissions.read);
  return row.clinic_id === null ? readable : readable.filter((id) => id === row.clinic_id);
}
