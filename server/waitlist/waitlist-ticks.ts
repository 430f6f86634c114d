import type { Tick } from '../platform/slice.ts';
import { ageOut } from './age-service.ts';
import { askDueWaves, expireOffers, lapseOpenings, sendOffers } from './due-service.ts';
import { raiseReleasedHours } from './released-hours.ts';
import type { WaitlistSettings } from './offer-link.ts';

/** Expiry first, so that an opening that nobody answered for can lapse or be offered on in the same second. */
export function waitlistTicks(settings: WaitlistSettings): Tick[] {
  return [
    {
      name: 'waitlist.offers',
      everyMs: 1000,
      run: async (ctx) =>
        (await expireOffers(ctx, settings)) +
        (await lapseOpenings(ctx)) +
        (await askDueWaves(ctx, settings)) +
        (await sendOffers(ctx)),
    },
    { name: 'waitlist.age', everyMs: 10_000, run: ageOut },
    {
      name: 'waitlist.released-hours',
      everyMs: 60_000,
      run: (ctx) => raiseReleasedHours(ctx, settings),
    },
  ];
}
