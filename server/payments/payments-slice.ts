import type { Slice } from '../platform/slice.ts';
import { paymentsRoutes } from './payments-routes.ts';

export const paymentsSlice: Slice = {
  name: 'payments',
  routes: paymentsRoutes,
  feeds: [{ capability: 'payments', scope: 'clinic', permission: 'payment:read' }],
};
