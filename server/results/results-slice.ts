import type { Slice } from '../platform/slice.ts';
import { resultsRoutes } from './results-routes.ts';

export const resultsSlice: Slice = {
  name: 'results',
  routes: resultsRoutes,
  feeds: [{ capability: 'results', scope: 'clinic', permission: 'result:read' }],
};
