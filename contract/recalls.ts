// Recalls: who is to come back and has no visit yet. Made at check-out or by hand, booked from the list.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';
import { patientSummary } from './patients.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';
import { defineWorkflow } from './workflow.ts';

/** Why nobody is to come back after all. */
export const dropReasons = {
  declined: 'The patient does not want to',
  elsewhere: 'Is seen elsewhere',
  'not-needed': 'No longer needed',
  unreachable: 'Could not be reached',
  deceased: 'The patient has died',
} as const;
export type DropReason = keyof typeof dropReasons;

export const recallWorkflow = defineWorkflow({
  name: 'recall',
  initial: 'open',
  states: {
    open: { title: 'To be booked' },
    booked: { title: 'Booked' },
    dropped: { title: 'Dropped', final: true },
  },
  transitions: {
    book: { title: 'Book', from: ['open'], to: 'booked', by: 'appointment:book' },
    /** The visit does not come about. */
    reopen: { title: 'Back on the list', from: ['booked'], to: 'open', by: 'system' },
    /** The visit stands again. */
    rebook: { title: 'Booked again', from: ['open'], to: 'booked', by: 'system' },
    drop: {
      title: 'Drop',
      from: ['open'],
      to: 'dropped',
      by: 'recall:edit',
      records: ['reason'],
      reasons: dropReasons,
    },
  },
});
export type RecallStatus = keyof typeof recallWorkflow.states;

export const recall = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patient: patientSummary,
  visitTypeId: z.uuid(),
  /** With whom; `null` = with anybody. */
  providerId: z.nullable(z.uuid()),
  /** Around this day. */
  dueOn: localDate,
  note: z.nullable(z.string()),
  /** The visit at whose check-out it was made. */
  fromAppointmentId: z.nullable(z.uuid()),
  status: z.enum(Object.keys(recallWorkflow.states) as [RecallStatus]),
  /** The visit that was booked for it last; it stands exactly while the status is booked. */
  appointmentId: z.nullable(z.uuid()),
  /** Set exactly while the status is dropped. */
  droppedBecause: z.nullable(z.enum(Object.keys(dropReasons) as [DropReason])),
  addedAt: instant,
  version: z.int(),
});
export type Recall = z.infer<typeof recall>;

/** What is said of it at check-out; the patient and the clinic are those of the visit. */
export const comingBack = z.strictObject({
  visitTypeId: z.uuid(),
  providerId: z._default(z.nullable(z.uuid()), null),
  dueOn: localDate,
  note: z.optional(line({ min: 0, max: 200 })),
});

export type ComingBack = z.infer<typeof comingBack>;

const byId = z.strictObject({ recallId: z.uuid() });

export const listRecalls = endpoint({
  name: 'listRecalls',
  method: 'GET',
  path: '/api/calendar/recalls',
  summary:
    'Who is to come back to a clinic and has no visit yet, by the day around which they are due.',
  access: 'recall:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), ...pageQuery }),
  answer: pageOf(recall),
  showsPatients: true,
});

export const getRecall = endpoint({
  name: 'getRecall',
  method: 'GET',
  path: '/api/calendar/recalls/:recallId',
  summary: 'One recall, whatever has become of it.',
  access: 'recall:read',
  params: byId,
  answer: recall,
  showsPatients: true,
});

export const addRecall = endpoint({
  name: 'addRecall',
  method: 'POST',
  path: '/api/calendar/recalls/add',
  summary: 'Put down that a patient is to come back.',
  access: 'recall:edit',
  clinic: 'body',
  body: z.extend(comingBack, { clinicId: z.uuid(), patientId: z.uuid() }),
  answer: recall,
  rules: ['deceased', 'chart-retired', 'in-the-past', 'too-far-ahead'],
  showsPatients: true,
});

export const dropRecall = endpoint({
  name: 'dropRecall',
  method: 'POST',
  path: '/api/calendar/recalls/:recallId/drop',
  summary: 'Take a recall off the list without a visit, for a reason.',
  access: 'recall:edit',
  params: byId,
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    reason: z.enum(Object.keys(dropReasons) as [DropReason]),
  }),
  answer: recall,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const recallEndpoints = [listRecalls, getRecall, addRecall, dropRecall] as const;

export const recallChangeTypes = [
  'recalls.recall-added',
  'recalls.recall-booked',
  'recalls.recall-reopened',
  'recalls.recall-dropped',
] as const;

/** Feed `recalls:<clinic>`; the payload is the recall after the change. */
export interface RecallChange {
  type: (typeof recallChangeTypes)[number];
  payload: Recall;
}

export interface RecallState {
  recalls: ById<Recall>;
}

export function applyRecallChange(state: RecallState, change: RecallChange): RecallState {
  return { recalls: upsertVersioned(state.recalls, change.payload) };
}
