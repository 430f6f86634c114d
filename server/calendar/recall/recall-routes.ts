import { addRecall, dropRecall, getRecall, listRecalls } from '#contract/recalls';
import { route, type Route } from '../../platform/http/route.ts';
import * as queries from './recall-queries.ts';
import * as service from './recall-service.ts';

export const recallRoutes: readonly Route[] = [
  route(listRecalls, (ctx, { query }) => queries.listRecalls(ctx, query)),
  route(getRecall, (ctx, { params }) => queries.getRecall(ctx, params.recallId)),
  route(addRecall, (ctx, { body }) => service.addRecall(ctx, body)),
  route(dropRecall, (ctx, { params, body }) => service.dropRecall(ctx, { ...params, ...body })),
];
