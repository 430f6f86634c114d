// Rooms, devices and interpreters: for the settings page, and the read door for other slices.
import { compareResources, type Resource } from '#contract/resources';
import type { Ctx } from '../../platform/context.ts';
import type { ResourceRow } from './resource-repository.ts';
import { resourceView } from './resource-view.ts';

/** Those that a clinic uses, in the order in which they are taken. */
export async function listResources(ctx: Ctx, clinicId: string): Promise<Resource[]> {
  const rows = await ctx
    .db('resource')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('(clinic_id = ? or ? = any(shared_with))', [clinicId, clinicId])
    .select<ResourceRow[]>('*');
  return rows.map(resourceView).sort(compareResources(clinicId));
}

/** How the organization writes a type already, in whatever clinic, and what it is. */
export async function findKnownType(
  ctx: Ctx,
  type: string,
  besideId: string,
): Promise<Pick<Resource, 'type' | 'kind'> | null> {
  const known = await ctx
    .db('resource')
    .where({ organization_id: ctx.organizationId, active: true })
    .whereNot({ id: besideId })
    .whereRaw('lower(type) = lower(?)', [type])
    .first<Pick<Resource, 'type' | 'kind'> | undefined>('type', 'kind');
  return known ?? null;
}

/** Is one of them somebody who interprets? */
export async function someInterpret(ctx: Ctx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const one = await ctx
    .db('resource')
    .where({ organization_id: ctx.organizationId, kind: 'interpreter' })
    .whereRaw('id = any(?)', [[...ids]])
    .first<{ id: string } | undefined>('id');
  return one !== undefined;
}

/** Held shared while a visit takes it, exclusively while it changes: neither misses the other. */
export function resourceLock(resourceId: string): string {
  return `resource ${resourceId}`;
}
