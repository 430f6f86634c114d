// For specs: all of a waitlist as consoles see it, and the proof that its changes tell everything.
import { applyWaitlistChange, type WaitlistChange, type WaitlistState } from '#contract/waitlist';
import { changeProof, type ChangeProof } from '../platform/change-log/change-proof.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { EntryRow } from './entry-repository.ts';
import { offerColumns, type OfferRow } from './offer-repository.ts';
import type { OpeningRow } from './opening-repository.ts';
import { getWaitlistPolicy } from './policy-service.ts';
import { entryViews, offerViews } from './waitlist-queries.ts';
import { openingView } from './waitlist-view.ts';

export type WaitlistProof = ChangeProof<WaitlistState>;

export function waitlistProof(t: TestDatabase): WaitlistProof {
  return changeProof(t, {
    snapshot: ({ organizationId }) => waitlistSnapshot(t, organizationId),
    fold,
  });
}

/** What has ended included. */
function waitlistSnapshot(t: TestDatabase, organizationId: string): Promise<WaitlistState> {
  const scope: Scope = { kind: 'system', organizationId, reason: 'test' };
  return t.database.inTransaction(scope, async (ctx) => ({
    entries: byId(await entryViews(ctx, await ctx.db('waitlist_entry').select<EntryRow[]>('*'))),
    openings: byId(
      (await ctx.db('waitlist_opening').select<OpeningRow[]>('*')).map((row) => openingView(row)),
    ),
    offers: byId(
      await offerViews(ctx, await ctx.db('waitlist_offer').select<OfferRow[]>(...offerColumns)),
    ),
    policies: await policiesOf(ctx),
  }));
}

async function policiesOf(ctx: Ctx): Promise<WaitlistState['policies']> {
  const clinics = await ctx.db('clinic').orderBy('id').select<{ id: string }[]>('id');
  const policies: [string, WaitlistState['policies'][string]][] = [];
  for (const { id } of clinics) policies.push([id, await getWaitlistPolicy(ctx, id)]);
  return Object.fromEntries(policies);
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

/** Folds what belongs to the waitlist; leaves the calendar's changes alone. */
function fold(state: WaitlistState, change: { type: string; payload: unknown }): WaitlistState {
  return change.type.startsWith('waitlist.')
    ? applyWaitlistChange(state, change as WaitlistChange)
    : state;
}

export async function visitRow(
  t: TestDatabase,
  appointmentId: string | null,
): Promise<{ starts_at: string; version: number }> {
  const [row] = await t
    .owner('appointment')
    .where({ id: appointmentId })
    .select<{ starts_at: string; version: number }[]>('starts_at', 'version');
  if (!row) throw new Error('There is no such visit.');
  return row;
}

export async function storedOffer(
  t: TestDatabase,
  offerId: string,
): Promise<Pick<OfferRow, 'grounds'> & { token_hash: Buffer }> {
  const [row] = await t
    .owner('waitlist_offer')
    .where({ id: offerId })
    .select<(Pick<OfferRow, 'grounds'> & { token_hash: Buffer })[]>('grounds', 'token_hash');
  if (!row) throw new Error('There is no such offer.');
  return row;
}

export async function keptVersion(t: TestDatabase, table: string, id: string): Promise<object> {
  const [row] = await t.owner(`${table}_version`).where({ id }).select<{ row: object }[]>('row');
  if (!row) throw new Error('No version was kept.');
  return row.row;
}
