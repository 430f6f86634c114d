import {
  addResource,
  changeResource,
  listResources,
  putBackInUse,
  retireResource,
  takeOutOfUse,
} from '#contract/resources';
import { route, type Route } from '../../platform/http/route.ts';
import * as queries from './resource-queries.ts';
import * as service from './resource-service.ts';

export const resourceRoutes: readonly Route[] = [
  route(listResources, async (ctx, { query }) => ({
    items: await queries.listResources(ctx, query.clinicId),
  })),
  route(addResource, (ctx, { body }) => service.addResource(ctx, body)),
  route(changeResource, (ctx, { params, body }) =>
    service.changeResource(ctx, { ...params, ...body }),
  ),
  route(takeOutOfUse, (ctx, { params, body }) => service.takeOutOfUse(ctx, { ...params, ...body })),
  route(putBackInUse, (ctx, { params, body }) => service.putBackInUse(ctx, { ...params, ...body })),
  route(retireResource, (ctx, { params, body }) =>
    service.retireResource(ctx, { ...params, ...body }),
  ),
];
