import { callQueue } from '#contract/calls';
import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { calls } from './calls-queue.ts';
import { callsReactions } from './calls-reactions.ts';
import { callsRoutes } from './calls-routes.ts';

export const callsSlice: Slice = {
  name: 'calls',
  routes: callsRoutes(),
  feeds: [{ capability: 'calls', scope: 'clinic', permission: callQueue.permissions.read }],
  queues: [calls],
  reactions: callsReactions,
  ticks: workTicks(calls),
};
