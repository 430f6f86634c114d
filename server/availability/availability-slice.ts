import type { Slice } from '../platform/slice.ts';
import { availabilityRoutes } from './availability-routes.ts';
import { exceptionRoutes } from './exception-routes.ts';
import { outsideRoutes } from './outside/outside-routes.ts';
import { resourceRoutes } from './resource/resource-routes.ts';

export const availabilitySlice: Slice = {
  name: 'availability',
  routes: [...availabilityRoutes, ...exceptionRoutes, ...outsideRoutes, ...resourceRoutes],
  feeds: [{ capability: 'availability', scope: 'clinic', permission: 'availability:read' }],
};
