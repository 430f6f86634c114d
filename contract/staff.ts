// Who works here: sign-in, sessions, clinics, providers.
import * as z from 'zod/mini';
import { absenceEndpoints, type AbsenceChange } from './absence.ts';
import { linkToken, login, newPassword, password } from './credentials.ts';
import { endpoint } from './endpoint.ts';
import { grant, role } from './permission.ts';
import { providerGroups } from './provider-group.ts';
import { queueLooks } from './queue-look.ts';
import { secondStepEndpoints, stepCode } from './second-step.ts';
import { serviceAccountEndpoints } from './service-account.ts';
import { shortcutKeys } from './shortcut-keys.ts';
import { staffLinkEndpoints } from './staff-link.ts';
import { practitionerGenders, staffMemberEndpoints } from './staff-member.ts';
import { line } from './text.ts';
import { instant, timeZone } from './time.ts';

export const clinic = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Short form for tight places, e.g. `Riverside`. */
  shortName: z.string(),
  zone: timeZone,
  /** 12 or 24: how times are shown. */
  hourCycle: z.union([z.literal(12), z.literal(24)]),
  phone: z.string(),
  address: z.string(),
  /** Where its video visits take place, with `{room}`; see `joinLink`. `null` = nothing was said. */
  videoLink: z.nullable(z.string()),
});
export type Clinic = z.infer<typeof clinic>;

/** A person whose time can be booked. */
export const provider = z.strictObject({
  id: z.uuid(),
  /** As in lists: `Lee, Hannah`. */
  family: z.string(),
  given: z.string(),
  /** e.g. `MD`, `NP`. */
  credentials: z.string(),
  specialty: z.string(),
  /** In which they see patients without an interpreter; BCP 47. */
  languages: z.array(z.string()),
  gender: z.nullable(z.enum(practitionerGenders)),
  /** Clinics in which the provider works. */
  clinicIds: z.array(z.uuid()),
  version: z.int(),
});
export type Provider = z.infer<typeof provider>;

/** Somebody who works in a clinic, for whom work can be meant. */
export const colleague = z.strictObject({
  id: z.uuid(),
  family: z.string(),
  given: z.string(),
  /** Held in the clinic asked about; a program has none, and no given name. */
  roles: z.array(role),
  /** True once the person no longer works here. */
  left: z.boolean(),
});
export type Colleague = z.infer<typeof colleague>;

export const preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  navigationOpen: z.boolean(),
  /** The clinic shown last. */
  clinicId: z.nullable(z.uuid()),
  /** Single-key shortcuts on or off (WCAG 2.1.4). */
  shortcuts: z.boolean(),
  shortcutKeys,
  queueLooks,
  providerGroups,
});
export type Preferences = z.infer<typeof preferences>;

/** Who is signed in, and what they may do where. */
export const me = z.strictObject({
  staffId: z.uuid(),
  sessionId: z.string(),
  organization: z.strictObject({ id: z.uuid(), name: z.string(), isDemo: z.boolean() }),
  given: z.string(),
  family: z.string(),
  /** False for the people of the demo, who come in by their role. */
  hasPassword: z.boolean(),
  secondStep: z.strictObject({
    isSetUp: z.boolean(),
    /** By a role of theirs: until it is set up they hold nothing. */
    isRequired: z.boolean(),
    codesLeft: z.int(),
  }),
  grants: z.array(grant),
  clinics: z.array(clinic),
  preferences,
  /** The session ends then unless a person does something; only input extends it, never the socket. */
  idleExpiresAt: instant,
  absoluteExpiresAt: instant,
});
export type Me = z.infer<typeof me>;

export const sessionView = z.strictObject({
  id: z.string(),
  /** What the browser says of itself, shortened. */
  device: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  current: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/staff/sign-in',
  summary: 'Sign in with login name and password; starts a session.',
  access: 'public',
  body: z.strictObject({
    login,
    password,
    /** Of the second step, where there is one. */
    code: z.optional(stepCode),
  }),
  answer: me,
  idempotent: false,
  rules: ['sign-in-failed', 'code-needed', 'code-wrong'],
});

export const signInOptions = endpoint({
  name: 'signInOptions',
  method: 'GET',
  path: '/api/staff/sign-in-options',
  summary: 'What the sign-in page offers: demo roles in demo mode only.',
  access: 'public',
  answer: z.strictObject({
    demoRoles: z.array(role),
    /** True until the first administrator exists. */
    needsFirstAdministrator: z.boolean(),
  }),
});

export const demoSignIn = endpoint({
  name: 'demoSignIn',
  method: 'POST',
  path: '/api/staff/demo-sign-in',
  summary: 'Sign in as the demo person of a role; does not exist outside demo mode.',
  access: 'public',
  body: z.strictObject({ role }),
  answer: me,
  idempotent: false,
});

export const createFirstAdministrator = endpoint({
  name: 'createFirstAdministrator',
  method: 'POST',
  path: '/api/staff/first-administrator',
  summary:
    'Set up the organization, its first clinic and its first administrator by the one-time link.',
  access: 'public',
  body: z.strictObject({
    token: linkToken,
    organizationName: line({ max: 120 }),
    clinicName: line({ max: 120 }),
    zone: timeZone,
    given: line({ max: 80 }),
    family: line({ max: 80 }),
    login,
    password: newPassword,
  }),
  answer: me,
  idempotent: false,
  rules: ['link-gone'],
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/api/staff/sign-out',
  summary: 'End this session, locked or not; its sockets close.',
  access: 'public',
  answer: z.strictObject({}),
  idempotent: false,
});

export const lockSession = endpoint({
  name: 'lockSession',
  method: 'POST',
  path: '/api/staff/lock',
  summary:
    'Lock this session: its sockets close, and it answers to nothing but unlocking and signing out.',
  access: 'signed-in',
  answer: z.strictObject({}),
  idempotent: false,
});

export const unlockSession = endpoint({
  name: 'unlockSession',
  method: 'POST',
  path: '/api/staff/unlock',
  summary: 'Go on with a locked session, also with one that nobody used for too long.',
  access: 'public',
  /** `null` for who has none, in demo mode only. */
  body: z.strictObject({ password: z.nullable(password) }),
  answer: me,
  idempotent: false,
  rules: ['sign-in-failed'],
});

export const getSessionState = endpoint({
  name: 'getSessionState',
  method: 'GET',
  path: '/api/staff/session-state',
  summary: 'Whether this browser has a session, and whether it is locked.',
  access: 'public',
  answer: z.strictObject({ state: z.enum(['open', 'locked', 'none']) }),
});

export const whoAmI = endpoint({
  name: 'whoAmI',
  method: 'GET',
  path: '/api/staff/me',
  summary: 'The signed-in person, their grants, clinics and preferences.',
  access: 'signed-in',
  answer: me,
});

export const extendSession = endpoint({
  name: 'extendSession',
  method: 'POST',
  path: '/api/staff/extend-session',
  summary: 'A person did something: the idle time starts anew.',
  access: 'signed-in',
  answer: z.strictObject({ idleExpiresAt: instant, absoluteExpiresAt: instant }),
  idempotent: false,
});

export const confirmIdentity = endpoint({
  name: 'confirmIdentity',
  method: 'POST',
  path: '/api/staff/confirm-identity',
  summary: 'Prove anew who you are, before an act that asks for it (`step-up-required`).',
  access: 'signed-in',
  body: z.strictObject({
    /** `null` for who gives a code instead, or has none, in demo mode only. */
    password: z.nullable(password),
    /** Of the second step, where there is one. */
    code: z.optional(stepCode),
  }),
  answer: z.strictObject({}),
  idempotent: false,
  rules: ['sign-in-failed', 'code-wrong'],
});

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/api/staff/change-password',
  summary: 'Choose a new password by the one that you have; your other sessions end.',
  access: 'signed-in',
  body: z.strictObject({ password, newPassword }),
  answer: z.strictObject({
    /** How many others have ended. */
    sessionsEnded: z.int(),
  }),
  idempotent: false,
  rules: ['sign-in-failed'],
});

export const changePreferences = endpoint({
  name: 'changePreferences',
  method: 'POST',
  path: '/api/staff/preferences/change',
  summary: 'Remember how this person likes the console.',
  access: 'signed-in',
  body: z.strictObject({
    theme: z.optional(preferences.shape.theme),
    navigationOpen: z.optional(z.boolean()),
    clinicId: z.optional(z.nullable(z.uuid())),
    shortcuts: z.optional(z.boolean()),
    /** Replaces all that were kept. */
    shortcutKeys: z.optional(shortcutKeys),
    /** Replaces those of the queues named, and leaves the others. */
    queueLooks: z.optional(queueLooks),
    /** Replaces all that were kept. */
    providerGroups: z.optional(providerGroups),
  }),
  answer: preferences,
});

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/api/staff/sessions',
  summary: "This person's sessions on all devices.",
  access: 'signed-in',
  answer: z.strictObject({ items: z.array(sessionView) }),
});

export const endSession = endpoint({
  name: 'endSession',
  method: 'POST',
  path: '/api/staff/sessions/:sessionId/end',
  summary: 'End one of your own sessions; its sockets close at once.',
  access: 'signed-in',
  params: z.strictObject({ sessionId: z.uuid() }),
  answer: z.strictObject({}),
});

export const listProviders = endpoint({
  name: 'listProviders',
  method: 'GET',
  path: '/api/staff/providers',
  summary: 'Providers who work in a clinic, by name.',
  access: 'staff:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(provider) }),
});

export const addProvider = endpoint({
  name: 'addProvider',
  method: 'POST',
  path: '/api/staff/providers/add',
  summary: 'Add a provider to a clinic.',
  access: 'staff:manage',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    family: line({ max: 80 }),
    given: line({ max: 80 }),
    credentials: line({ min: 0, max: 20 }),
    specialty: line({ max: 80 }),
  }),
  answer: provider,
});

export const listColleagues = endpoint({
  name: 'listColleagues',
  method: 'GET',
  path: '/api/staff/colleagues',
  summary: 'Everybody who works in a clinic, by name.',
  access: 'staff:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(colleague) }),
});

export const staffEndpoints = [
  signIn,
  signInOptions,
  demoSignIn,
  createFirstAdministrator,
  signOut,
  lockSession,
  unlockSession,
  getSessionState,
  whoAmI,
  extendSession,
  confirmIdentity,
  changePassword,
  changePreferences,
  listSessions,
  endSession,
  listProviders,
  addProvider,
  listColleagues,
  ...absenceEndpoints,
  ...staffMemberEndpoints,
  ...staffLinkEndpoints,
  ...secondStepEndpoints,
  ...serviceAccountEndpoints,
] as const;

/** `staff:organization`. Payload of provider-added is the provider, of absences the absence; the others are thin. */
export type StaffChange =
  | AbsenceChange
  | { type: 'staff.provider-added'; payload: Provider }
  | { type: 'staff.access-changed'; payload: null }
  | { type: 'staff.member-changed'; payload: null }
  | { type: 'staff.session-locked'; payload: null }
  | { type: 'staff.session-ended'; payload: null };
