// When two clinics mean the same by a visit type: pure.
import type { VisitType } from '#contract/availability';

type Known = Pick<VisitType, 'id' | 'name' | 'modality' | 'active'>;

/** The type of another clinic that is called alike and takes place alike. */
export function alikeElsewhere<T extends Known>(
  { name, modality }: Pick<Known, 'name' | 'modality'>,
  types: readonly T[],
): T | undefined {
  const wanted = name.trim().toLowerCase();
  return types.find(
    (type) =>
      type.active && type.modality === modality && type.name.trim().toLowerCase() === wanted,
  );
}
