import type { Tick } from '../platform/slice.ts';
import { reckonRefill } from './reckon-service.ts';
import { listPressing } from './refills-repository.ts';

/** So many a run; the next run takes the rest. */
const mostAtOnce = 100;

/** What does harm when it ends moves to the front on the last day on which the clinic is open before. */
export const pressTick: Tick = {
  name: 'refills.press',
  everyMs: 60_000,
  run: async (ctx) => {
    const itemIds = await listPressing(ctx, mostAtOnce);
    for (const itemId of itemIds) await reckonRefill(ctx, itemId);
    return itemIds.length;
  },
};
