// What the calendar does after a patient's flag: nobody keeps a time who has died; after a patient's answer; and after
// somebody left.
import { messageReply } from '#contract/outreach';
import type { ChangeEnvelope } from '#contract/realtime';
import { findStandingFlag } from '../patients/flag-queries.ts';
import { recordStopped } from '../patients/flag-service.ts';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { revokeFeedsOfLeft } from './calendar-feed/feed-service.ts';
import { listComingVisits } from './calendar-queries.ts';
import { cancelAppointment } from './calendar-service.ts';
import { followReply } from './reply-service.ts';

export const calendarReactions: readonly Reaction[] = [
  {
    name: 'calendar.cancel-visits-of-deceased',
    capability: 'patients',
    types: ['patients.flag-added'],
    run: cancelVisitsOfDeceased,
  },
  {
    name: 'calendar.follow-replies',
    capability: 'outreach',
    types: ['outreach.reply-received'],
    run: (ctx, { payload }) => followReply(ctx, messageReply.parse(payload)),
  },
  {
    name: 'calendar.revoke-feeds-of-left',
    capability: 'staff',
    types: ['staff.access-changed'],
    run: revokeFeedsOfLeft,
  },
];

async function cancelVisitsOfDeceased(ctx: Ctx, { entityId }: ChangeEnvelope): Promise<void> {
  const flag = await findStandingFlag(ctx, entityId);
  if (flag?.kind !== 'deceased') return;
  for (const { id, clinicId, startsAt } of await listComingVisits(ctx, flag.patient_id)) {
    await cancelAppointment(ctx, { appointmentId: id, expectedVersion: null, reason: 'pat-dec' });
    await recordStopped(ctx, flag, {
      kind: 'visit',
      record_id: id,
      clinic_id: clinicId,
      about_at: startsAt,
    });
  }
}
