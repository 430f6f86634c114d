import { feedOf } from '#contract/realtime';
import type { Ctx } from '../context.ts';

export interface RecordedChange {
  feed: string;
  clinicId: string | null;
  type: string;
  entityId: string;
  version: number;
  /** Composed by PostgreSQL when the change is written, where it is a `Composed`. */
  payload: unknown;
  actorId: string | null;
  commandId: string | null;
}

/** SQL that selects `id` and `payload` of an organization's entities, both its bindings; read when the change is written. */
export class Composed {
  readonly sql: string;

  constructor(sql: string) {
    this.sql = sql;
  }
}

/**
 * Collects a change; `inTransaction` writes it as its last statements before commit. `type` starts with the
 * capability, which names the feed with `clinicId` (null = the organization), or with whom alone it is for.
 */
export function recordChange(
  ctx: Ctx,
  change: {
    type: string;
    entityId: string;
    version: number;
    payload: unknown;
  } & ({ clinicId: string | null } | { staffId: string }),
): void {
  const capability = change.type.slice(0, change.type.indexOf('.'));
  const { type, entityId, version, payload } = change;
  const { actorId, commandId } = ctx;
  const clinicId = 'clinicId' in change ? change.clinicId : null;
  const feed = feedOf(capability, 'staffId' in change ? change.staffId : clinicId);
  ctx.changes.push({ feed, clinicId, type, entityId, version, payload, actorId, commandId });
}
