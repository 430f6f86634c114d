// Recalls: who is to be booked and has no visit yet, whoever asked for it. Taken on by somebody, booked from the list.
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

/** Who asked that the patient be booked. */
export const recallAskers = {
  'check-out': 'At check-out',
  provider: 'A provider’s order',
  patient: 'The patient, by phone or message',
  'cancelled-visit': 'After a cancelled visit',
  clinic: 'The clinic',
} as const;
export type RecallAsker = keyof typeof recallAskers;
const recallAsker = z.enum(Object.keys(recallAskers) as [RecallAsker]);

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
  askedBy: recallAsker,
  /** Who has taken it on to book it; only while it is open. */
  claimedBy: z.nullable(z.strictObject({ id: z.uuid(), name: z.string() })),
  /** The visit at whose check-out or cancellation it was made. */
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
    'Who is to be booked in a clinic and has no visit yet, by the day around which they are due.',
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
  summary: 'Put down that a patient is to be booked.',
  access: 'recall:edit',
  clinic: 'body',
  body: z.extend(comingBack, {
    clinicId: z.uuid(),
    patientId: z.uuid(),
    askedBy: z._default(recallAsker, 'clinic'),
  }),
  answer: recall,
  rules: ['deceased', 'chart-retired', 'in-the-past', 'too-far-ahead'],
  showsPatients: true,
});

export const countRecalls = endpoint({
  name: 'countRecalls',
  method: 'GET',
  path: '/api/calendar/recalls/count',
  summary: 'How many of those who are to be booked in a clinic are due today or overdue.',
  access: 'recall:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ due: z.int() }),
});

export const listPatientRecalls = endpoint({
  name: 'listPatientRecalls',
  method: 'GET',
  path: '/api/calendar/patients/:patientId/recalls',
  summary:
    "A patient's recalls in the clinics that the caller may see, the one due last first (100 at most).",
  access: 'recall:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(recall) }),
  showsPatients: true,
});

const expectedVersion = z.int32().check(z.positive());

export const postponeRecall = endpoint({
  name: 'postponeRecall',
  method: 'POST',
  path: '/api/calendar/recalls/:recallId/postpone',
  summary: 'Set another day around which a recall is due, earlier or later.',
  access: 'recall:edit',
  params: byId,
  body: z.strictObject({ expectedVersion, dueOn: localDate }),
  answer: recall,
  rules: ['wrong-state', 'in-the-past', 'too-far-ahead'],
  showsPatients: true,
});

export const claimRecall = endpoint({
  name: 'claimRecall',
  method: 'POST',
  path: '/api/calendar/recalls/:recallId/claim',
  summary: 'Take a recall on to book it, also one that somebody else has taken on.',
  access: 'recall:edit',
  params: byId,
  body: z.strictObject({ expectedVersion }),
  answer: recall,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const releaseRecall = endpoint({
  name: 'releaseRecall',
  method: 'POST',
  path: '/api/calendar/recalls/:recallId/release',
  summary: 'Leave a recall to whoever takes it on next.',
  access: 'recall:edit',
  params: byId,
  body: z.strictObject({ expectedVersion }),
  answer: recall,
  rules: ['wrong-state'],
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
    expectedVersion,
    reason: z.enum(Object.keys(dropReasons) as [DropReason]),
  }),
  answer: recall,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const recallEndpoints = [
  listRecalls,
  countRecalls,
  getRecall,
  listPatientRecalls,
  addRecall,
  postponeRecall,
  claimRecall,
  releaseRecall,
  dropRecall,
] as const;

export const recallChangeTypes = [
  'recalls.recall-added',
  'recalls.recall-booked',
  'recalls.recall-reopened',
  'recalls.recall-dropped',
  'recalls.recall-postponed',
  'recalls.recall-claimed',
  'recalls.recall-released',
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
