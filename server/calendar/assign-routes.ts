import { assignResources, listFreeResources } from '#contract/visit-resources';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './assign-service.ts';

export const assignRoutes: readonly Route[] = [
  route(listFreeResources, (ctx, { params }) =>
    service.listFreeResources(ctx, params.appointmentId),
  ),
  route(assignResources, (ctx, { params, body }) =>
    service.assignResources(ctx, { ...params, ...body }),
  ),
];
