import {
  addException,
  changeException,
  listExceptions,
  listOrphanedVisits,
  removeException,
} from '#contract/schedule-exception';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './exception-queries.ts';
import * as service from './exception-service.ts';
import * as orphaned from './orphaned-visits.ts';

export const exceptionRoutes: readonly Route[] = [
  route(listExceptions, async (ctx, { query }) => ({
    items: await queries.listExceptions(ctx, query),
  })),
  route(addException, (ctx, { body }) => service.addException(ctx, body)),
  route(changeException, (ctx, { params, body }) =>
    service.changeException(ctx, { ...params, ...body }),
  ),
  route(removeException, (ctx, { params, body }) =>
    service.removeException(ctx, { ...params, ...body }),
  ),
  route(listOrphanedVisits, async (ctx, { query }) => ({
    items: await orphaned.listOrphanedVisits(ctx, query.clinicId),
  })),
];
