// What a visit type may ask for: as much as its clinic has, and in the words in which the clinic has it.
import { isOfType, type ResourceNeed } from '#contract/resources';
import type { Ctx } from '../../platform/context.ts';
import { invalidInput } from '../../platform/problem.ts';
import { listResources } from './resource-queries.ts';

export async function knownNeeds(
  ctx: Ctx,
  clinicId: string,
  needs: readonly ResourceNeed[],
): Promise<ResourceNeed[]> {
  if (needs.length === 0) return [];
  const known = (await listResources(ctx, clinicId)).filter(({ active }) => active);
  return needs.map(({ type, count }, at) => {
    const fitting = known.filter((one) => isOfType(one, type));
    const path = `needs.${String(at)}`;
    if (needs.slice(0, at).some((other) => isOfType(other, type)))
      throw invalidInput(`${path}.type`, 'It is asked for twice.');
    if (fitting.length < count)
      throw invalidInput(
        `${path}.count`,
        `The clinic uses ${String(fitting.length)} of “${type}”.`,
      );
    return { type: fitting[0]?.type ?? type, count };
  });
}
