// Who may: pure, answers the reason for a no.
import type { Permission } from '#contract/permission';

/** An archive holds the records of every clinic. */
export function denyExport(
  may: (permission: Permission, clinicId: string) => boolean,
  clinicIds: readonly string[],
): string | null {
  return clinicIds.every((clinicId) => may('export:run', clinicId))
    ? null
    : 'Only an administrator of every clinic exports everything; nothing was done.';
}
