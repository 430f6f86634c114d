// Programs that call in their own name: what each may, where, and the key by which it is known.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { permissionGrant, permissions, type Permission } from './permission.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

/**
 * What only people do: who decides about people, keys and treatment, and who proposes what somebody else must approve.
 */
const personal: readonly Permission[] = [
  'staff:manage',
  'sign-in:configure',
  'service-account:manage',
  'clinic:configure',
  'clinic:approve',
  'export:run',
  'interface:manage',
  'refill:decide',
];
export const servicePermissions = permissions.filter((each) => !personal.includes(each)) as [
  Permission,
  ...Permission[],
];

/** So many days a key may be used; then it is renewed. */
export const keyLives = [30, 90, 365] as const;
export type KeyLife = (typeof keyLives)[number];

export const serviceAccount = z.strictObject({
  id: z.uuid(),
  /** The program that calls, e.g. `Clearinghouse`. */
  name: z.string(),
  permissions: z.array(permissionGrant),
  /** The first characters of its key, by which people tell keys apart; the key itself is kept by nobody. */
  keyHint: z.string(),
  keyMadeAt: instant,
  keyExpiresAt: instant,
  /** To the minute. */
  lastUsedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  version: z.int(),
});
export type ServiceAccount = z.infer<typeof serviceAccount>;

/** Shown once to whoever made it. Sent as `Authorization: Bearer <key>`. */
const withKey = z.strictObject({ account: serviceAccount, key: z.string() });
export type ServiceAccountWithKey = z.infer<typeof withKey>;

const params = z.strictObject({ accountId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());
const keyLife = z.literal(keyLives);
const given = z.array(z.enum(servicePermissions)).check(z.maxLength(servicePermissions.length));

export const listServiceAccounts = endpoint({
  name: 'listServiceAccounts',
  method: 'GET',
  path: '/api/staff/service-accounts',
  summary: 'Programs that may or might something in a clinic, by name; those that have ended last.',
  access: 'service-account:manage',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(serviceAccount) }),
});

export const createServiceAccount = endpoint({
  name: 'createServiceAccount',
  method: 'POST',
  path: '/api/staff/service-accounts/create',
  summary: 'Let a program call in its own name, and make its key, which is shown this once.',
  access: 'service-account:manage',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    name: line({ max: 80 }),
    permissions: given.check(z.minLength(1)),
    keyLife,
  }),
  answer: withKey,
  idempotent: false,
  stepUp: true,
});

export const changeServicePermissions = endpoint({
  name: 'changeServicePermissions',
  method: 'POST',
  path: '/api/staff/service-accounts/:accountId/change-permissions',
  summary: 'Set what a program may in one clinic; what it may elsewhere stays.',
  access: 'service-account:manage',
  clinic: 'body',
  params,
  body: z.strictObject({ expectedVersion, clinicId: z.uuid(), permissions: given }),
  answer: serviceAccount,
  rules: ['account-ended', 'no-permission-left'],
  stepUp: true,
});

export const renewServiceKey = endpoint({
  name: 'renewServiceKey',
  method: 'POST',
  path: '/api/staff/service-accounts/:accountId/renew-key',
  summary: 'Make a new key, shown this once; the one before is worth nothing from now on.',
  access: 'service-account:manage',
  params,
  body: z.strictObject({ expectedVersion, keyLife }),
  answer: withKey,
  idempotent: false,
  rules: ['account-ended'],
  stepUp: true,
});

export const endServiceAccount = endpoint({
  name: 'endServiceAccount',
  method: 'POST',
  path: '/api/staff/service-accounts/:accountId/end',
  summary: 'The program may nothing from now on; what it did keeps its name.',
  access: 'service-account:manage',
  params,
  body: z.strictObject({ expectedVersion }),
  answer: serviceAccount,
  rules: ['account-ended'],
  stepUp: true,
});

export const whoIsService = endpoint({
  name: 'whoIsService',
  method: 'GET',
  path: '/api/staff/service-accounts/own',
  summary: 'What the key that calls is allowed and where, for programs to check themselves.',
  access: 'service',
  answer: z.extend(serviceAccount, {
    /** Where it may anything, by name. */
    clinics: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        /** For tight places. */ shortName: z.string(),
      }),
    ),
  }),
});

export const serviceAccountEndpoints = [
  listServiceAccounts,
  createServiceAccount,
  changeServicePermissions,
  renewServiceKey,
  endServiceAccount,
  whoIsService,
] as const;
