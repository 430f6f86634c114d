// For specs: all calls of an organization as consoles see them, and the proof that changes tell everything.
import { applyCallChange, type CallChange, type CallsState } from '#contract/calls';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { bulkView, type BulkRow } from '../platform/work/bulk-repository.ts';
import { viewOf, type ViewRow } from '../platform/work/view-repository.ts';
import { workItems } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { calls } from './calls-queue.ts';

/** Whom the kernel tells of an act is proved with `test-notifications.ts`. */
const except = 'notifications';

interface InOrganization {
  organizationId: string;
}

export interface CallsProof {
  /** Runs the act in one transaction and proves that exactly these changes tell what it did. */
  proves: <T>(
    world: InOrganization,
    scope: Scope,
    act: (ctx: Ctx) => Promise<T>,
    types: string[],
  ) => Promise<T>;
  /** Proves that the refused act left nothing behind. */
  refuses: (
    world: InOrganization,
    scope: Scope,
    act: (ctx: Ctx) => Promise<unknown>,
    refusal: string,
  ) => Promise<void>;
  snapshot: (world: InOrganization) => Promise<CallsState>;
}

export function callsProof(t: TestDatabase): CallsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<CallsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const rows = await ctx.db('work_item').where({ queue: 'calls' }).select<WorkRow[]>('*');
      const items = await workItems(ctx, calls, rows);
      const bulks = (await ctx.db('work_bulk').select<BulkRow[]>('*')).map(bulkView);
      const views = await ctx.db('work_view').whereNot({ scope: 'mine' }).select<ViewRow[]>('*');
      return { calls: byId(items), bulks: byId(bulks), views: byId(views.map(viewOf)) };
    });
  return {
    snapshot,
    async proves(world, scope, act, types) {
      const { organizationId } = world;
      const action = () => t.database.inTransaction(scope, act);
      const proof = {
        t,
        organizationId,
        snapshot: () => snapshot(world),
        fold,
        action,
        types,
        except,
      };
      return (await expectChange(proof)).answer;
    },
    refuses: (world, scope, act, refusal) =>
      expectNoChange({
        t,
        organizationId: world.organizationId,
        snapshot: () => snapshot(world),
        action: () => t.database.inTransaction(scope, act),
        refusal,
      }),
  };
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

function fold(state: CallsState, change: { type: string; payload: unknown }): CallsState {
  return change.type.startsWith('calls.') ? applyCallChange(state, change as CallChange) : state;
}
