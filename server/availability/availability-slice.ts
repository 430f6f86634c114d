import type { Slice } from '../platform/slice.ts';
import { availabilityRoutes } from './availability-routes.ts';
import { exceptionRoutes } from './exception-routes.ts';

export const availabilitySlice: Slice = {
  name: 'availability',
  routes: [...availabilityRoutes, ...exceptionRoutes],
  feeds: [{ capability: 'availability', scope: 'clinic', permission: 'availability:read' }],
};
