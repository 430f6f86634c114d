// For specs: all of claims as consoles see them, and the proof that changes tell everything.
import { applyClaimsChange, type ClaimsChange, type ClaimsState } from '#contract/claims';
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
import type { DepositRow } from './claim-rows.ts';
import { claims } from './claims-queue.ts';
import { depositView } from './deposit-repository.ts';
import { remittanceView } from './remittance-queries.ts';

export type ClaimsProof = ChangeProof<ClaimsState>;

export function claimsProof(t: TestDatabase): ClaimsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<ClaimsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const queue = claims.name;
      const rows = await ctx.db('work_item').where({ queue }).select<WorkRow[]>('*');
      const remittances = await ctx.db('remittance').orderBy('id').pluck<string[]>('id');
      const deposits = await ctx.db('deposit').select<DepositRow[]>('*');
      const views = await ctx
        .db('work_view')
        .where({ queue })
        .whereNot({ scope: 'mine' })
        .select<ViewRow[]>('*');
      const bulks = await ctx.db('work_bulk').where({ queue }).select<BulkRow[]>('*');
      const shown = [];
      for (const id of remittances) shown.push(await remittanceView(ctx, id));
      return {
        followUps: byId(await workItems(ctx, claims, rows)),
        remittances: byId(shown),
        deposits: byId(deposits.map(depositView)),
        bulks: byId(bulks.map(bulkView)),
        views: byId(views.map(viewOf)),
      };
    });
  return changeProof(t, { snapshot, fold, except: 'notifications' });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

function fold(state: ClaimsState, change: { type: string; payload: unknown }): ClaimsState {
  return change.type.startsWith('claims.')
    ? applyClaimsChange(state, change as ClaimsChange)
    : state;
}
