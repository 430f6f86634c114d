// Which rooms, devices and interpreters a visit takes: pure.
import { isOfType, type Resource, type ResourceNeed } from '#contract/resources';

export type Candidate = Pick<Resource, 'id' | 'name' | 'type'> & { isFree: boolean };

/** `lacking` is what nothing, or not enough, is free of. */
export type Choice = { ids: string[]; lacking: null } | { ids: null; lacking: string };

/**
 * For each need the first that are free, those that are preferred before the others. Preferred ones that no need asks
 * for are taken as well: somebody chose them by hand.
 */
export function chooseResources(
  needs: readonly ResourceNeed[],
  candidates: readonly Candidate[],
  preferred: readonly string[],
): Choice {
  const chosen = new Set<string>();
  const inOrder = candidates.toSorted(
    (a, b) => Number(preferred.includes(b.id)) - Number(preferred.includes(a.id)),
  );
  for (const { type, count } of needs) {
    const free = inOrder.filter((one) => one.isFree && isOfType(one, type)).slice(0, count);
    if (free.length < count) return { ids: null, lacking: type };
    for (const { id } of free) chosen.add(id);
  }
  const asked = (one: Candidate): boolean => needs.some(({ type }) => isOfType(one, type));
  const besides = inOrder.filter((one) => preferred.includes(one.id) && !asked(one));
  const taken = besides.find(({ isFree }) => !isFree);
  if (taken) return { ids: null, lacking: taken.name };
  return { ids: [...chosen, ...besides.map(({ id }) => id)], lacking: null };
}
