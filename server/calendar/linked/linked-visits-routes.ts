import {
  bookLinkedVisits,
  cancelLinkedVisits,
  getLinkedVisits,
  reinstateLinkedVisits,
} from '#contract/linked-visits';
import { route, type Route } from '../../platform/http/route.ts';
import * as queries from './linked-visits-queries.ts';
import * as service from './linked-visits-service.ts';

export const linkedVisitsRoutes: readonly Route[] = [
  route(bookLinkedVisits, (ctx, { body }) => service.bookLinkedVisits(ctx, body)),
  route(getLinkedVisits, (ctx, { params }) => queries.getLinkedVisits(ctx, params.linkId)),
  route(cancelLinkedVisits, (ctx, { params, body }) =>
    service.cancelLinkedVisits(ctx, { ...params, ...body }),
  ),
  route(reinstateLinkedVisits, (ctx, { params, body }) =>
    service.reinstateLinkedVisits(ctx, { ...params, ...body }),
  ),
];
