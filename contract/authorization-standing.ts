// What the desk, the pharmacist and the biller may know of authorizations: status, span and units; and what a visit needs.
import * as z from 'zod/mini';
import {
  authorizationKind,
  authorizedSpan,
  quantityUnits,
  serviceCode,
  type AuthorizationLine,
  type QuantityUnit,
} from './authorization-line.ts';
import {
  authorizationLineWorkflow,
  type AuthorizationLineStatus,
} from './authorization-workflow.ts';
import { endpoint } from './endpoint.ts';
import { slot } from './problem.ts';
import { instant, localDate } from './time.ts';

/** One line without what only those need who work on it. */
export const authorizationStanding = z.strictObject({
  itemId: z.uuid(),
  lineId: z.uuid(),
  clinicId: z.uuid(),
  kind: authorizationKind,
  description: z.string(),
  visitTypeId: z.nullable(z.uuid()),
  payerName: z.string(),
  status: z.enum(Object.keys(authorizationLineWorkflow.states) as [AuthorizationLineStatus]),
  /** What is granted, or asked for while nothing is. */
  span: authorizedSpan,
  unit: z.string(),
  /** `null` = nothing is granted. */
  units: z.nullable(z.strictObject({ granted: z.int(), reserved: z.int(), used: z.int() })),
  /** For claims; `null` also for whoever does not need it. */
  number: z.nullable(z.string()),
  /** Why it is not decided, in one sentence; `null` = it is. */
  pending: z.nullable(
    z.strictObject({
      because: z.string(),
      owner: z.string(),
      expectedAt: z.nullable(instant),
      /** Nine of ten answers of this payer came by then. */
      latestAt: z.nullable(instant),
    }),
  ),
  trouble: z.nullable(z.string()),
});
export type AuthorizationStanding = z.infer<typeof authorizationStanding>;

export const listPatientAuthorizations = endpoint({
  name: 'listPatientAuthorizations',
  method: 'GET',
  path: '/api/authorizations/patients/:patientId/standings',
  summary:
    "A patient's lines in the clinics that the caller may see, the latest first (100 at most).",
  access: 'authorization:standing',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(authorizationStanding) }),
  showsPatients: true,
});

/**
 * Which denial a visit would earn, by the claim adjustment reason that payers give: 15 the authorization does not fit the
 * service, provider, site or plan; 197 there is none; 198 it is used up.
 */
export const guardRules = {
  'authorization-absent': '197',
  'authorization-exceeded': '198',
  'authorization-mismatch': '15',
} as const;
export type GuardRule = keyof typeof guardRules;
export const guardRuleNames = Object.keys(guardRules) as [GuardRule];

export const guardWarning = z.strictObject({
  rule: z.enum(Object.keys(guardRules) as [GuardRule]),
  /** CARC. */
  denial: z.enum(['15', '197', '198']),
  message: z.string(),
});
export type GuardWarning = z.infer<typeof guardWarning>;

export const checkVisitAuthorization = endpoint({
  name: 'checkVisitAuthorization',
  method: 'POST',
  path: '/api/authorizations/check-visit',
  summary:
    'Would this visit be covered by an authorization at that time with that provider? If not, which denial it would earn.',
  access: 'authorization:standing',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    visitTypeId: z.uuid(),
    providerId: z.uuid(),
    startsAt: instant,
    /** The visit itself, where it stands already: its own unit does not count against it. */
    appointmentId: z.optional(z.uuid()),
  }),
  answer: z.strictObject({
    needed: z.enum(['no', 'yes', 'unknown']),
    /** What covers it, with what nobody else has booked or used; `null` = nothing does. */
    covering: z.nullable(
      z.strictObject({
        lineId: z.uuid(),
        left: z.int(),
        granted: z.int(),
        unit: z.enum(Object.keys(quantityUnits) as [QuantityUnit]),
        until: localDate,
      }),
    ),
    warnings: z.array(guardWarning),
    /** Free times that an approved line covers, soonest first; three at most. */
    covered: z.array(slot),
  }),
  idempotent: false,
  showsPatients: true,
});

export const checkAuthorizationNeed = endpoint({
  name: 'checkAuthorizationNeed',
  method: 'POST',
  path: '/api/authorizations/check-need',
  summary:
    'Does the payer want authorization for this on that day? With the rule that says so, and what is live for the same.',
  access: 'authorization:open',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    patientId: z.uuid(),
    kind: authorizationKind,
    code: z.nullable(serviceCode),
    visitTypeId: z.nullable(z.uuid()),
    drugGroup: z.nullable(z.string().check(z.maxLength(40))),
    /** A local day of the clinic. */
    on: localDate,
  }),
  answer: z.strictObject({
    /** `unknown` = no rule of the payer speaks of it: somebody asks the payer. */
    required: z.enum(['yes', 'no', 'unknown']),
    /** Whose rule it is, and where it is written. */
    source: z.nullable(z.string()),
    documents: z.array(z.string()),
    /** `null` = no coverage is in force on that day. */
    coverage: z.nullable(
      z.strictObject({ coverageId: z.uuid(), payerName: z.string(), planName: z.string() }),
    ),
    live: z.array(authorizationStanding),
  }),
  idempotent: false,
  showsPatients: true,
});

export const authorizationStandingEndpoints = [
  listPatientAuthorizations,
  checkVisitAuthorization,
  checkAuthorizationNeed,
] as const;

/** The span that counts: what is granted, or else what is asked for. */
export function spanOf({
  grant,
  from,
  until,
}: Pick<AuthorizationLine, 'grant' | 'from' | 'until'>): {
  from: string;
  until: string;
} {
  return grant === null ? { from, until } : { from: grant.from, until: grant.until };
}
