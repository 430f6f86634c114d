// One-time links: how an invited person comes in, and how somebody gets a new password without a word over the phone.
import * as z from 'zod/mini';
import { linkToken, login, newPassword } from './credentials.ts';
import { endpoint } from './endpoint.ts';
import { instant } from './time.ts';

export const staffLinkKinds = ['invitation', 'password-reset'] as const;
export type StaffLinkKind = (typeof staffLinkKinds)[number];

/** Shown once to whoever made it, who hands it over themselves. */
export const issuedLink = z.strictObject({
  kind: z.enum(staffLinkKinds),
  /** Path and fragment; the secret stands in the fragment, which no server and no log ever sees. */
  path: z.string(),
  expiresAt: instant,
});
export type IssuedLink = z.infer<typeof issuedLink>;

const params = z.strictObject({ staffId: z.uuid() });

export const issueInvitation = endpoint({
  name: 'issueInvitation',
  method: 'POST',
  path: '/api/staff/members/:staffId/issue-invitation',
  summary: 'Make a one-time link for somebody who has no login; one made before no longer works.',
  access: 'staff:manage',
  params,
  answer: issuedLink,
  idempotent: false,
  rules: ['has-left', 'has-login'],
  stepUp: true,
});

export const issuePasswordReset = endpoint({
  name: 'issuePasswordReset',
  method: 'POST',
  path: '/api/staff/members/:staffId/issue-password-reset',
  summary:
    'Make a one-time link for a new password. They are told of it, and all sessions end when it is used.',
  access: 'staff:manage',
  params,
  answer: issuedLink,
  idempotent: false,
  rules: ['has-left', 'has-no-login', 'reset-lately'],
  stepUp: true,
});

export const revokeStaffLink = endpoint({
  name: 'revokeStaffLink',
  method: 'POST',
  path: '/api/staff/members/:staffId/revoke-link',
  summary: 'The one-time link of this person no longer works.',
  access: 'staff:manage',
  params,
  answer: z.strictObject({}),
  rules: ['link-gone'],
});

export const openStaffLink = endpoint({
  name: 'openStaffLink',
  method: 'POST',
  path: '/api/staff/links/open',
  summary: 'For whom a one-time link is. Changes nothing.',
  access: 'public',
  body: z.strictObject({ token: linkToken }),
  answer: z.strictObject({
    kind: z.enum(staffLinkKinds),
    given: z.string(),
    family: z.string(),
    organizationName: z.string(),
    expiresAt: instant,
  }),
  idempotent: false,
  rules: ['link-gone'],
});

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/staff/invitations/accept',
  summary: 'Use an invitation: choose a login name and a password, then sign in with them.',
  access: 'public',
  body: z.strictObject({ token: linkToken, login, password: newPassword }),
  answer: z.strictObject({}),
  idempotent: false,
  rules: ['link-gone'],
});

export const usePasswordReset = endpoint({
  name: 'usePasswordReset',
  method: 'POST',
  path: '/api/staff/password-resets/use',
  summary:
    'Use a link for a new password: all sessions of the person end. Nobody is signed in by it.',
  access: 'public',
  body: z.strictObject({ token: linkToken, password: newPassword }),
  answer: z.strictObject({ login: z.string() }),
  idempotent: false,
  rules: ['link-gone'],
});

export const staffLinkEndpoints = [
  issueInvitation,
  issuePasswordReset,
  revokeStaffLink,
  openStaffLink,
  acceptInvitation,
  usePasswordReset,
] as const;
