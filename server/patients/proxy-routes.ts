import { addProxy, listProxies, revokeProxy } from '#contract/proxy';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './proxy-queries.ts';
import * as service from './proxy-service.ts';

export const proxyRoutes: readonly Route[] = [
  route(listProxies, async (ctx, { params, query }) => ({
    items: await queries.listProxies(ctx, { ...params, ...query }),
  })),
  route(addProxy, (ctx, { params, body }) => service.addProxy(ctx, { ...params, ...body })),
  route(revokeProxy, (ctx, { params, body }) => service.revokeProxy(ctx, { ...params, ...body })),
];
