// What is asked for, what is ordered and what was given out last, compared word by word: a dose that changed on its way
// is the most dangerous error of a renewal.
import * as z from 'zod/mini';
import { medicationOrder, type MedicationOrder } from './prescription.ts';

export const orderSides = {
  requested: 'asked for',
  active: 'ordered',
  dispensed: 'given out last',
} as const;
export type OrderSide = keyof typeof orderSides;

export const orderFields = {
  name: 'Drug',
  form: 'Form',
  strength: 'Strength',
  sig: 'Directions',
  quantity: 'Quantity',
  daysSupply: 'Days',
} as const;
export type OrderField = keyof typeof orderFields;

/** The three sides; `null` = there is none, which is no difference. */
export const orderComparison = z.strictObject({
  requested: z.nullable(medicationOrder),
  active: z.nullable(medicationOrder),
  dispensed: z.nullable(medicationOrder),
});
export type OrderComparison = z.infer<typeof orderComparison>;

export const orderDifference = z.strictObject({
  field: z.enum(Object.keys(orderFields) as [OrderField]),
  /** The side that differs from what is ordered. */
  side: z.enum(['requested', 'dispensed']),
  /** e.g. `Strength: 50 mg is asked for, 25 mg is ordered`. */
  words: z.string(),
});
export type OrderDifference = z.infer<typeof orderDifference>;

/** Every difference from what is ordered. What a side does not say cannot differ; what only the order lacks does. */
export function differencesOf(sides: OrderComparison): OrderDifference[] {
  const { active } = sides;
  if (!active) return [];
  return (['requested', 'dispensed'] as const).flatMap((side) => {
    const other = sides[side];
    return other ? differencesOfSide(active, other, side) : [];
  });
}

function differencesOfSide(
  active: MedicationOrder,
  other: MedicationOrder,
  side: OrderDifference['side'],
): OrderDifference[] {
  return (Object.keys(orderFields) as OrderField[]).flatMap((field) => {
    const [said, ordered] = [wordsOf(other, field), wordsOf(active, field)];
    if (said === '' || plain(said) === plain(ordered)) return [];
    const is = ordered === '' ? 'nothing is' : `${ordered} is`;
    const words = `${orderFields[field]}: ${said} ${side === 'requested' ? 'is asked for' : 'was given out last'}, ${is} ordered`;
    return [{ field, side, words }];
  });
}

function wordsOf(order: MedicationOrder, field: OrderField): string {
  if (field === 'quantity')
    return order.quantity === null ? '' : `${order.quantity} ${order.unit}`.trim();
  if (field === 'daysSupply') return order.daysSupply === null ? '' : `${order.daysSupply} days`;
  return order[field];
}

/** `25mg`, `25 MG` and `25  mg` say the same; `0.5 g` and `500 mg` are for a person to compare. */
function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/\btablets?\b|\btabs?\b/g, 'tablet')
    .replace(/\bcapsules?\b|\bcaps?\b/g, 'capsule')
    .replace(/(\d)\s+(?=[a-z%])/g, '$1')
    .replace(/[\s.]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
