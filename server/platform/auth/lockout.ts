// Guessing is slowed per login and where it comes from, across all servers. Nobody is locked out by the guesses of
// others: who has signed in from an address before is held to their own failures there.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem.ts';

const quarterHour = 15 * 60;
const sixtyDays = 60 * 24 * 3600;

export interface LockoutLimits {
  /** Of one login from one address. */
  perSource: number;
  /** Of one login from all addresses that it never came from. */
  perLogin: number;
  /** Of one address, over the logins that never came from it. */
  perAddress: number;
}

export interface Attempt {
  login: string;
  address: string;
}

export interface Lockout {
  /** Counts the attempt before the password is looked at, so that none slips by beside others; throws `too-many-requests`. */
  attempt(attempt: Attempt): Promise<void>;
  /** The password was right: the attempt was no guess. */
  succeed(attempt: Attempt): Promise<void>;
}

export function createLockout(
  pool: Knex,
  limits: LockoutLimits = { perSource: 10, perLogin: 100, perAddress: 100 },
): Lockout {
  const limiter = (points: number, duration = quarterHour): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'knex',
      tableName: 'sign_in_failure',
      tableCreated: true,
      clearExpiredByTimeout: false,
      points,
      duration,
      keyPrefix: '',
    });
  const bySource = limiter(limits.perSource);
  const byLogin = limiter(limits.perLogin);
  const byAddress = limiter(limits.perAddress);
  const known = limiter(1, sixtyDays);

  const isKnown = async (attempt: Attempt): Promise<boolean> =>
    (await known.get(keysOf(attempt).known)) !== null;

  return {
    async attempt(attempt) {
      const keys = keysOf(attempt);
      await count(bySource, keys.source);
      if (await isKnown(attempt)) return;
      await count(byAddress, keys.address);
      await count(byLogin, keys.login);
    },
    async succeed(attempt) {
      const keys = keysOf(attempt);
      await bySource.delete(keys.source);
      if (!(await isKnown(attempt))) {
        await byAddress.reward(keys.address);
        await byLogin.reward(keys.login);
      }
      await known.set(keys.known, 1, sixtyDays);
    },
  };
}

/** Hashed: a login name is a person's name more often than not. */
function keysOf({
  login,
  address,
}: Attempt): Record<'source' | 'known' | 'login' | 'address', string> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
  const name = login.toLowerCase();
  return {
    source: `source:${hash(`${name} ${address}`)}`,
    known: `known:${hash(`${name} ${address}`)}`,
    login: `login:${hash(name)}`,
    address: `address:${hash(address)}`,
  };
}

async function count(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (reason) {
    if (reason instanceof RateLimiterRes) throw locked(reason.msBeforeNext);
    throw reason;
  }
}

function locked(milliseconds: number): ProblemError {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  const minutes = Math.ceil(retryAfter / 60);
  return new ProblemError(
    'too-many-requests',
    `Too many failed sign-ins; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    { retryAfter },
  );
}
