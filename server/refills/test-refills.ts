// For specs: all of refills as consoles see them, and the proof that changes tell everything.
import { applyRefillChange, type RefillChange, type RefillsState } from '#contract/refills';
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
import type { PrescriptionRow } from './prescription-repository.ts';
import { prescriptionViews } from './prescription-queries.ts';
import { protocolView } from './protocol-queries.ts';
import type { ProtocolRow } from './protocol-repository.ts';
import { refills } from './refills-queue.ts';

export type RefillsProof = ChangeProof<RefillsState>;

export function refillsProof(t: TestDatabase): RefillsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<RefillsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const rows = await ctx.db('work_item').where({ queue: 'refills' }).select<WorkRow[]>('*');
      const orders = await ctx.db('prescription').select<PrescriptionRow[]>('*');
      const views = await ctx
        .db('work_view')
        .where({ queue: 'refills' })
        .whereNot({ scope: 'mine' })
        .select<ViewRow[]>('*');
      const protocols = await ctx.db('refill_protocol').select<ProtocolRow[]>('*');
      const bulks = await ctx.db('work_bulk').where({ queue: 'refills' }).select<BulkRow[]>('*');
      return {
        refills: byId(await workItems(ctx, refills, rows)),
        prescriptions: byId(await prescriptionViews(ctx, orders)),
        protocols: byId(protocols.map(protocolView)),
        bulks: byId(bulks.map(bulkView)),
        views: byId(views.map(viewOf)),
      };
    });
  return changeProof(t, { snapshot, fold, except: 'notifications' });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

/** Folds what belongs to refills; leaves calls and messages alone. */
function fold(state: RefillsState, change: { type: string; payload: unknown }): RefillsState {
  return change.type.startsWith('refills.')
    ? applyRefillChange(state, change as RefillChange)
    : state;
}
