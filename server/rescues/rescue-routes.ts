import { commitRescue, getRescue, listRescues, planRescue, undoRescue } from '#contract/rescues';
import { route, type Route } from '../platform/http/route.ts';
import { planRescue as planRescueOf } from './plan-service.ts';
import * as queries from './rescue-queries.ts';
import { commitRescue as commit } from './rescue-service.ts';
import { undoRescue as undo } from './undo-service.ts';

export const rescueRoutes: readonly Route[] = [
  route(planRescue, (ctx, { body }) => planRescueOf(ctx, body)),
  route(commitRescue, (ctx, { body }) => commit(ctx, body)),
  route(listRescues, (ctx, { query }) => queries.listRescues(ctx, query.clinicId)),
  route(getRescue, (ctx, { params }) => queries.getRescue(ctx, params.rescueId)),
  route(undoRescue, (ctx, { params, body }) => undo(ctx, { ...params, ...body })),
];
