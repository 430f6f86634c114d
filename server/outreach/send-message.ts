// One message from its job to the carrier and back: a transaction that takes it, the carrier, a transaction that notes
// what was said. Whoever dies in between leaves a message of which nothing is known, and which never leaves twice.
import * as z from 'zod/mini';
import type { Scope } from '../platform/context.ts';
import type { Database } from '../platform/db/database.ts';
import type { JobWorker } from '../platform/jobs/start-jobs.ts';
import type { Couriers } from './courier/open-couriers.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { beginSending, finishSending } from './sending-service.ts';

export interface SendHome {
  database: Database;
  couriers: Couriers;
  settings: OutreachSettings;
}

export async function sendMessage(
  { database, couriers, settings }: SendHome,
  due: { organizationId: string; messageId: string; isLast: boolean },
): Promise<'done' | 'again'> {
  const { organizationId, messageId, isLast } = due;
  const scope: Scope = { kind: 'system', organizationId, reason: 'send message' };
  const parcel = await database.inTransaction(scope, (ctx) =>
    beginSending(ctx, messageId, settings),
  );
  if (!parcel) return 'done';
  const delivery = await couriers[parcel.channel].carry(parcel);
  const { attempt } = parcel;
  const isToRetry = await database.inTransaction(scope, (ctx) =>
    finishSending(ctx, { messageId, attempt, isLast }, delivery),
  );
  return isToRetry ? 'again' : 'done';
}

const jobData = z.object({ organizationId: z.uuid(), messageId: z.uuid() });

/** So many conversations with carriers at a time on one server. */
const atOnce = 8;

export function sendWorker(home: SendHome): JobWorker {
  return {
    queue: 'outreach.send',
    atOnce,
    run: (data, { isLast }) => sendMessage(home, { ...jobData.parse(data), isLast }),
  };
}
