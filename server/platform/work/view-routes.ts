// The endpoints of a queue's saved views, bound to their service.
import { feedOf } from '#contract/realtime';
import type { WorkViewEndpoints } from '#contract/work-view';
import { currentSeq } from '../change-log/change-queries.ts';
import { route, type Route } from '../http/route.ts';
import type { Queue } from './queue.ts';
import * as service from './view-service.ts';

export function viewRoutes(queue: Queue, endpoints: WorkViewEndpoints): Route[] {
  return [
    route(endpoints.list, async (ctx, { query }) => {
      const asOf = await currentSeq(ctx, feedOf(queue.name, query.clinicId));
      return { items: await service.listViews(ctx, queue, query.clinicId), asOf };
    }),
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
