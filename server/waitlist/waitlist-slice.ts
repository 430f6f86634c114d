import type { Slice } from '../platform/slice.ts';
import type { WaitlistSettings } from './offer-link.ts';
import { offerPages } from './offer-page/offer-page.ts';
import { waitlistReactions } from './waitlist-reactions.ts';
import { waitlistRoutes } from './waitlist-routes.ts';
import { waitlistTicks } from './waitlist-ticks.ts';

export function waitlistSlice(settings: WaitlistSettings): Slice {
  return {
    name: 'waitlist',
    routes: waitlistRoutes(settings),
    feeds: [{ capability: 'waitlist', scope: 'clinic', permission: 'waitlist:read' }],
    reactions: waitlistReactions(settings),
    ticks: waitlistTicks(settings),
    pages: (database) => offerPages(database, settings),
  };
}
