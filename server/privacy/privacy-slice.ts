import type { Slice } from '../platform/slice.ts';
import { drawAccesses } from './draw-accesses.ts';
import { privacyRoutes } from './privacy-routes.ts';

/** Who looked at whom, what left, who tried in vain, and the review of what is flagged. */
export const privacySlice: Slice = {
  name: 'privacy',
  routes: privacyRoutes,
  feeds: [{ capability: 'privacy', scope: 'organization', permission: 'audit:read' }],
  ticks: [{ name: 'privacy.draw-accesses', everyMs: 2_000, run: drawAccesses }],
};
