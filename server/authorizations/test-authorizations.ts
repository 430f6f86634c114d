// For specs: all of authorizations as consoles see them, and the proof that changes tell everything.
import {
  applyAuthorizationChange,
  type AuthorizationChange,
  type AuthorizationsState,
} from '#contract/authorizations';
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
import { listClinicIds } from '../staff/staff-queries.ts';
import { authorizations } from './authorizations-queue.ts';
import { listRules } from './rule-queries.ts';

export type AuthorizationsProof = ChangeProof<AuthorizationsState>;

export function authorizationsProof(t: TestDatabase): AuthorizationsProof {
  const snapshot = ({ organizationId }: InOrganization): Promise<AuthorizationsState> =>
    t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, async (ctx) => {
      const queue = authorizations.name;
      const rows = await ctx.db('work_item').where({ queue }).select<WorkRow[]>('*');
      const views = await ctx
        .db('work_view')
        .where({ queue })
        .whereNot({ scope: 'mine' })
        .select<ViewRow[]>('*');
      const bulks = await ctx.db('work_bulk').where({ queue }).select<BulkRow[]>('*');
      const rules = [];
      for (const clinicId of await listClinicIds(ctx))
        rules.push(...(await listRules(ctx, clinicId)));
      return {
        authorizations: byId(await workItems(ctx, authorizations, rows)),
        rules: byId(rules),
        bulks: byId(bulks.map(bulkView)),
        views: byId(views.map(viewOf)),
      };
    });
  return changeProof(t, { snapshot, fold, except: 'notifications' });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

/** Folds what belongs to authorizations; leaves visits and calls alone. */
function fold(
  state: AuthorizationsState,
  change: { type: string; payload: unknown },
): AuthorizationsState {
  return change.type.startsWith('authorizations.')
    ? applyAuthorizationChange(state, change as AuthorizationChange)
    : state;
}
