// Whom a request or a grant names has to be somebody of ours.
import type { AskedLine } from '#contract/authorization-line';
import type { Ctx } from '../platform/context.ts';
import { invalidInput } from '../platform/problem.ts';
import { areProviders } from '../staff/staff-queries.ts';

export async function requireProviders(
  ctx: Ctx,
  path: string,
  ids: readonly string[],
): Promise<void> {
  const named = [...new Set(ids)];
  if (named.length > 0 && !(await areProviders(ctx, named)))
    throw invalidInput(path, 'names nobody who is a provider here');
}

/** Who ordered it, and who renders its lines. */
export async function requireOrdered(
  ctx: Ctx,
  { orderingId, lines }: { orderingId: string | null; lines: readonly AskedLine[] },
): Promise<void> {
  await requireProviders(ctx, 'orderingId', orderingId === null ? [] : [orderingId]);
  const rendering = lines.flatMap(({ renderingId }) => renderingId ?? []);
  await requireProviders(ctx, 'lines', rendering);
}
