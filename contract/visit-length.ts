// How long a visit takes, where it is another time than its type's.
import * as z from 'zod/mini';
import { blockRules } from './block-terms.ts';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';

/** In minutes, as of a visit type. */
export const visitLength = { min: 5, max: 480 } as const;
/** Minutes by which a console makes a visit longer or shorter. */
export const lengthStep = 5;

export const resizeAppointment = endpoint({
  name: 'resizeAppointment',
  method: 'POST',
  path: '/api/calendar/appointments/:appointmentId/resize',
  summary:
    'Make a visit longer or shorter: it begins when it did, keeps its type, and frees what it no longer takes.',
  access: 'appointment:move',
  params: z.strictObject({ appointmentId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    /** Whole minutes from its start to its end, without buffers. */
    minutes: z.int().check(z.gte(visitLength.min), z.lte(visitLength.max)),
    overrides,
  }),
  answer: appointment,
  rules: [
    'wrong-state',
    'already-started',
    'deceased',
    'chart-retired',
    'time-blocked',
    'outside-template',
    'visit-type-not-allowed',
    ...blockRules,
    'patient-busy',
    'resource-taken',
  ],
  showsPatients: true,
});

export const visitLengthEndpoints = [resizeAppointment] as const;
