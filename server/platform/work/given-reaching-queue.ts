// One valid call of every endpoint that queues have, for the specs of access and of hostile input.
import type * as z from 'zod/mini';
import type { Endpoint } from '#contract/endpoint';
import type { WorkItem } from '#contract/work';
import type { LinkKey } from '#contract/work-link';
import type { QueueEndpoints } from '#contract/work-queue';
import type { workViewEndpoints } from '#contract/work-view';
import { aPdf } from '../blob-store/given-content.ts';
import type { Scope } from '../context.ts';
import type { TestDatabase } from '../db/test-database.ts';
import type { TestCall } from '../http/test-http.ts';
import { startBulk } from './bulk-service.ts';
import { givenAttachment } from './given-attachment.ts';
import { endBulk } from './given-bulk.ts';
import { aView } from './given-view.ts';
import { claimWork } from './lease-service.ts';
import { linkWork } from './link-service.ts';
import type { Queue } from './queue.ts';
import { saveView } from './view-service.ts';

export async function givenReachingQueue<I extends WorkItem>(
  t: TestDatabase,
  {
    queue,
    endpoints,
    views,
    clinicId,
    holder,
    record,
    open,
  }: {
    queue: Queue<I>;
    endpoints: QueueEndpoints<z.ZodMiniType<I>>;
    views: ReturnType<typeof workViewEndpoints>;
    clinicId: string;
    holder: { staffId: string; scope: Extract<Scope, { kind: 'user' }> };
    /** What an item may be linked to. */
    record: LinkKey;
    /** A new open item of the queue in the clinic. */
    open: () => Promise<I>;
  },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[]; params: { itemId: string } }> {
  const { scope } = holder;
  const item = await open();
  const claimed = await t.database.inTransaction(scope, async (ctx) =>
    claimWork(ctx, queue, (await open()).id),
  );
  const linked = await open();
  const { version } = await t.database.inTransaction(scope, (ctx) =>
    linkWork(ctx, queue, { itemId: linked.id, expectedVersion: linked.version, ...record }),
  );
  const file = await givenAttachment(t, queue, {
    ...{ scope, itemId: (await open()).id, name: 'Secret letter.pdf' },
  });
  const ofFile = { itemId: file.item.id, attachmentId: file.attachment.id };
  const many = {
    clinicId,
    action: { verb: 'tag', add: ['spanish'], remove: [] },
    items: { [item.id]: item.version },
  };
  const late = { ...many, action: { verb: 'tag' as const, add: ['late'], remove: [] } };
  const { id: bulkId } = await t.database.inTransaction(scope, (ctx) =>
    startBulk(ctx, queue, late),
  );
  await endBulk(t, bulkId);
  const view = aView(clinicId, { name: `Secret view of ${queue.name}`, scope: 'shared' });
  const { id: viewId } = await t.database.inTransaction(scope, (ctx) => saveView(ctx, queue, view));
  const aboutView = { params: { viewId }, body: { expectedVersion: 1 } };
  const inClinic = { query: { clinicId } };
  const params = { itemId: item.id };
  const known = { expectedVersion: item.version };
  const token = { token: claimed.work.lease?.token ?? -1 };
  const reaching: [Endpoint, TestCall][] = [
    [endpoints.export, { body: { clinicId, filter: {}, target: 'csv', columns: ['patient'] } }],
    [endpoints.previewBulk, { body: many }],
    [endpoints.startBulk, { body: many }],
    [endpoints.getBulk, { params: { bulkId } }],
    [endpoints.undoBulk, { params: { bulkId } }],
    [views.list, inClinic],
    [views.save, { body: { ...view, name: 'Late ones' } }],
    [views.change, { ...aboutView, body: { expectedVersion: 1, density: 'compact' } }],
    [views.remove, aboutView],
    [endpoints.list, inClinic],
    [endpoints.count, inClinic],
    [endpoints.get, { params }],
    [endpoints.claim, { params }],
    [endpoints.claimNext, { body: { clinicId } }],
    [endpoints.renew, { params: { itemId: claimed.id }, body: token }],
    [endpoints.release, { params: { itemId: claimed.id }, body: token }],
    [endpoints.takeOver, { params, body: known }],
    [endpoints.assign, { params, body: { ...known, ownerId: holder.staffId } }],
    [endpoints.snooze, { params, body: { ...known, until: '2026-11-25T15:00:00.000Z' } }],
    [endpoints.wake, { params, body: known }],
    [endpoints.pauseClocks, { params, body: { ...known, reason: 'Waits for the payer' } }],
    [endpoints.resumeClocks, { params, body: known }],
    [endpoints.comment, { params, body: { text: 'Said before.', mentions: [holder.staffId] } }],
    [
      endpoints.attach,
      {
        params,
        headers: {
          'X-Daysheet-File-Name': 'letter.pdf',
          'X-Daysheet-Attachment-Kind': 'letter',
        },
        file: aPdf(500),
      },
    ],
    [endpoints.getAttachment, { params: ofFile }],
    [
      endpoints.removeAttachment,
      {
        params: ofFile,
        body: { expectedVersion: file.item.version, reason: 'Of another patient' },
      },
    ],
    [endpoints.listLinkable, { params }],
    [endpoints.link, { params, body: { ...known, ...record } }],
    [
      endpoints.unlink,
      { params: { itemId: linked.id }, body: { expectedVersion: version, ...record } },
    ],
    [endpoints.tag, { params, body: { ...known, tags: ['spanish'] } }],
  ];
  const { attachment } = file;
  const secrets = [
    view.name,
    viewId,
    item.id,
    claimed.id,
    linked.id,
    attachment.id,
    'Secret letter',
  ];
  return { reaching, secrets, params };
}
