// The provider calendars. Code and API say appointment, the screen says visit.
import * as z from 'zod/mini';
import {
  appointmentStatuses,
  cancelReasons,
  closedReasons,
  timedSteps,
  visitStages,
  type CancelReason,
  type ClosedReason,
} from './appointment-workflow.ts';
import { guardRuleNames } from './authorization-standing.ts';
import { closedSpan, limitRules, modalities } from './availability.ts';
import { blockRules } from './block-terms.ts';
import { endpoint } from './endpoint.ts';
import {
  interpreterModes,
  interpreterWorkflow,
  type InterpreterStatus,
} from './interpreter-workflow.ts';
import { overrides } from './override.ts';
import { asOf } from './page.ts';
import { patientSummary } from './patients.ts';
import { removeVersioned, upsertVersioned, type ById } from './realtime.ts';
import { line, paragraph } from './text.ts';
import { toldLate } from './told-late.ts';
import { instant, localDate } from './time.ts';

/** What a visit is for, in a few words; empty = nothing was said. */
export const visitReason = line({ min: 0, max: 160 });
/** As typed, e.g. `(617) 555-0123`; kept as E.164. Empty = the number on the chart. */
export const callNumber = line({ min: 0, max: 30 });
/** What staff should know about a visit; empty = nothing. */
export const visitNote = paragraph({ max: 1000 });

const status = z.enum(appointmentStatuses);
const reason = z.enum(Object.keys(cancelReasons) as [CancelReason]);

export const appointment = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  visitTypeId: z.uuid(),
  patient: patientSummary,
  modality: z.enum(modalities),
  /** What it is for, as it was said when it was booked. */
  reason: z.nullable(z.string()),
  /** What staff should know about it. */
  note: z.nullable(z.string()),
  /** Of a video visit: its room in the clinic's video service, see `joinLink`; whoever knows it may come in. */
  videoRoom: z.nullable(z.string()),
  /** Of a phone visit: the number to call, E.164; `null` = the one on the chart. */
  callNumber: z.nullable(z.string()),
  /** Rooms, devices and interpreters that it takes; once it occupies no time, those that it had. */
  resourceIds: z.array(z.uuid()),
  status,
  /** Where the patient is while the status alone does not say it. */
  stage: z.nullable(z.enum(visitStages)),
  startsAt: instant,
  /** Without buffers. */
  endsAt: instant,
  /** Its provider’s, while it stands. An e-visit takes none: it is due by its end, the end of a local day. */
  takesTime: z.boolean(),
  /** Came without a booking: for a provider whom they asked for, or for whoever is free first. */
  walkIn: z.nullable(z.enum(['asked', 'first-free'])),
  /** When the visit reached each step, in order: the real time, also where it was written down later. */
  steps: z.array(
    z.strictObject({ step: z.enum(timedSteps), at: instant, enteredLate: z.boolean() }),
  ),
  /** Set exactly when the patient left without being seen, or the visit was entered in error. */
  closedBecause: z.nullable(z.enum(Object.keys(closedReasons) as [ClosedReason])),
  /** Set exactly while the status is pending. */
  hold: z.nullable(
    z.strictObject({
      /** From then on the time is free to whoever asks for it. */
      until: instant,
      /** The person or program that holds it; `null` for the system. */
      by: z.nullable(z.uuid()),
    }),
  ),
  /** Set exactly while the status is cancelled. */
  cancellation: z.nullable(
    z.strictObject({
      reason,
      note: z.nullable(z.string()),
      at: instant,
      /** Whole minutes between the cancellation and the start; negative after it. */
      noticeMinutes: z.int(),
      /** Less notice than the clinic's late-cancel window. */
      late: z.boolean(),
      /** Until then the cancellation can be undone and no offer leaves. */
      undoUntil: instant,
      /** An offer for the freed time has left: undo is closed. */
      undoClosed: z.boolean(),
    }),
  ),
  /** Set while the patient has not been told of what the clinic changed: since when, and what they still expect. */
  notTold: z.nullable(z.strictObject({ since: instant, providerId: z.uuid(), startsAt: instant })),
  /** Set while the patient has been told that it begins late, of the start that it still has. */
  toldLate: z.nullable(toldLate),
  /** When the patient said that they come, to the visit as it is now. */
  confirmedAt: z.nullable(instant),
  /** Set where it is one of a series. */
  series: z.nullable(
    z.strictObject({
      id: z.uuid(),
      /** From 1 on; places that were left out are counted. */
      place: z.int(),
      /** When and with whom the rhythm of the series has it; anywhere else it was moved alone. */
      plannedAt: instant,
      plannedWith: z.uuid(),
    }),
  ),
  /** The same for all visits that were booked to belong together; `null` = it stands alone. */
  linkId: z.nullable(z.uuid()),
  /** Whether somebody interprets; `null` = nobody was asked. */
  interpreterRequest: z.nullable(
    z.strictObject({
      status: z.enum(Object.keys(interpreterWorkflow.states) as [InterpreterStatus]),
      mode: z.enum(interpreterModes),
    }),
  ),
  version: z.int(),
});
export type Appointment = z.infer<typeof appointment>;

const expectedVersion = z.int32().check(z.positive());
const byId = z.strictObject({ appointmentId: z.uuid() });

export const listDay = endpoint({
  name: 'listDay',
  method: 'GET',
  path: '/api/calendar/day',
  summary: 'All visits of a clinic on a local day, cancelled ones included.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: localDate }),
  answer: z.strictObject({
    date: localDate,
    /** The day in UTC: 23, 24 or 25 hours. */
    startsAt: instant,
    endsAt: instant,
    appointments: z.array(appointment),
    asOf,
  }),
  showsPatients: true,
});

export const listWeek = endpoint({
  name: 'listWeek',
  method: 'GET',
  path: '/api/calendar/week',
  summary:
    'All visits of a provider in a clinic in the week of a local day, Monday to Sunday, cancelled ones included.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), providerId: z.uuid(), date: localDate }),
  answer: z.strictObject({
    /** Seven, each of 23, 24 or 25 hours in UTC. */
    days: z.array(z.strictObject({ date: localDate, startsAt: instant, endsAt: instant })),
    appointments: z.array(appointment),
    asOf,
  }),
  showsPatients: true,
});

export const dayLoad = z.strictObject({
  date: localDate,
  /** That were, are or will be; without those cancelled or missed. */
  visits: z.int(),
  /** Of everybody together; none while the clinic is closed. */
  workingMinutes: z.int(),
  /** What visits leave of them, provider by provider. */
  freeMinutes: z.int(),
  closedBecause: z.nullable(z.string()),
  /** When the clinic is closed on the day besides. */
  closedHours: z.array(closedSpan),
});
export type DayLoad = z.infer<typeof dayLoad>;

export const listMonth = endpoint({
  name: 'listMonth',
  method: 'GET',
  path: '/api/calendar/month',
  summary:
    'How full each day is in the weeks that a month touches, Monday to Sunday, for a provider or for all of a clinic.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: localDate, providerId: z.optional(z.uuid()) }),
  answer: z.strictObject({ days: z.array(dayLoad) }),
});

export const getAppointment = endpoint({
  name: 'getAppointment',
  method: 'GET',
  path: '/api/calendar/appointments/:appointmentId',
  summary: 'One visit.',
  access: 'appointment:read',
  params: byId,
  answer: appointment,
  showsPatients: true,
});

export const appointmentHistoryEntry = z.strictObject({
  version: z.int(),
  status,
  providerId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  at: instant,
  /** Who, as in lists; `null` for the system or the patient. */
  actor: z.nullable(z.string()),
  act: z.string(),
});
export type AppointmentHistoryEntry = z.infer<typeof appointmentHistoryEntry>;

export const getAppointmentHistory = endpoint({
  name: 'getAppointmentHistory',
  method: 'GET',
  path: '/api/calendar/appointments/:appointmentId/history',
  summary: 'Every version of a visit, newest first: what changed, when and by whom.',
  access: 'appointment:read',
  params: byId,
  answer: z.strictObject({ items: z.array(appointmentHistoryEntry) }),
  showsPatients: true,
});

export const listPatientAppointments = endpoint({
  name: 'listPatientAppointments',
  method: 'GET',
  path: '/api/calendar/patients/:patientId/appointments',
  summary: "A patient's visits in the clinics that the caller may see, newest first (100 at most).",
  access: 'appointment:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(appointment) }),
  showsPatients: true,
});

export const bookAppointment = endpoint({
  name: 'bookAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/book',
  summary: 'Book a visit.',
  access: 'appointment:book',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    providerId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    startsAt: instant,
    /** Rooms, devices and interpreters chosen by hand; for what is left out, the first that is free. */
    resourceIds: z.optional(z.array(z.uuid()).check(z.maxLength(10))),
    reason: z.optional(visitReason),
    /** Only of a phone visit. */
    callNumber: z.optional(callNumber),
    /** The recall that is answered by this visit. */
    recallId: z.optional(z.uuid()),
    overrides,
  }),
  answer: appointment,
  rules: [
    'in-the-past',
    'deceased',
    'chart-retired',
    'time-blocked',
    'outside-template',
    'visit-type-not-allowed',
    ...blockRules,
    'patient-busy',
    'resource-taken',
    ...limitRules,
    'too-soon',
    'too-far-ahead',
    'new-patients-only',
    'established-patients-only',
    ...guardRuleNames,
    'recall-gone',
  ],
  showsPatients: true,
});

export const moveAppointment = endpoint({
  name: 'moveAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/move',
  summary:
    'Move a visit to another time or provider; it keeps its identity and frees its old time.',
  access: 'appointment:move',
  params: byId,
  body: z.strictObject({
    expectedVersion,
    startsAt: instant,
    /** Left out = the same provider. */
    providerId: z.optional(z.uuid()),
    /** `told-later`: the clinic moves it, and tells the patient afterwards. Left out = with the patient. */
    telling: z.optional(z.enum(['with-patient', 'told-later'])),
    overrides,
  }),
  answer: appointment,
  rules: [
    'wrong-state',
    'in-the-past',
    'deceased',
    'chart-retired',
    'time-blocked',
    'outside-template',
    'visit-type-not-allowed',
    ...blockRules,
    'patient-busy',
    'resource-taken',
    ...limitRules,
    'too-soon',
    'too-far-ahead',
    ...guardRuleNames,
  ],
  showsPatients: true,
});

export const cancelAppointment = endpoint({
  name: 'cancelAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/cancel',
  summary: 'Cancel a visit with a reason; its time is free at once.',
  access: 'appointment:cancel',
  params: byId,
  body: z.strictObject({
    expectedVersion,
    reason,
    note: z.optional(line({ min: 0, max: 500 })),
    /** The patient is put on the list of who is to be booked, around this day, for the same with the same provider. */
    later: z.optional(z.strictObject({ dueOn: localDate })),
  }),
  answer: appointment,
  rules: [
    'wrong-state',
    'already-started',
    'deceased',
    'chart-retired',
    'in-the-past',
    'too-far-ahead',
  ],
  showsPatients: true,
});

export const reinstateAppointment = endpoint({
  name: 'reinstateAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/reinstate',
  summary: 'Undo a cancellation, until an offer for the freed time has left.',
  access: 'appointment:cancel',
  params: byId,
  body: z.strictObject({ expectedVersion }),
  answer: appointment,
  rules: [
    'wrong-state',
    'deceased',
    'chart-retired',
    'offer-left',
    'undo-too-late',
    'resource-taken',
  ],
  showsPatients: true,
});

export const getCancellationPolicy = endpoint({
  name: 'getCancellationPolicy',
  method: 'GET',
  path: '/api/calendar/cancellation-policy',
  summary: 'From when on a cancellation counts as late in a clinic.',
  access: 'appointment:cancel',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({
    /** Less notice than this is late; 0 = none is. */
    lateMinutes: z.int(),
  }),
});

export const calendarEndpoints = [
  getCancellationPolicy,
  listDay,
  listWeek,
  listMonth,
  getAppointment,
  getAppointmentHistory,
  listPatientAppointments,
  bookAppointment,
  moveAppointment,
  cancelAppointment,
  reinstateAppointment,
] as const;

export const calendarChangeTypes = [
  'calendar.appointment-held',
  /** The hold has ended without a booking: there is no such visit. */
  'calendar.appointment-released',
  'calendar.appointment-booked',
  /** Booked in another system and taken over: nobody is to be told or offered anything for it. */
  'calendar.appointment-imported',
  /** Came without a booking, and waits without a time. */
  'calendar.appointment-walked-in',
  /** Who waited without a time has one. */
  'calendar.appointment-timed',
  'calendar.appointment-moved',
  /** A move was undone. */
  'calendar.appointment-moved-back',
  /** It takes longer or shorter; it begins when it did. */
  'calendar.appointment-resized',
  /** Its reason or its note was written anew. */
  'calendar.appointment-described',
  /** The patient knows now what the clinic has changed. */
  'calendar.appointment-told',
  /** The patient was told that it begins late, or is to be called about it. */
  'calendar.appointment-told-late',
  /** The patient has said that they come. */
  'calendar.appointment-confirmed',
  /** It has other rooms, devices or interpreters at the same time. */
  'calendar.appointment-assigned',
  /** Who was asked for an interpreter has answered, or is asked again. */
  'calendar.appointment-interpreter-confirmed',
  'calendar.appointment-interpreter-declined',
  'calendar.appointment-interpreter-asked',
  'calendar.appointment-cancelled',
  'calendar.appointment-reinstated',
  /** An offer for the freed time has left; the cancellation can no longer be undone. */
  'calendar.appointment-undo-closed',
  'calendar.appointment-arrived',
  'calendar.appointment-checked-in',
  'calendar.appointment-roomed',
  'calendar.appointment-started',
  'calendar.appointment-fulfilled',
  'calendar.appointment-left',
  'calendar.appointment-marked-no-show',
  'calendar.appointment-no-show-reversed',
  'calendar.appointment-reset',
  'calendar.appointment-marked-in-error',
] as const;

/** Feed `calendar:<clinic>`; the payload is the visit after the change. */
export interface CalendarChange {
  type: (typeof calendarChangeTypes)[number];
  payload: Appointment;
}

export interface CalendarState {
  appointments: ById<Appointment>;
}

export function applyCalendarChange(state: CalendarState, change: CalendarChange): CalendarState {
  const apply = change.type === 'calendar.appointment-released' ? removeVersioned : upsertVersioned;
  return { appointments: apply(state.appointments, change.payload) };
}

/** Does the visit belong on the page of this clinic's day? The list's filter, for live changes. */
export function isOnDay(
  visit: Appointment,
  day: { clinicId: string; startsAt: string; endsAt: string },
): boolean {
  return (
    visit.clinicId === day.clinicId && visit.startsAt < day.endsAt && visit.endsAt > day.startsAt
  );
}

/** By start, then by id, so that two consoles draw the same order. */
export function compareAppointments(a: Appointment, b: Appointment): number {
  if (a.startsAt !== b.startsAt) return a.startsAt < b.startsAt ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
