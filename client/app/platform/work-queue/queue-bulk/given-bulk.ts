// Builders for specs: actions on many items.
import type { ChangeEnvelope } from '#contract/realtime';
import type { Bulk } from '#contract/work-bulk';
import { riverside } from '../../given-session';
import { idOf, me, nine, samId } from '../given-queue';

export function aBulk(overrides: Partial<Bulk> = {}): Bulk {
  return {
    id: idOf(90),
    clinicId: riverside,
    action: { verb: 'assign', ownerId: samId },
    requestedById: me,
    total: 2,
    done: 0,
    refused: 0,
    startedAt: nine,
    endedAt: null,
    version: 1,
    ...overrides,
  };
}

export function aBulkChange(seq: number, payload: Bulk): ChangeEnvelope {
  return {
    feed: `calls:${riverside}`,
    seq,
    type: 'calls.bulk-progressed',
    entityId: payload.id,
    version: payload.version,
    payload,
    actorId: me,
    commandId: null,
    at: nine,
  };
}
