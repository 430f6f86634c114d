import type { ServiceAccount } from '#contract/service-account';
import type { PermissionGrant } from '#contract/permission';

export interface ServiceAccountRow {
  id: string;
  name: string;
  key_hint: string;
  key_made_at: string;
  key_expires_at: string;
  last_used_at: string | null;
  ended_at: string | null;
  version: number;
  permissions: PermissionGrant[];
}

export function serviceAccountView(row: ServiceAccountRow): ServiceAccount {
  return {
    id: row.id,
    name: row.name,
    permissions: row.permissions,
    keyHint: row.key_hint,
    keyMadeAt: row.key_made_at,
    keyExpiresAt: row.key_expires_at,
    lastUsedAt: row.last_used_at,
    endedAt: row.ended_at,
    version: row.version,
  };
}
