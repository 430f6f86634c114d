import { claimQueue } from '#contract/claims';
import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { claims } from './claims-queue.ts';
import { claimsRoutes } from './claims-routes.ts';
import { rankTick } from './claims-ticks.ts';

export const claimsSlice: Slice = {
  name: 'claims',
  routes: claimsRoutes,
  feeds: [{ capability: 'claims', scope: 'clinic', permission: claimQueue.permissions.read }],
  queues: [claims],
  ticks: [...workTicks(claims), rankTick],
};
