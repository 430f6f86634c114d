// Who works here, as those see it who manage them: roles per clinic, attributes that rules read, coming and leaving.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { grant, role } from './permission.ts';
import { issuedLink } from './staff-link.ts';
import { languageTag, line } from './text.ts';
import { instant, localDate } from './time.ts';

/** `no-sign-in`: somebody whose time is booked and who has never had a login. */
export const staffMemberStates = ['no-sign-in', 'invited', 'active', 'left'] as const;
export type StaffMemberState = (typeof staffMemberStates)[number];

/** Schedules of controlled substances (21 CFR 1308): `2n` and `3n` are the non-narcotic ones. */
export const deaSchedules = ['2', '2n', '3', '3n', '4', '5'] as const;

/** Ten digits whose last one checks the others (45 CFR 162.406, Luhn over the prefix 80840). */
export const npi = z
  .string()
  .check(z.refine(isNpi, { message: 'is not an NPI: ten digits, the last one a check digit' }));

function isNpi(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const sum = Array.from(`80840${text}`)
    .reverse()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

export const licence = z.strictObject({
  number: line({ max: 40 }),
  /** Two letters, e.g. `MA`. */
  state: z.string().check(z.regex(/^[A-Z]{2}$/)),
  expiresOn: localDate,
});
export type Licence = z.infer<typeof licence>;

/** FHIR Practitioner.gender, as the person gave it. */
export const practitionerGenders = ['female', 'male', 'other'] as const;

const details = {
  given: line({ max: 80 }),
  family: line({ max: 80 }),
  /** e.g. `MD`, `NP`. */
  credentials: line({ min: 0, max: 20 }),
  specialty: line({ min: 0, max: 80 }),
  npi: z.nullable(npi),
  licence: z.nullable(licence),
  prescriber: z.boolean(),
  /** Of a prescriber only. */
  deaSchedules: z.array(z.enum(deaSchedules)).check(z.maxLength(deaSchedules.length)),
  supervisedById: z.nullable(z.uuid()),
  /** In which they see patients without an interpreter; BCP 47, e.g. `es`. */
  languages: z.array(languageTag).check(z.maxLength(10)),
  /** Patients may ask for a woman or a man; `null` = not said. */
  gender: z.nullable(z.enum(practitionerGenders)),
};
export const staffDetails = z.strictObject(details);
export type StaffDetails = z.infer<typeof staffDetails>;

export const staffMember = z.strictObject({
  id: z.uuid(),
  ...details,
  /** Their time can be booked. */
  isProvider: z.boolean(),
  state: z.enum(staffMemberStates),
  grants: z.array(grant),
  /** False for the people of the demo, who come in by their role. */
  hasPassword: z.boolean(),
  hasSecondStep: z.boolean(),
  lastSignInAt: z.nullable(instant),
  /** Until when an invitation or a link for a new password can be used, while one can. */
  linkUntil: z.nullable(instant),
  version: z.int(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** What ends, or is left for a person to decide, when somebody leaves. */
export const staffHoldings = z.strictObject({
  sessions: z.int(),
  /** In the clinics of the one who asks. */
  openItems: z.int(),
  /** Booked from now on, in all clinics: they stay until somebody moves or cancels them. */
  visitsAhead: z.int(),
  nextVisitAt: z.nullable(instant),
});
export type StaffHoldings = z.infer<typeof staffHoldings>;

export const staffMemberVersion = z.strictObject({
  version: z.int(),
  /** `invite`, `change-roles`, `change-details`, `end`, `reinstate`, … */
  act: z.string(),
  at: instant,
  actorId: z.nullable(z.uuid()),
  /** What became of each field; roles stand in `added` and `removed`. */
  fields: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
  added: z.array(grant),
  removed: z.array(grant),
});
export type StaffMemberVersion = z.infer<typeof staffMemberVersion>;

const params = z.strictObject({ staffId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
const rolesGiven = z.array(role).check(z.maxLength(10));

export const listStaffMembers = endpoint({
  name: 'listStaffMembers',
  method: 'GET',
  path: '/api/staff/members',
  summary: 'Everybody who works or has worked in a clinic, by name, with roles and sign-in.',
  access: 'staff:manage',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(staffMember) }),
});

export const getStaffMember = endpoint({
  name: 'getStaffMember',
  method: 'GET',
  path: '/api/staff/members/:staffId',
  summary: 'One person with what they hold and how they came to be so, the latest first.',
  access: 'staff:manage',
  params,
  answer: z.strictObject({
    member: staffMember,
    holdings: staffHoldings,
    history: z.array(staffMemberVersion),
  }),
});

export const inviteStaffMember = endpoint({
  name: 'inviteStaffMember',
  method: 'POST',
  path: '/api/staff/members/invite',
  summary: 'Add a person with roles in a clinic and make the one-time link by which they come in.',
  access: 'staff:manage',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    given: details.given,
    family: details.family,
    roles: z.array(role).check(z.minLength(1), z.maxLength(10)),
  }),
  answer: z.strictObject({ member: staffMember, link: issuedLink }),
  idempotent: false,
  stepUp: true,
});

export const changeStaffRoles = endpoint({
  name: 'changeStaffRoles',
  method: 'POST',
  path: '/api/staff/members/:staffId/change-roles',
  summary: 'Set the roles that somebody holds in one clinic; those elsewhere stay.',
  access: 'staff:manage',
  clinic: 'body',
  params,
  body: z.strictObject({ expectedVersion, clinicId: z.uuid(), roles: rolesGiven }),
  answer: staffMember,
  rules: ['last-administrator', 'no-clinic-left', 'has-left'],
  stepUp: true,
});

export const changeStaffDetails = endpoint({
  name: 'changeStaffDetails',
  method: 'POST',
  path: '/api/staff/members/:staffId/change-details',
  summary: 'Change names, licence and what somebody may prescribe; what is left out stays.',
  access: 'staff:manage',
  params,
  body: z.strictObject({ expectedVersion, ...z.partial(staffDetails).shape }),
  answer: staffMember,
});

export const endStaffMember = endpoint({
  name: 'endStaffMember',
  method: 'POST',
  path: '/api/staff/members/:staffId/end',
  summary:
    'Somebody no longer works here: sessions, sockets and links end at once, their items go to their cover or the pool.',
  access: 'staff:manage',
  params,
  body: z.strictObject({ expectedVersion }),
  answer: z.strictObject({ member: staffMember, holdings: staffHoldings }),
  rules: ['last-administrator', 'has-left'],
  stepUp: true,
});

export const reinstateStaffMember = endpoint({
  name: 'reinstateStaffMember',
  method: 'POST',
  path: '/api/staff/members/:staffId/reinstate',
  summary: 'Somebody works here again, with the roles they had, and comes in by a new invitation.',
  access: 'staff:manage',
  params,
  body: z.strictObject({ expectedVersion }),
  answer: z.strictObject({ member: staffMember, link: issuedLink }),
  idempotent: false,
  rules: ['has-not-left'],
  stepUp: true,
});

export const staffMemberEndpoints = [
  listStaffMembers,
  getStaffMember,
  inviteStaffMember,
  changeStaffRoles,
  changeStaffDetails,
  endStaffMember,
  reinstateStaffMember,
] as const;
