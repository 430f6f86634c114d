import { linkDuplicate, retireChart, tellApart } from '#contract/retired-chart';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './merge-service.ts';

export const mergeRoutes: readonly Route[] = [
  route(linkDuplicate, (ctx, { params, body }) =>
    service.linkDuplicate(ctx, { ...params, ...body }),
  ),
  route(tellApart, (ctx, { params, body }) => service.tellApart(ctx, { ...params, ...body })),
  route(retireChart, (ctx, { params, body }) => service.retireChart(ctx, { ...params, ...body })),
];
