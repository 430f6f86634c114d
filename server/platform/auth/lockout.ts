// Guessing is slowed per login name and per address, across all servers.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem.ts';

const quarterHour = 15 * 60;

export interface Lockout {
  /** Throws `too-many-requests` while the login or the address is locked. */
  requireOpen(login: string, address: string): Promise<void>;
  fail(login: string, address: string): Promise<void>;
  clear(login: string): Promise<void>;
}

export function createLockout(
  pool: Knex,
  limits: { perLogin: number; perAddress: number } = { perLogin: 10, perAddress: 100 },
): Lockout {
  const limiter = (points: number): RateLimiterPostgres =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'knex',
      tableName: 'sign_in_failure',
      tableCreated: true,
      clearExpiredByTimeout: false,
      points,
      duration: quarterHour,
      keyPrefix: '',
    });
  const byLogin = limiter(limits.perLogin);
  const byAddress = limiter(limits.perAddress);
  // Hashed: a login name is a person's name more often than not.
  const keyOf = (kind: string, value: string): string =>
    `${kind}:${createHash('sha256').update(value.toLowerCase()).digest('base64url')}`;

  return {
    async requireOpen(login, address) {
      for (const [found, points] of [
        [await byLogin.get(keyOf('login', login)), limits.perLogin],
        [await byAddress.get(keyOf('address', address)), limits.perAddress],
      ] as const) {
        if (found && found.consumedPoints >= points) throw locked(found.msBeforeNext);
      }
    },
    async fail(login, address) {
      for (const [store, key] of [
        [byLogin, keyOf('login', login)],
        [byAddress, keyOf('address', address)],
      ] as const)
        await store.consume(key).catch(ignoreOverrun);
    },
    async clear(login) {
      await byLogin.delete(keyOf('login', login));
    },
  };
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

/** `consume` rejects with a result when the points are used up: that is counted already. */
function ignoreOverrun(reason: unknown): void {
  if (!(reason instanceof RateLimiterRes)) throw reason;
}
