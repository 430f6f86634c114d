// What messages do after visits: a booking is confirmed, and what is queued about a visit that changed does not leave.
import type { ChangeEnvelope } from '#contract/realtime';
import { findAppointment } from '../calendar/calendar-queries.ts';
import type { Ctx } from '../platform/context.ts';
import type { Reaction } from '../platform/slice.ts';
import { withdrawMessages } from './outreach-service.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { confirmBooking } from './visit-message-service.ts';

export function outreachReactions(settings: OutreachSettings): readonly Reaction[] {
  return [
    {
      name: 'outreach.confirm-bookings',
      capability: 'calendar',
      types: ['calendar.appointment-booked'],
      async run(ctx, { entityId }) {
        const visit = await findAppointment(ctx, entityId);
        if (visit) await confirmBooking(ctx, visit, settings);
      },
    },
    {
      name: 'outreach.follow-visits',
      capability: 'calendar',
      types: [
        'calendar.appointment-moved',
        'calendar.appointment-moved-back',
        'calendar.appointment-arrived',
        'calendar.appointment-cancelled',
        'calendar.appointment-marked-in-error',
        'calendar.appointment-marked-no-show',
      ],
      run: followVisit,
    },
  ];
}

/** By the visit as it is: where it still stands, that it is booked stays true, and a reminder of the old time does not. */
async function followVisit(ctx: Ctx, { entityId: id }: ChangeEnvelope): Promise<void> {
  const visit = await findAppointment(ctx, id);
  const kinds = visit?.status === 'booked' ? (['reminder'] as const) : undefined;
  await withdrawMessages(ctx, { kind: 'visit', id }, 'visit-changed', kinds);
}
