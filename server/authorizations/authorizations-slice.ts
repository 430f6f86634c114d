import { authorizationQueue } from '#contract/authorizations';
import type { Slice } from '../platform/slice.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { authorizations } from './authorizations-queue.ts';
import { authorizationsReactions } from './authorizations-reactions.ts';
import { authorizationsRoutes } from './authorizations-routes.ts';
import { expireTick } from './authorizations-ticks.ts';
import { authorizationsKind } from './x12/authorizations-kind.ts';

export const authorizationsSlice: Slice = {
  name: 'authorizations',
  routes: authorizationsRoutes,
  feeds: [
    {
      capability: 'authorizations',
      scope: 'clinic',
      permission: authorizationQueue.permissions.read,
    },
  ],
  queues: [authorizations],
  interfaceKinds: [authorizationsKind],
  reactions: authorizationsReactions,
  ticks: [...workTicks(authorizations), expireTick],
};
