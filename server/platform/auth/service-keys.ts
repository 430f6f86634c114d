// Programs call with a key instead of a cookie: it is read afresh in every request, so that one that was renewed or
// ended is worth nothing at once.
import { createHash, randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { PermissionGrant } from '#contract/permission';
import type { Database } from '../db/database.ts';
import { ProblemError } from '../problem.ts';
import type { SignedIn } from './signed-in.ts';

export interface ServiceKeys {
  /** Finds out whose key a request carries. Reads no cookie of one that does. */
  middleware(withCookie: RequestHandler): RequestHandler;
  /**
   * Refuses a request whose key is unknown, renewed, expired or of an account that has ended, and tells `refused` of
   * it.
   */
  requireKnown(refused: (request: Request) => void): RequestHandler;
  /** Whose key it is; `null` when the request has none that counts. */
  signedInOf(request: Request): SignedIn | null;
}

interface KeyRow {
  organization_id: string;
  account_id: string;
  expires_at: string;
  permissions: PermissionGrant[];
}

/** Known by sight, for people and for programs that look for secrets where none should be. */
const prefix = 'dsk_';

/** 256 random bits. */
export function newServiceKey(): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** Enough to tell one's own keys apart, too little to guess one. */
export function keyHintOf(key: string): string {
  return key.slice(0, prefix.length + 4);
}

/** A key is random through and through: one round of hashing keeps it as safe as many. */
export function keyHashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

export function createServiceKeys({ pool }: Database, clock?: () => string): ServiceKeys {
  const callers = new WeakMap<Request, SignedIn | null>();

  async function find(key: string): Promise<SignedIn | null> {
    const { rows } = await pool.raw<{ rows: KeyRow[] }>(
      'select * from find_service_account(?, coalesce(?, transaction_timestamp()))',
      [keyHashOf(key), clock?.() ?? null],
    );
    const [row] = rows;
    if (!row) return null;
    return {
      sessionId: row.account_id,
      organizationId: row.organization_id,
      staffId: row.account_id,
      grants: row.permissions,
      expiresAt: row.expires_at,
      isConfirmed: false,
      isService: true,
    };
  }

  return {
    middleware: (withCookie) => (request, response, next) => {
      const key = keyOf(request);
      if (key === null) {
        withCookie(request, response, next);
        return;
      }
      find(key).then((found) => {
        callers.set(request, found);
        next();
      }, next);
    },
    requireKnown: (refused) => (request, _response, next) => {
      if (callers.get(request) !== null) {
        next();
        return;
      }
      refused(request);
      next(new ProblemError('not-signed-in', 'This key is unknown, has expired or has ended.'));
    },
    signedInOf: (request) => callers.get(request) ?? null,
  };
}

function keyOf(request: Request): string | null {
  const [scheme, key] = (request.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? (key ?? '') : null;
}
