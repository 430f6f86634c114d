import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { resultAppliers } from './hl7/hl7-appliers.ts';
import { resultsReactions } from './results-reactions.ts';
import { resultsRoutes } from './results-routes.ts';
import { releaseTick } from './results-ticks.ts';
import { resultsInBulk } from './sign-many-service.ts';

export const resultsSlice: Slice = {
  name: 'results',
  routes: resultsRoutes,
  feeds: [{ capability: 'results', scope: 'clinic', permission: 'result:read' }],
  queues: [resultsInBulk],
  hl7Appliers: resultAppliers,
  reactions: resultsReactions,
  ticks: [...workTicks(resultsInBulk), releaseTick],
};
