import type { Resource } from '#contract/resources';
import type { ResourceRow } from './resource-repository.ts';

export function resourceView(row: ResourceRow): Resource {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    sharedWith: row.shared_with,
    name: row.name,
    kind: row.kind,
    type: row.type,
    hours: row.hours,
    outOfUse: row.out_of_use,
    active: row.active,
    version: row.version,
  };
}
