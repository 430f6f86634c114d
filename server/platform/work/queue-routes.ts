// The endpoints that every queue has, bound to the kernel.
import type * as z from 'zod/mini';
import type { WorkItem } from '#contract/work';
import type { QueueEndpoints } from '#contract/work-queue';
import { composedRoute, downloadRoute, route, uploadRoute, type Route } from '../http/route.ts';
import {
  attachToWork,
  openAttachment,
  removeAttachment,
  takeForAttachment,
} from './attachment-service.ts';
import { getBulk, previewBulk, startBulk, undoBulk } from './bulk-service.ts';
import { exportWork } from './export-work.ts';
import { linkWork, listLinkable, unlinkWork } from './link-service.ts';
import type { Queue } from './queue.ts';
import { composeList, countWork, getWork } from './work-queries.ts';
import * as lease from './lease-service.ts';
import * as work from './work-service.ts';

export function queueRoutes<I extends WorkItem>(
  queue: Queue<I>,
  endpoints: QueueEndpoints<z.ZodMiniType<I>>,
): Route[] {
  return [
    composedRoute(endpoints.list, (ctx, { query }) => composeList(ctx, queue, query)),
    route(endpoints.count, (ctx, { query }) => countWork(ctx, queue, query.clinicId)),
    route(endpoints.export, (ctx, { body }) => exportWork(ctx, queue, body)),
    route(endpoints.get, (ctx, { params }) => getWork(ctx, queue, params.itemId)),
    route(endpoints.claimNext, async (ctx, { body }) => ({
      item: await lease.claimNextWork(ctx, queue, body.clinicId),
    })),
    route(endpoints.claim, (ctx, { params }) => lease.claimWork(ctx, queue, params.itemId)),
    route(endpoints.renew, (ctx, { params, body }) =>
      lease.renewLease(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.release, (ctx, { params, body }) =>
      lease.releaseWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.takeOver, (ctx, { params, body }) =>
      lease.takeOverWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.assign, (ctx, { params, body }) =>
      work.assignWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.snooze, (ctx, { params, body }) =>
      work.snoozeWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.wake, (ctx, { params, body }) =>
      work.wakeWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.comment, (ctx, { params, body }) =>
      work.commentOnWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.pauseClocks, (ctx, { params, body }) =>
      work.pauseWorkClocks(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.resumeClocks, (ctx, { params, body }) =>
      work.resumeWorkClocks(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.previewBulk, (ctx, { body }) => previewBulk(ctx, queue, body)),
    route(endpoints.startBulk, (ctx, { body }) => startBulk(ctx, queue, body)),
    route(endpoints.getBulk, (ctx, { params }) => getBulk(ctx, queue, params.bulkId)),
    route(endpoints.undoBulk, (ctx, { params }) => undoBulk(ctx, queue, params.bulkId)),
    uploadRoute(endpoints.attach, {
      allow: async (ctx, { params }) => {
        await takeForAttachment(ctx, queue, params.itemId);
      },
      keep: (ctx, { params, headers }, blob) =>
        attachToWork(ctx, queue, {
          ...params,
          name: headers['X-Daysheet-File-Name'],
          kind: headers['X-Daysheet-Attachment-Kind'],
          blob,
        }),
    }),
    downloadRoute(endpoints.getAttachment, (ctx, { params }) => openAttachment(ctx, queue, params)),
    route(endpoints.removeAttachment, (ctx, { params, body }) =>
      removeAttachment(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.listLinkable, (ctx, { params }) => listLinkable(ctx, queue, params.itemId)),
    route(endpoints.link, (ctx, { params, body }) => linkWork(ctx, queue, { ...params, ...body })),
    route(endpoints.unlink, (ctx, { params, body }) =>
      unlinkWork(ctx, queue, { ...params, ...body }),
    ),
    route(endpoints.tag, (ctx, { params, body }) =>
      work.tagWork(ctx, queue, { ...params, ...body }),
    ),
  ];
}
