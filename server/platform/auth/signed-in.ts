import type { Scope } from '../context.ts';
import type { Held } from '#contract/permission';

/** Who a request or a socket belongs to, as loaded afresh from the session and the grants. */
export interface SignedIn {
  /** Public id of the session; the secret one stays in the cookie. Of a program the account's own. */
  readonly sessionId: string;
  readonly organizationId: string;
  readonly staffId: string;
  readonly grants: readonly Held[];
  /** The earlier of idle and absolute expiry. */
  readonly expiresAt: string;
  /** They have proved a short while ago who they are; a program never does. */
  readonly isConfirmed: boolean;
  /** A program by its key: it has no session. */
  readonly isService: boolean;
}

export function scopeOf(signedIn: SignedIn): Extract<Scope, { kind: 'user' }> {
  const { organizationId, staffId, grants, isService } = signedIn;
  return { kind: 'user', organizationId, staffId, grants, isService };
}
