import { bookEVisit, moveEVisit } from '#contract/e-visits';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './e-visit-service.ts';

export const eVisitRoutes: readonly Route[] = [
  route(bookEVisit, (ctx, { body }) => service.bookEVisit(ctx, body)),
  route(moveEVisit, (ctx, { params, body }) => service.moveEVisit(ctx, { ...params, ...body })),
];
