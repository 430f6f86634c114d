import { addProxy, listProxies, revokeProxy } from '#contract/proxy';
import { attachProxyPaper, getProxyPaper, removeProxyPaper } from '#contract/proxy-paper';
import { downloadRoute, route, uploadRoute, type Route } from '../platform/http/route.ts';
import * as papers from './proxy-paper-service.ts';
import * as queries from './proxy-queries.ts';
import * as service from './proxy-service.ts';

export const proxyRoutes: readonly Route[] = [
  route(listProxies, async (ctx, { params, query }) => ({
    items: await queries.listProxies(ctx, { ...params, ...query }),
  })),
  route(addProxy, (ctx, { params, body }) => service.addProxy(ctx, { ...params, ...body })),
  route(revokeProxy, (ctx, { params, body }) => service.revokeProxy(ctx, { ...params, ...body })),
  uploadRoute(attachProxyPaper, {
    allow: async (ctx, { params, query }) => {
      await papers.takeForPaper(ctx, { ...params, ...query });
    },
    keep: (ctx, { params, query, headers }, blob) =>
      papers.attachProxyPaper(ctx, {
        ...params,
        ...query,
        name: headers['X-Daysheet-File-Name'],
        kind: headers['X-Daysheet-Paper-Kind'],
        blob,
      }),
  }),
  downloadRoute(getProxyPaper, (ctx, { params, query }) =>
    papers.openProxyPaper(ctx, { ...params, ...query }),
  ),
  route(removeProxyPaper, (ctx, { params, body }) =>
    papers.removeProxyPaper(ctx, { ...params, ...body }),
  ),
];
