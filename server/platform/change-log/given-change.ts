// Changes of a made-up capability, for specs of the log and of what reads it.
import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import { recordChange } from './record-change.ts';

/** Writes one change per transaction to `<capability>:<clinic, organization or person>`; returns the entity's id. */
export async function givenChange(
  database: Database,
  options: {
    organizationId: string;
    /** `null` for the organization's feed, or that of a person. */
    clinicId: string | null;
    staffId?: string;
    type?: string;
    entityId?: string;
    payload?: unknown;
  },
): Promise<string> {
  const { organizationId, clinicId, type = 'calendar.note-written', payload = null } = options;
  const place = options.staffId === undefined ? { clinicId } : { staffId: options.staffId };
  const entityId = options.entityId ?? newId();
  await database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, (ctx) => {
    recordChange(ctx, { type, ...place, entityId, version: 1, payload });
    return Promise.resolve();
  });
  return entityId;
}

export async function givenChanges(
  database: Database,
  count: number,
  options: Parameters<typeof givenChange>[1],
): Promise<void> {
  for (let written = 0; written < count; written += 1) await givenChange(database, options);
}
