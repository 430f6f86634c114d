// Linked visits: booked together, to follow or stand beside each other. Each is a visit of its own that knows its link.
import * as z from 'zod/mini';
import { cancelReasons, type CancelReason } from './appointment-workflow.ts';
import { appointment, callNumber, visitReason, type Appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { linkedPart, mostLinked } from './linked-times.ts';
import { overrides } from './override.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

export const linkedVisits = z.strictObject({
  linkId: z.uuid(),
  /** As they stand now, cancelled ones included; by start. */
  visits: z.array(appointment),
});
export type LinkedVisits = z.infer<typeof linkedVisits>;

export const bookLinkedVisits = endpoint({
  name: 'bookLinkedVisits',
  method: 'POST',
  path: '/api/calendar/linked-visits/book',
  summary:
    'Book visits that belong together, or none where one of them cannot stand. `lines-refused` names the parts.',
  access: 'appointment:book',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    parts: z
      .array(
        z.strictObject({
          ...linkedPart,
          providerId: z.uuid(),
          startsAt: instant,
          reason: z.optional(visitReason),
          /** Only of a phone visit. */
          callNumber: z.optional(callNumber),
          overrides,
        }),
      )
      .check(z.minLength(2), z.maxLength(mostLinked)),
    /** The recall that is answered by the first part. */
    recallId: z.optional(z.uuid()),
    /** A time that the caller holds: it stands in nobody’s way, and ends with the booking. */
    holdId: z.optional(z.uuid()),
  }),
  answer: linkedVisits,
  rules: ['lines-refused', 'in-the-past', 'deceased', 'chart-retired', 'recall-gone'],
  showsPatients: true,
});

const byLink = z.strictObject({ linkId: z.uuid() });

export const getLinkedVisits = endpoint({
  name: 'getLinkedVisits',
  method: 'GET',
  path: '/api/calendar/linked-visits/:linkId',
  summary: 'All visits that are linked with each other.',
  access: 'appointment:read',
  params: byLink,
  answer: linkedVisits,
  showsPatients: true,
});

const lines = z
  .array(
    z.strictObject({ appointmentId: z.uuid(), expectedVersion: z.int32().check(z.positive()) }),
  )
  .check(z.minLength(1), z.maxLength(mostLinked));

export const cancelLinkedVisits = endpoint({
  name: 'cancelLinkedVisits',
  method: 'POST',
  path: '/api/calendar/linked-visits/:linkId/cancel',
  summary: 'Cancel all linked visits that are still to come; their times are free at once.',
  access: 'appointment:cancel',
  params: byLink,
  body: z.strictObject({
    /** Every one that is booked and has not begun. */
    lines,
    reason: z.enum(Object.keys(cancelReasons) as [CancelReason]),
    note: z.optional(line({ min: 0, max: 500 })),
  }),
  answer: linkedVisits,
  rules: ['links-changed', 'wrong-state'],
  showsPatients: true,
});

export const reinstateLinkedVisits = endpoint({
  name: 'reinstateLinkedVisits',
  method: 'POST',
  path: '/api/calendar/linked-visits/:linkId/reinstate',
  summary: 'Undo the cancellation of linked visits, of all of them or of none.',
  access: 'appointment:cancel',
  params: byLink,
  body: z.strictObject({ lines }),
  answer: linkedVisits,
  rules: ['lines-refused', 'links-changed', 'wrong-state', 'deceased', 'chart-retired'],
  showsPatients: true,
});

export const linkedVisitsEndpoints = [
  bookLinkedVisits,
  getLinkedVisits,
  cancelLinkedVisits,
  reinstateLinkedVisits,
] as const;

/** What a cancellation of all reaches: booked, and not begun. */
export function isStillToCome(
  { status, startsAt }: Pick<Appointment, 'status' | 'startsAt'>,
  now: string,
): boolean {
  return status === 'booked' && startsAt > now;
}
