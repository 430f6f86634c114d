// One valid call of every endpoint of the queue, for the specs of access and of hostile input.
import {
  addCall,
  callQueue,
  callQueueViews,
  cancelCall,
  endCall,
  listPatientCalls,
  startCall,
} from '#contract/calls';
import type { Endpoint } from '#contract/endpoint';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenReachingQueue } from '../platform/work/given-reaching-queue.ts';
import { claimWork } from '../platform/work/lease-service.ts';
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
  const open = () => givenCall(t, place, { patientId, about });
  const held = async () => {
    const { id } = await open();
    const { work } = await t.database.inTransaction(holder.scope, (ctx) =>
      claimWork(ctx, calls, id),
    );
    return { itemId: id, token: work.lease?.token ?? -1 };
  };
  const [claimed, started] = [await held(), await held()];
  await t.database.inTransaction(holder.scope, (ctx) => start(ctx, started));
  const other = await open();
  const ofQueue = await givenReachingQueue(t, {
    ...{ queue: calls, endpoints: callQueue, views: callQueueViews, clinicId, holder, open },
    record: { kind: 'work-item', recordId: other.id },
  });
  const token = { token: claimed.token };
  const reaching: [Endpoint, TestCall][] = [
    [listPatientCalls, { params: { patientId } }],
    ...ofQueue.reaching,
    [addCall, { body: { clinicId, patientId, kind: 'call-back', about: 'parking' } }],
    [startCall, { params: { itemId: claimed.itemId }, body: token }],
    [
      endCall,
      {
        params: { itemId: started.itemId },
        body: {
          token: started.token,
          ...{ outcome: 'miss', reason: 'busy', againAt: '2026-11-25T15:00:00.000Z' },
        },
      },
    ],
    [cancelCall, { params: { itemId: claimed.itemId }, body: { ...token, reason: 'settled' } }],
  ];
  const secrets = [about, ...ofQueue.secrets, claimed.itemId, started.itemId, other.id];
  return { reaching, secrets };
}
