// The endpoints of a queue's saved views, bound to their service.
import type { WorkViewEndpoints } from '#contract/work-view';
import { route, type Route } from '../http/route.ts';
import type { Queue } from './queue.ts';
import * as service from './view-service.ts';

export function viewRoutes(queue: Queue, endpoints: WorkViewEndpoints): Route[] {
  return [
    route(endpoints.list, async (ctx, { query }) => ({
      items: await service.listViews(ctx, queue, query.clinicId),
    })),
    route(endpoints.save, (ctx, { body }) => service.saveView(ctx, queue, body)),
    route(endpoints.change, (ctx, { params, body }) =>
      service.changeView(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.remove, async (ctx, { params, body }) => {
      await service.removeView(ctx, queue, { ...params, ...body });
      return {};
    }),
  ];
}
