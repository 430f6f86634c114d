// The second step of the sign-in: a code of an authenticator app, or one of the codes kept for when it is lost.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { role } from './permission.ts';
import { line } from './text.ts';

/** Six digits of the app, or a recovery code as it was shown. */
export const stepCode = line({ max: 20 });

const recoveryCodes = z.array(z.string());

export const beginSecondStep = endpoint({
  name: 'beginSecondStep',
  method: 'POST',
  path: '/api/staff/second-step/begin',
  summary:
    'A new secret for your authenticator app. Nothing asks for its codes until one is confirmed.',
  access: 'signed-in',
  answer: z.strictObject({
    /** In base 32, for apps that cannot see the picture. */
    secret: z.string(),
    /** `otpauth://…`, for the picture. */
    uri: z.string(),
  }),
  idempotent: false,
  rules: ['set-up-already'],
  stepUp: true,
});

export const confirmSecondStep = endpoint({
  name: 'confirmSecondStep',
  method: 'POST',
  path: '/api/staff/second-step/confirm',
  summary:
    'A first code proves that your app has the secret: every sign-in asks for one from now on.',
  access: 'signed-in',
  body: z.strictObject({ code: stepCode }),
  /** Shown once. */
  answer: z.strictObject({ recoveryCodes }),
  idempotent: false,
  rules: ['not-begun', 'code-wrong'],
});

export const renewRecoveryCodes = endpoint({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/staff/second-step/renew-recovery-codes',
  summary: 'New recovery codes; the old ones no longer work.',
  access: 'signed-in',
  answer: z.strictObject({ recoveryCodes }),
  idempotent: false,
  rules: ['not-set-up'],
  stepUp: true,
});

export const removeSecondStep = endpoint({
  name: 'removeSecondStep',
  method: 'POST',
  path: '/api/staff/second-step/remove',
  summary: 'Sign in by password alone again, where no role of yours asks for more.',
  access: 'signed-in',
  body: z.strictObject({ code: stepCode }),
  answer: z.strictObject({}),
  idempotent: false,
  rules: ['not-set-up', 'code-wrong', 'is-required'],
  stepUp: true,
});

export const removeSecondStepOf = endpoint({
  name: 'removeSecondStepOf',
  method: 'POST',
  path: '/api/staff/members/:staffId/remove-second-step',
  summary: 'Somebody has lost app and recovery codes: all their sessions end, and they are told.',
  access: 'staff:manage',
  params: z.strictObject({ staffId: z.uuid() }),
  answer: z.strictObject({}),
  rules: ['not-set-up'],
  stepUp: true,
});

/** What the sign-in asks of who holds a role. */
export const signInRule = z.strictObject({
  role,
  secondStep: z.boolean(),
  /** Locked after so long without input; `null` = as the server is configured. */
  idleMinutes: z.nullable(z.int().check(z.gte(1), z.lte(60))),
  /** 0 while nobody has changed it. */
  version: z.int(),
});
export type SignInRule = z.infer<typeof signInRule>;

export const listSignInRules = endpoint({
  name: 'listSignInRules',
  method: 'GET',
  path: '/api/staff/sign-in-rules',
  summary: 'What the sign-in asks of each role.',
  access: 'sign-in:configure',
  answer: z.strictObject({ items: z.array(signInRule) }),
});

export const changeSignInRule = endpoint({
  name: 'changeSignInRule',
  method: 'POST',
  path: '/api/staff/sign-in-rules/change',
  summary:
    'Change what the sign-in asks of a role; whoever must set up a second step holds nothing until then.',
  access: 'sign-in:configure',
  body: z.strictObject({
    role,
    expectedVersion: z.int32().check(z.nonnegative()),
    secondStep: z.boolean(),
    idleMinutes: signInRule.shape.idleMinutes,
  }),
  answer: signInRule,
  stepUp: true,
});

export const secondStepEndpoints = [
  beginSecondStep,
  confirmSecondStep,
  renewRecoveryCodes,
  removeSecondStep,
  removeSecondStepOf,
  listSignInRules,
  changeSignInRule,
] as const;
