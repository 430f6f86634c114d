// The hash chain over audit entries: each hash covers the one before and the whole entry, in one canonical form
// that anybody can compute from an export.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

export interface SealableEntry {
  organization_id: string;
  id: string;
  /** Microseconds, as stored. */
  at: string;
  kind: string;
  act: string;
  actor_kind: string;
  actor_id: string | null;
  clinic_id: string | null;
  entity_id: string | null;
  request_id: string;
  detail: unknown;
}

const sealedKeys = [
  'organization_id',
  'id',
  'at',
  'kind',
  'act',
  'actor_kind',
  'actor_id',
  'clinic_id',
  'entity_id',
  'request_id',
  'detail',
] as const satisfies (keyof SealableEntry)[];

export const chainStart: Buffer = Buffer.alloc(32);

export function nextHash(previous: Buffer, entry: SealableEntry): Buffer {
  const sealed = Object.fromEntries(sealedKeys.map((key) => [key, entry[key]]));
  return createHash('sha256').update(previous).update(canonical(sealed)).digest();
}

/** JSON with sorted keys and no space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** The columns of a sealable entry; `at` to the microsecond, whatever the driver makes of instants. */
export function sealableColumns(db: Knex): (string | Knex.Raw)[] {
  return sealedKeys.map((key) =>
    key === 'at'
      ? db.raw(`to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`)
      : `e.${key}`,
  );
}
