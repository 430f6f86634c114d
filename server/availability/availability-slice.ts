import type { Slice } from '../platform/slice.ts';
import { availabilityRoutes } from './availability-routes.ts';

export const availabilitySlice: Slice = {
  name: 'availability',
  routes: availabilityRoutes,
  feeds: [{ capability: 'availability', scope: 'clinic', permission: 'availability:read' }],
};
