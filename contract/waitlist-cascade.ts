// What follows when freed time is taken: whoever takes it frees their later visit for somebody else.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import { instant } from './time.ts';

/** No plan is longer. */
export const mostLinks = 8;

const place = z.strictObject({ providerId: z.uuid(), startsAt: instant });

export const cascadeLink = z.strictObject({
  entryId: z.uuid(),
  patient: patientSummary,
  to: place,
  /** Where their visit stands now, which the next one would take; `null` = none is booked, and nothing is freed. */
  from: z.nullable(place),
  /** On the calendar of the clinic; `null` without a later visit. */
  daysGained: z.nullable(z.int()),
});
export type CascadeLink = z.infer<typeof cascadeLink>;

/** Why nobody follows the last one. */
export const cascadeEnds = {
  'nobody-fits': 'Nobody else who waits fits the time that would be free then.',
  'nothing-freed': 'The last one has no later visit to give up.',
  'too-late': 'The time that would be free then is too near to be offered.',
  'not-free': 'The time that would be free then could not be booked.',
  'rooms-unknown': 'Which rooms would be free then depends on which ones are taken before.',
  'long-enough': 'More could follow; no plan goes further.',
} as const;
export type CascadeEnd = keyof typeof cascadeEnds;

export const getCascade = endpoint({
  name: 'getCascade',
  method: 'GET',
  path: '/api/waitlist/openings/:openingId/cascade',
  summary:
    'Who would move where if the best of those who wait took an opening, and the best then what that frees (8 at most).',
  access: 'waitlist:read',
  params: z.strictObject({ openingId: z.uuid() }),
  answer: z.strictObject({
    links: z.array(cascadeLink),
    /** Of all of them together. */
    daysGained: z.int(),
    endsBecause: z.enum(Object.keys(cascadeEnds) as [CascadeEnd]),
  }),
  showsPatients: true,
});
