// Builder for tests: a room, a device or an interpreter of a clinic.
import type { OutOfUse, ResourceHours, ResourceKind } from '#contract/resources';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import { newId } from '../../platform/ids.ts';
import type { ResourceRow } from './resource-repository.ts';

export interface GivenResource {
  organizationId: string;
  clinicId: string;
  sharedWith?: string[];
  name?: string;
  kind?: ResourceKind;
  type?: string;
  hours?: ResourceHours[];
  outOfUse?: Omit<OutOfUse, 'id' | 'note'>[];
  active?: boolean;
}

/** An exam room that can always be used, unless told otherwise; returns the id. */
export async function givenResource(t: TestDatabase, options: GivenResource): Promise<string> {
  const id = newId();
  const row: ResourceRow = {
    organization_id: options.organizationId,
    id,
    clinic_id: options.clinicId,
    shared_with: options.sharedWith ?? [],
    name: options.name ?? `Exam ${id.slice(-6)}`,
    kind: options.kind ?? 'room',
    type: options.type ?? 'Exam room',
    hours: options.hours ?? [],
    out_of_use: (options.outOfUse ?? []).map((span) => ({ id: newId(), note: null, ...span })),
    active: options.active ?? true,
    version: 1,
  };
  await t.owner('resource').insert({
    ...row,
    hours: JSON.stringify(row.hours),
    out_of_use: JSON.stringify(row.out_of_use),
  });
  await t.owner('resource_version').insert({
    organization_id: row.organization_id,
    clinic_id: row.clinic_id,
    id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return id;
}
