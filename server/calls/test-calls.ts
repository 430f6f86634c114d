// For specs: all calls of an organization as consoles see them, and the proof that changes tell everything.
import { applyCallChange, type CallChange, type CallsState } from '#contract/calls';
import {
  changeProof,
  type ChangeProof,
  type InOrganization,
} from '../platform/change-log/change-proof.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { bulkView, type BulkRow } from '../platform/work/bulk-repository.ts';
import { viewOf, type ViewRow } from '../platform/work/view-repository.ts';
import { workItems } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { calls } from './calls-queue.ts';

/** Whom the kernel tells of an act is proved with `test-notifications.ts`. */
const except = 'notifications';

export type CallsProof = ChangeProof<CallsState>;

export function callsProof(t: TestDatabase): CallsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<CallsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const rows = await ctx.db('work_item').where({ queue: 'calls' }).select<WorkRow[]>('*');
      const items = await workItems(ctx, calls, rows);
      const bulks = (await ctx.db('work_bulk').select<BulkRow[]>('*')).map(bulkView);
      const views = await ctx.db('work_view').whereNot({ scope: 'mine' }).select<ViewRow[]>('*');
      return { calls: byId(items), bulks: byId(bulks), views: byId(views.map(viewOf)) };
    });
  return changeProof(t, { snapshot, fold, except });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

function fold(state: CallsState, change: { type: string; payload: unknown }): CallsState {
  return change.type.startsWith('calls.') ? applyCallChange(state, change as CallChange) : state;
}
