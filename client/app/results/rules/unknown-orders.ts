import type { IntakePolicy } from '#contract/result-settings';

/** What becomes of a result that names an order that is not here. */
export const unknownOrders: Record<IntakePolicy['unknownOrder'], string> = {
  match: 'Somebody looks for its order first',
  review: 'It is reviewed as never ordered here',
};
