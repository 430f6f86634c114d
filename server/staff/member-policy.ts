// Who may decide about whom: nobody is raised, ended or let in anew by somebody who holds less.
import { isRoleWithin, type Grant, type Role } from '#contract/permission';
import type { Holds } from './staff-policy.ts';

const above = 'This person holds roles that you do not; nothing was changed.';

/** A role may be given and taken by who holds all of its permissions in that clinic, but for acts of a profession. */
export function denyRole(holds: Holds, clinicId: string, role: Role): string | null {
  const isWithin =
    holds('staff:manage', clinicId) && isRoleWithin(role, (each) => holds(each, clinicId));
  return isWithin ? null : 'That role allows more than yours; nothing was changed.';
}

/** Acts on the whole person ask for everything that the person holds, in every clinic. */
export function denyPerson(holds: Holds, grants: readonly Grant[]): string | null {
  const isWithin = grants.every(({ clinicId, role }) => denyRole(holds, clinicId, role) === null);
  return isWithin ? null : above;
}
