// Patients who come without a booking: they wait without a time until somebody gives one, or a provider takes them.
import * as z from 'zod/mini';
import { blockRules } from './block-terms.ts';
import { limitRules } from './availability.ts';
import { appointment, visitReason } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { overrides } from './override.ts';
import { instant } from './time.ts';

const params = z.strictObject({ appointmentId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
const answer = appointment;
const showsPatients = true;

export const addWalkIn = endpoint({
  name: 'addWalkIn',
  method: 'POST',
  path: '/api/calendar/walk-ins/add',
  summary: 'A patient is here without a booking: the visit has arrived, and no time yet.',
  access: 'appointment:check-in',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    /** Whom they came for; `null` = whoever is free first. */
    providerId: z.nullable(z.uuid()),
    reason: z.optional(visitReason),
  }),
  answer,
  rules: ['deceased', 'chart-retired', 'nobody-free'],
  showsPatients,
});

export const placeWalkIn = endpoint({
  name: 'placeWalkIn',
  method: 'POST',
  path: '/api/calendar/walk-ins/:appointmentId/place',
  summary: 'Give who waits without a booking a time today.',
  access: 'appointment:check-in',
  params,
  body: z.strictObject({ expectedVersion, providerId: z.uuid(), startsAt: instant, overrides }),
  answer,
  rules: [
    'wrong-state',
    'in-the-past',
    'not-on-the-day',
    'time-blocked',
    'outside-template',
    'visit-type-not-allowed',
    ...blockRules,
    'patient-busy',
    'resource-taken',
    ...limitRules,
    'too-soon',
    'too-far-ahead',
  ],
  showsPatients,
});

export const startWalkIn = endpoint({
  name: 'startWalkIn',
  method: 'POST',
  path: '/api/calendar/walk-ins/:appointmentId/start',
  summary:
    'A provider takes who waits without a booking: their time from now on where it is free, and none where it is not.',
  access: 'appointment:room',
  params,
  body: z.strictObject({
    expectedVersion,
    /** Left out = whom they wait for. */
    providerId: z.optional(z.uuid()),
  }),
  answer,
  rules: ['wrong-state'],
  showsPatients,
});

export const walkInEndpoints = [addWalkIn, placeWalkIn, startWalkIn] as const;
