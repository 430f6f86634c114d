import {
  getArchive,
  listExports as listExportsEndpoint,
  openExport,
  requestExport,
  withdrawExport,
} from '#contract/exports';
import { downloadRoute, route } from '../platform/http/route.ts';
import type { Slice } from '../platform/slice.ts';
import { listExports } from './exports-queries.ts';
import * as service from './exports-service.ts';
import { startExports } from './start-exports.ts';

/** Taking everything out, in open formats. */
export const exportsSlice: Slice = {
  name: 'exports',
  routes: [
    route(requestExport, (ctx, { body }) => service.requestExport(ctx, body)),
    route(withdrawExport, (ctx, { params, body }) =>
      service.withdrawExport(ctx, { ...params, ...body }),
    ),
    route(listExportsEndpoint, async (ctx) => ({ items: await listExports(ctx) })),
    route(openExport, (ctx, { params }) => service.openExport(ctx, params.exportId)),
    downloadRoute(getArchive, (ctx, { params }) => service.sendArchive(ctx, params.exportId)),
  ],
  feeds: [{ capability: 'exports', scope: 'organization', permission: 'export:run' }],
  ticks: [{ name: 'exports.expire', everyMs: 600_000, run: service.expireExport }],
  background: startExports,
};
