// Who is away, and who covers: their work in every queue goes to the cover or back to the pool.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { instant } from './time.ts';

export const absence = z.strictObject({
  id: z.uuid(),
  staffId: z.uuid(),
  /** Looks after their work meanwhile; `null` = the pool does. */
  coverId: z.nullable(z.uuid()),
  /** Half-open. */
  fromAt: instant,
  untilAt: instant,
  /** Ended early or called off. */
  endedAt: z.nullable(instant),
  version: z.int(),
});
export type Absence = z.infer<typeof absence>;

export const listAbsences = endpoint({
  name: 'listAbsences',
  method: 'GET',
  path: '/api/staff/absences',
  summary: 'Absences of the people of a clinic that run or are to come, soonest first.',
  access: 'staff:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(absence) }),
});

export const addAbsence = endpoint({
  name: 'addAbsence',
  method: 'POST',
  path: '/api/staff/absences/add',
  summary:
    'Say that somebody will be away: yourself, or somebody of a clinic whose staff you manage.',
  access: 'staff:read',
  clinic: 'body',
  body: z.strictObject({
    /** Where the person works; the cover works there too. */
    clinicId: z.uuid(),
    staffId: z.uuid(),
    coverId: z._default(z.nullable(z.uuid()), null),
    fromAt: instant,
    untilAt: instant,
  }),
  answer: absence,
  rules: ['away-already'],
});

export const endAbsence = endpoint({
  name: 'endAbsence',
  method: 'POST',
  path: '/api/staff/absences/:absenceId/end',
  summary: 'Somebody is back early, or does not go. What the cover took over stays with them.',
  access: 'staff:read',
  params: z.strictObject({ absenceId: z.uuid() }),
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
  answer: absence,
  rules: ['over'],
});

export const absenceEndpoints = [listAbsences, addAbsence, endAbsence] as const;

/** Feed `staff:organization`. */
export interface AbsenceChange {
  type: 'staff.absence-added' | 'staff.absence-ended';
  payload: Absence;
}
