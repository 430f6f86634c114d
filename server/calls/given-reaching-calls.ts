// One valid call of every endpoint of the queue, for the specs of access and of hostile input.
import {
  addCall,
  callQueue,
  callQueueViews,
  cancelCall,
  endCall,
  listPatientCalls,
  startCall,
  type Call,
} from '#contract/calls';
import type { Endpoint } from '#contract/endpoint';
import { aPdf } from '../platform/blob-store/given-content.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { startBulk } from '../platform/work/bulk-service.ts';
import { givenAttachment } from '../platform/work/given-attachment.ts';
import { endBulk } from '../platform/work/given-bulk.ts';
import { aView } from '../platform/work/given-view.ts';
import { saveView } from '../platform/work/view-service.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { linkWork } from '../platform/work/link-service.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { calls } from './calls-queue.ts';
import { startCall as start } from './calls-service.ts';
import { givenCall } from './given-call.ts';

export async function givenReachingCalls(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string; patientId: string; holder: GivenStaff },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId, patientId, holder } = place;
  const about = 'Secret reason for calling';
  const call = await givenCall(t, place, { patientId, about });
  const claimed = await givenHeld(t, holder.scope, await givenCall(t, place, { patientId, about }));
  const started = await givenHeld(t, holder.scope, await givenCall(t, place, { patientId, about }));
  await t.database.inTransaction(holder.scope, (ctx) => start(ctx, heldOf(started)));
  const other = await givenCall(t, place, { patientId, about });
  const linked = await givenCall(t, place, { patientId, about });
  const record = { kind: 'work-item', recordId: other.id } as const;
  const { version } = await t.database.inTransaction(holder.scope, (ctx) =>
    linkWork(ctx, calls, { itemId: linked.id, expectedVersion: linked.version, ...record }),
  );
  const file = await givenAttachment(t, calls, {
    scope: holder.scope,
    itemId: (await givenCall(t, place, { patientId, about })).id,
    name: 'Secret letter.pdf',
  });
  const ofFile = { itemId: file.item.id, attachmentId: file.attachment.id };
  const inClinic = { query: { clinicId } };
  const params = { itemId: call.id };
  const known = { expectedVersion: call.version };
  const token = { token: claimed.work.lease?.token ?? -1 };
  const many = {
    clinicId,
    action: { verb: 'tag', add: ['spanish'], remove: [] },
    items: { [call.id]: call.version },
  };
  const { id: bulkId } = await t.database.inTransaction(holder.scope, (ctx) =>
    startBulk(ctx, calls, { ...many, action: { verb: 'tag', add: ['late'], remove: [] } }),
  );
  await endBulk(t, bulkId);
  const view = aView(clinicId, { name: 'Secret name of a view', scope: 'shared' });
  const { id: viewId } = await t.database.inTransaction(holder.scope, (ctx) =>
    saveView(ctx, calls, view),
  );
  const aboutView = { params: { viewId }, body: { expectedVersion: 1 } };
  const reaching: [Endpoint, TestCall][] = [
    [listPatientCalls, { params: { patientId } }],
    [callQueue.export, { body: { clinicId, filter: {}, target: 'csv', columns: ['patient'] } }],
    [callQueue.previewBulk, { body: many }],
    [callQueue.startBulk, { body: many }],
    [callQueue.getBulk, { params: { bulkId } }],
    [callQueue.undoBulk, { params: { bulkId } }],
    [callQueueViews.list, inClinic],
    [callQueueViews.save, { body: { ...view, name: 'Late calls' } }],
    [callQueueViews.change, { ...aboutView, body: { expectedVersion: 1, density: 'compact' } }],
    [callQueueViews.remove, aboutView],
    [callQueue.list, inClinic],
    [callQueue.count, inClinic],
    [callQueue.get, { params }],
    [callQueue.claim, { params }],
    [callQueue.claimNext, { body: { clinicId } }],
    [callQueue.renew, { params: { itemId: claimed.id }, body: token }],
    [callQueue.release, { params: { itemId: claimed.id }, body: token }],
    [callQueue.takeOver, { params, body: known }],
    [callQueue.assign, { params, body: { ...known, ownerId: holder.staffId } }],
    [callQueue.snooze, { params, body: { ...known, until: '2026-11-25T15:00:00.000Z' } }],
    [callQueue.wake, { params, body: known }],
    [callQueue.pauseClocks, { params, body: { ...known, reason: 'Waits for the payer' } }],
    [callQueue.resumeClocks, { params, body: known }],
    [callQueue.comment, { params, body: { text: 'Said before.', mentions: [holder.staffId] } }],
    [
      callQueue.attach,
      {
        params,
        headers: {
          'X-Daysheet-File-Name': 'letter.pdf',
          'X-Daysheet-Attachment-Kind': 'letter',
        },
        file: aPdf(500),
      },
    ],
    [callQueue.getAttachment, { params: ofFile }],
    [
      callQueue.removeAttachment,
      {
        params: ofFile,
        body: { expectedVersion: file.item.version, reason: 'Of another patient' },
      },
    ],
    [callQueue.listLinkable, { params }],
    [callQueue.link, { params, body: { ...known, ...record } }],
    [
      callQueue.unlink,
      { params: { itemId: linked.id }, body: { expectedVersion: version, ...record } },
    ],
    [callQueue.tag, { params, body: { ...known, tags: ['spanish'] } }],
    [addCall, { body: { clinicId, patientId, kind: 'call-back', about: 'parking' } }],
    [startCall, { params: { itemId: claimed.id }, body: token }],
    [
      endCall,
      {
        params: { itemId: started.id },
        body: { ...token, outcome: 'miss', reason: 'busy', againAt: '2026-11-25T15:00:00.000Z' },
      },
    ],
    [cancelCall, { params: { itemId: claimed.id }, body: { ...token, reason: 'settled' } }],
  ];
  const { attachment } = file;
  return {
    reaching,
    secrets: [
      about,
      view.name,
      viewId,
      call.id,
      claimed.id,
      started.id,
      other.id,
      linked.id,
      attachment.id,
      'Secret letter',
    ],
  };
}

function givenHeld(t: TestDatabase, scope: Scope, { id }: Call): Promise<Call> {
  return t.database.inTransaction(scope, (ctx) => claimWork(ctx, calls, id));
}

function heldOf(call: Call): { itemId: string; token: number } {
  return { itemId: call.id, token: call.work.lease?.token ?? -1 };
}
