// The closed set of refusals (RFC 9457 problem details). Slices add rule codes, never problem codes.
import * as z from 'zod/mini';
import { instant } from './time.ts';

export const problemStatus = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'step-up-required': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'slot-taken': 409,
  'rule-broken': 422,
  'too-many-requests': 429,
  unavailable: 503,
  unexpected: 500,
} as const;

export type ProblemCode = keyof typeof problemStatus;
export const problemCodes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

/** A possible start that the caller may book instead; computed, never stored. */
export const slot = z.strictObject({
  providerId: z.uuid(),
  clinicId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
});
export type Slot = z.infer<typeof slot>;

export const problem = z.strictObject({
  /** `urn:daysheet:problem:<code>`. */
  type: z.string(),
  code: z.enum(problemCodes),
  status: z.int(),
  /** One plain sentence for people: what happened, what was not done, what to do. */
  title: z.string(),
  /** Finds the request in the server's log. */
  requestId: z.string(),
  /** `invalid-input`: where and why, one entry per field; path in dots, empty for the whole body. */
  fields: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  /** `rule-broken`: the rule's code, e.g. `offer-gone`. `slot-taken`: `resource-taken` where the provider's time is free. */
  rule: z.optional(z.string()),
  /** `rule-broken`, `slot-taken`: rules that the caller may override by repeating with `overrides`. */
  overridable: z.optional(
    z.array(z.strictObject({ rule: z.string(), permission: z.string(), message: z.string() })),
  ),
  /**
   * `conflict`, and rules about what somebody else has done with it: the current view of what was to be changed.
   * `orphans-visits`: the visits that would stand outside of the hours.
   */
  current: z.optional(z.unknown()),
  /** `slot-taken`, and rules about what is authorized: the next three free times, soonest first. */
  alternatives: z.optional(z.array(slot)),
  /** `too-many-requests`, `unavailable`: seconds to wait. */
  retryAfter: z.optional(z.int()),
});
export type Problem = z.infer<typeof problem>;
