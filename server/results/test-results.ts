// For specs: all of results as consoles see them, and the proof that changes tell everything.
import { applyResultChange, type ResultChange, type ResultsState } from '#contract/results';
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
import type { ObservationRow } from './observation-repository.ts';
import { observationView } from './observation-view.ts';
import { results } from './results-queue.ts';

export type ResultsProof = ChangeProof<ResultsState>;

export function resultsProof(t: TestDatabase): ResultsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<ResultsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const queue = results.name;
      const rows = await ctx.db('work_item').where({ queue }).select<WorkRow[]>('*');
      const values = await ctx.db('observation').select<ObservationRow[]>('*');
      const views = await ctx
        .db('work_view')
        .where({ queue })
        .whereNot({ scope: 'mine' })
        .select<ViewRow[]>('*');
      const bulks = await ctx.db('work_bulk').where({ queue }).select<BulkRow[]>('*');
      return {
        results: byId(await workItems(ctx, results, rows)),
        observations: byId(values.map(observationView)),
        bulks: byId(bulks.map(bulkView)),
        views: byId(views.map(viewOf)),
      };
    });
  return changeProof(t, { snapshot, fold, except: 'notifications' });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

/** Folds what belongs to results; leaves recalls and messages alone. */
function fold(state: ResultsState, change: { type: string; payload: unknown }): ResultsState {
  return change.type.startsWith('results.')
    ? applyResultChange(state, change as ResultChange)
    : state;
}
