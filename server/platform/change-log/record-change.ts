import { feedOf } from '#contract/realtime';
import type { Ctx } from '../context.ts';

export interface RecordedChange {
  feed: string;
  clinicId: string | null;
  type: string;
  entityId: string;
  version: number;
  payload: unknown;
  actorId: string | null;
  commandId: string | null;
}

/**
 * Collects a change; `inTransaction` writes it as its last statements before commit. `type` starts with the
 * capability, which with `clinicId` (null = the organization) names the feed.
 */
export function recordChange(
  ctx: Ctx,
  change: {
    type: string;
    clinicId: string | null;
    entityId: string;
    version: number;
    payload: unknown;
  },
): void {
  const capability = change.type.slice(0, change.type.indexOf('.'));
  const { actorId, commandId } = ctx;
  ctx.changes.push({ ...change, feed: feedOf(capability, change.clinicId), actorId, commandId });
}
