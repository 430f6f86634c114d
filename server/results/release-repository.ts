// The only SQL that writes holds, who could see what and when, and who did.
import type { Audience, HoldGround, ResultHold } from '#contract/result-release';
import type { ViewerKind } from '#contract/result-record';
import type { Ctx } from '../platform/context.ts';
import type { HoldFacts } from './release-rules.ts';

export interface HoldRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  result_id: string;
  kind: 'hold' | 'release';
  audiences: Audience[];
  ground: HoldGround | null;
  reasoning: string;
  relationship: ResultHold['relationship'];
  by_id: string;
  at: string;
  until_at: string | null;
  ended_at: string | null;
  ended_by: string | null;
}

export async function insertHold(ctx: Ctx, row: HoldRow): Promise<void> {
  await ctx.db('result_hold').insert(row);
}

export async function endHold(ctx: Ctx, id: string): Promise<void> {
  await ctx
    .db('result_hold')
    .where({ organization_id: ctx.organizationId, id })
    .update({ ended_at: ctx.now, ended_by: ctx.actorId });
}

/** The oldest first. */
export function listHolds(ctx: Ctx, resultIds: readonly string[]): Promise<HoldRow[]> {
  return ctx
    .db('result_hold')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('result_id = any(?)', [[...resultIds]])
    .orderBy(['at', 'id'])
    .select<HoldRow[]>('*');
}

export function holdFacts(row: HoldRow): HoldFacts {
  const { kind, audiences, ground, at, until_at: until, ended_at: endedAt } = row;
  return { kind, audiences, ground, at, until, endedAt };
}

export function holdView(row: HoldRow): ResultHold {
  return {
    ...{ id: row.id, ...holdFacts(row), reasoning: row.reasoning, relationship: row.relationship },
    audiences: row.audiences,
    ...{ byId: row.by_id, endedById: row.ended_by },
  };
}

export interface ReleaseRow {
  organization_id: string;
  clinic_id: string;
  result_id: string;
  /** `patient`, `outside`, or `proxy:` with the proxy's id. */
  viewer: string;
  since: string;
  until_at: string | null;
  number: number;
  /** The last version of which they were told; `null` = of none. */
  told_number: number | null;
}

export function listReleasesNow(ctx: Ctx, resultId: string): Promise<ReleaseRow[]> {
  return ctx
    .db('result_release')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .whereNull('until_at')
    .select<ReleaseRow[]>('*');
}

export async function openReleases(ctx: Ctx, rows: readonly ReleaseRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx
    .db('result_release')
    .insert([...rows])
    // Of what ended in the same instant in which it begins again.
    .onConflict(['organization_id', 'result_id', 'viewer', 'since'])
    .merge(['until_at', 'number']);
}

export async function closeReleases(
  ctx: Ctx,
  resultId: string,
  viewers: readonly string[],
): Promise<void> {
  if (viewers.length === 0) return;
  await ctx
    .db('result_release')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .whereRaw('viewer = any(?)', [[...viewers]])
    .whereNull('until_at')
    .update({ until_at: ctx.db.raw('greatest(since, cast(? as timestamptz))', [ctx.now]) });
}

/** They see another version from now on. */
export async function raiseReleases(ctx: Ctx, resultId: string, number: number): Promise<void> {
  await ctx
    .db('result_release')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .whereNull('until_at')
    .where('number', '<', number)
    .update({ number });
}

export interface ViewRow {
  organization_id: string;
  clinic_id: string;
  result_id: string;
  number: number;
  kind: ViewerKind;
  viewer: string;
  name: string;
  first_at: string;
  last_at: string;
}

/** Kept once for each version and viewer, with the last time. */
export async function recordView(
  ctx: Ctx,
  view: Pick<ViewRow, 'clinic_id' | 'result_id' | 'number' | 'kind' | 'viewer' | 'name'>,
): Promise<void> {
  await ctx
    .db('result_view')
    .insert({ ...view, organization_id: ctx.organizationId, first_at: ctx.now, last_at: ctx.now })
    .onConflict(['organization_id', 'result_id', 'number', 'kind', 'viewer'])
    .merge(['last_at']);
}

/** The first view first. */
export function listViews(ctx: Ctx, resultId: string): Promise<ViewRow[]> {
  return ctx
    .db('result_view')
    .where({ organization_id: ctx.organizationId, result_id: resultId })
    .orderBy(['first_at', 'kind', 'viewer'])
    .select<ViewRow[]>('*');
}
