import type { Slice } from '../platform/slice.ts';
import { rescueRoutes } from './rescue-routes.ts';

export const rescuesSlice: Slice = {
  name: 'rescues',
  routes: rescueRoutes,
  feeds: [{ capability: 'rescues', scope: 'clinic', permission: 'appointment:read' }],
};
