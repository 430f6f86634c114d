import type { Scope } from '../context.ts';
import type { Grant } from '#contract/permission';

/** Who a request or a socket belongs to, as loaded afresh from the session and the grants. */
export interface SignedIn {
  /** Public id of the session; the secret one stays in the cookie. */
  readonly sessionId: string;
  readonly organizationId: string;
  readonly staffId: string;
  readonly grants: readonly Grant[];
  /** The earlier of idle and absolute expiry. */
  readonly expiresAt: string;
  /** They have proved a short while ago who they are. */
  readonly isConfirmed: boolean;
}

export function scopeOf(signedIn: SignedIn): Extract<Scope, { kind: 'user' }> {
  const { organizationId, staffId, grants } = signedIn;
  return { kind: 'user', organizationId, staffId, grants };
}
