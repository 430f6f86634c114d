// One valid call of every endpoint about messages, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import {
  changeOutreachPolicy,
  countMessages,
  dropMessage,
  getMessageHistory,
  getOutreachPolicy,
  listMessages,
  listPatientMessages,
  markMessageDelivered,
  resendMessage,
  withdrawMessage,
} from '#contract/outreach';
import { listMessageStops, releaseMessages, stopMessages } from '#contract/outreach-stops';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenMessage, givenReachable } from './given-message.ts';
import { stopMessages as stop } from './stop-service.ts';

export async function givenReachingOutreach(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { organizationId, clinicId } = place;
  const patient_id = await givenReachable(t, place);
  const queued = await givenMessage(t, place, { patient_id });
  const unknown = await givenMessage(t, place, { patient_id, status: 'unknown' });
  const arrived = await givenMessage(t, place, { patient_id, status: 'unknown' });
  const dead = await givenMessage(t, place, { patient_id, status: 'dead' });
  const scope = { kind: 'system', organizationId, reason: 'test' } as const;
  const { id: stopId } = await t.database.inTransaction(scope, (ctx) =>
    stop(ctx, { clinicId, channel: 'email', reason: 'Secret reason of a stop' }),
  );
  const body = { expectedVersion: 1 };
  const of = ({ id: messageId }: { id: string }) => ({ params: { messageId }, body });
  const inClinic = { query: { clinicId } };
  return {
    reaching: [
      [listMessages, { query: { clinicId, show: 'trouble' } }],
      [countMessages, inClinic],
      [listPatientMessages, { params: { patientId: patient_id } }],
      [getMessageHistory, { params: { messageId: queued.id } }],
      [withdrawMessage, of(queued)],
      [resendMessage, of(unknown)],
      [markMessageDelivered, of(arrived)],
      [dropMessage, of(dead)],
      [getOutreachPolicy, inClinic],
      [
        changeOutreachPolicy,
        {
          body: {
            ...{ clinicId, expectedVersion: 1, undoSeconds: 30 },
            ...{ quietFrom: '20:00', quietUntil: '09:00' },
            ...{ budgetMessages: 3, budgetDays: 7, budgetExempts: ['reminder'] },
            ...{ confirmsBookings: true, remindHours: [48], remindModalities: ['video'] },
          },
        },
      ],
      [listMessageStops, inClinic],
      [stopMessages, { body: { clinicId, channel: 'text', reason: 'Wrong times' } }],
      [releaseMessages, { params: { stopId }, body: { ...body, dropHeld: true } }],
    ],
    secrets: [
      ...['Secret reason of a stop', stopId],
      ...[queued, unknown, arrived, dead].map(({ id }) => id),
    ],
  };
}
