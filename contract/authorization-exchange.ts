// Requests for authorization as FHIR (Da Vinci PAS): the Bundle that asks, and the ClaimResponse that answers, line by line.
import * as z from 'zod/mini';
import { authorization, authorizationStep } from './authorization-request.ts';
import { endpoint } from './endpoint.ts';
import { fhirResource } from './fhir-resource.ts';

export const getAuthorizationClaim = endpoint({
  ...authorizationStep,
  method: 'GET',
  name: 'getAuthorizationClaim',
  path: '/api/authorizations/items/:itemId/claim',
  summary:
    'What is asked for as a FHIR Bundle with its Claim (Da Vinci PAS): for whoever posts it to the payer, and writes down the submission afterwards.',
  access: 'authorization:read',
  answer: z.strictObject({ bundle: z.record(z.string(), z.unknown()) }),
  rules: ['nothing-to-submit', 'kept-from-plan', 'cannot-be-written'],
  takesOut: true,
});

/** What became of one thing that a payer answered. */
export const claimOutcomes = {
  applied: 'Written down',
  repeated: 'Known already',
  contradicted: 'Another answer stands; both are shown',
  shown: 'Shown at the line: it cannot be written down as it is',
  'left-aside': 'Left aside',
} as const;
export type ClaimOutcome = keyof typeof claimOutcomes;

export const claimEntry = z.strictObject({
  /** `itemSequence` of the answer; `null` = of the whole, or of a line that the payer added. */
  sequence: z.nullable(z.int()),
  lineId: z.nullable(z.uuid()),
  outcome: z.enum(Object.keys(claimOutcomes) as [ClaimOutcome]),
  /** Why it was left aside; else empty. */
  reason: z.string(),
});
export type ClaimEntry = z.infer<typeof claimEntry>;

export const takeClaimResponse = endpoint({
  ...authorizationStep,
  name: 'takeClaimResponse',
  path: '/api/authorizations/items/:itemId/take-claim-response',
  summary:
    'Take what the payer answered as FHIR: a ClaimResponse, or the Bundle that holds it. Each item is answered for; nothing is decided by its outcome.',
  access: 'authorization:work',
  bodyKilobytes: 1024,
  body: z.strictObject({ resource: fhirResource }),
  answer: z.strictObject({ item: authorization, entries: z.array(claimEntry) }),
  rules: ['not-active'],
});

export const authorizationExchangeEndpoints = [getAuthorizationClaim, takeClaimResponse] as const;
