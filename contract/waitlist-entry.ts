// Who waits, for what, and when they can come.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { patientSummary } from './patients.ts';
import { languageTag } from './text.ts';
import { instant, localDate } from './time.ts';
import { entryStatus } from './waitlist-workflows.ts';
import { timeWishes } from './wishes.ts';

/** Clinical urgency band; ranks before waiting time. */
export const urgencies = ['urgent', 'soon', 'routine'] as const;

/** When the patient can come, in the clinic's wall time. */
export const wishes = {
  /** Empty = any provider. */
  providerIds: z.array(z.uuid()).check(z.maxLength(50)),
  /** Of whoever sees them: which language, a woman or a man; `null` = any. */
  providerLanguage: z.nullable(languageTag),
  providerGender: z.nullable(z.enum(['female', 'male'])),
  ...timeWishes,
  earliestOn: z.nullable(localDate),
  latestOn: z.nullable(localDate),
  /** Days on which they cannot come. */
  notOn: z.array(localDate).check(z.maxLength(120)),
  /** Hours that the patient needs between an offer and the visit. */
  minNoticeHours: z.int().check(z.gte(0), z.lte(336)),
};

export const entry = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patient: patientSummary,
  visitTypeId: z.uuid(),
  urgency: z.enum(urgencies),
  ...wishes,
  /** The later visit that stands until an earlier one is accepted; `null` when none is booked. */
  appointment: z.nullable(z.strictObject({ id: z.uuid(), startsAt: instant })),
  /** May be sent offers electronically; otherwise staff calls. */
  contactConsent: z.boolean(),
  status: entryStatus,
  addedAt: instant,
  version: z.int(),
});
export type Entry = z.infer<typeof entry>;

export const listEntries = endpoint({
  name: 'listEntries',
  method: 'GET',
  path: '/api/waitlist/entries',
  summary: 'Who waits in a clinic (active and paused), longest first within urgency.',
  access: 'waitlist:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(entry), asOf }),
  showsPatients: true,
});

export const addEntry = endpoint({
  name: 'addEntry',
  method: 'POST',
  path: '/api/waitlist/entries/add',
  summary: 'Put a patient on the waitlist.',
  access: 'waitlist:edit',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    urgency: z.enum(urgencies),
    providerIds: z._default(wishes.providerIds, []),
    providerLanguage: z._default(wishes.providerLanguage, null),
    providerGender: z._default(wishes.providerGender, null),
    weekdays: z._default(wishes.weekdays, []),
    earliestTime: z._default(wishes.earliestTime, null),
    latestTime: z._default(wishes.latestTime, null),
    earliestOn: z._default(wishes.earliestOn, null),
    latestOn: z._default(wishes.latestOn, null),
    notOn: z._default(wishes.notOn, []),
    minNoticeHours: z._default(wishes.minNoticeHours, 2),
    /** The later visit that an accepted offer moves forward. */
    appointmentId: z._default(z.nullable(z.uuid()), null),
    contactConsent: z._default(z.boolean(), true),
  }),
  answer: entry,
  rules: ['already-waiting', 'visit-not-theirs', 'deceased', 'chart-retired'],
  showsPatients: true,
});

export const changeEntryStatus = endpoint({
  name: 'changeEntryStatus',
  method: 'POST',
  path: '/api/waitlist/entries/:entryId/change-status',
  summary: 'Pause, resume or withdraw an entry.',
  access: 'waitlist:edit',
  params: z.strictObject({ entryId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    transition: z.enum(['pause', 'resume', 'withdraw']),
  }),
  answer: entry,
  rules: ['wrong-state'],
  showsPatients: true,
});

export const listPatientEntries = endpoint({
  name: 'listPatientEntries',
  method: 'GET',
  path: '/api/waitlist/patients/:patientId/entries',
  summary: "A patient's waitlist entries in the clinics that the caller may see, newest first.",
  access: 'waitlist:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(entry) }),
  showsPatients: true,
});

/** Urgent first, then who waits longest; the id breaks ties, so that every console shows one order. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    a.addedAt.localeCompare(b.addedAt) ||
    a.id.localeCompare(b.id)
  );
}
