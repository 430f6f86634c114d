// Who may: answers a reason to refuse, or `null`. Reading identity is organization-wide and decided at the edge.
import type { Permission } from '#contract/permission';

export type Holds = (permission: Permission, clinicId: string) => boolean;

export function denyRegistering(holds: Holds, clinicId: string): string | null {
  return holds('patient:register', clinicId)
    ? null
    : 'Your role in this clinic does not register patients; nobody was registered.';
}
