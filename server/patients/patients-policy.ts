// Who may: answers a reason to refuse, or `null`. Reading identity is organization-wide and decided at the edge.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyRegistering(holds: Holds, clinicId: string): string | null {
  return holds('patient:register', clinicId)
    ? null
    : 'Your role in this clinic does not register patients; nobody was registered.';
}

export function denyChanging(holds: Holds, clinicId: string): string | null {
  return holds('patient:change', clinicId)
    ? null
    : 'Your role in this clinic does not change charts; nothing was changed.';
}

export function denyWriting(holds: Holds, clinicId: string): string | null {
  return holds('patient-note:write', clinicId)
    ? null
    : 'Your role in this clinic does not write notes on patients; nothing was written.';
}

export function denyStriking(
  holds: Holds,
  note: { clinicId: string; isOwn: boolean },
): string | null {
  if (note.isOwn && holds('patient-note:write', note.clinicId)) return null;
  return holds('patient-note:strike', note.clinicId)
    ? null
    : 'Who wrote the note strikes it out, or a clinic manager; it stands as it was.';
}
