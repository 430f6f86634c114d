// How somebody proves who they are: the second step of a sign-in, and anew before an act of weight.
import type { Request } from 'express';
import type { FailedTries, FailedTry } from '../platform/audit/failed-tries.ts';
import type { Lockout } from '../platform/auth/lockout.ts';
import { verifyPassword } from '../platform/auth/passwords.ts';
import type { SignedIn } from '../platform/auth/signed-in.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError, ruleBroken } from '../platform/problem.ts';
import { asksForCode, useCode } from './second-step-service.ts';
import { findOwnLogin, type Person, type SignInKind } from './sign-in-service.ts';

export interface Proof {
  password: string | null;
  code?: string | undefined;
  requestId: string;
}

export interface IdentityProof {
  /** Of who has just given the right password; counted as a guess until it is right. */
  secondStep(person: Person, code: string | undefined, requestId: string): Promise<SignInKind>;
  /** By password or by code. */
  anew(request: Request, signedIn: SignedIn, proof: Proof): Promise<SignInKind>;
  /** The same for an act that asks for a code itself: what it does runs only within the count of guesses. */
  guarded<T>(request: Request, signedIn: SignedIn, act: () => Promise<T>): Promise<T>;
}

export function identityProof(options: {
  database: Database;
  lockout: Lockout;
  tries: FailedTries;
  demo: boolean;
  secretKey: string;
}): IdentityProof {
  const { database, lockout, tries, demo, secretKey } = options;

  function takeCode(person: Person, code: string, requestId: string): Promise<boolean> {
    const { organizationId, staffId } = person;
    return database.inTransaction(
      { kind: 'user', organizationId, staffId, grants: [] },
      (ctx) => useCode(ctx, { secretKey }, { staffId, code }),
      { requestId },
    );
  }

  async function guarded<T>(
    request: Request,
    signedIn: SignedIn,
    act: () => Promise<T>,
  ): Promise<T> {
    const login = await findOwnLogin(database, signedIn);
    if (!login) return act();
    const attempt = { login: login.name, address: request.ip ?? '' };
    const requestId = request.res?.locals['requestId'] as string;
    return noting(tries, { act: 'proveIdentity', requestId, whose: signedIn }, async () => {
      await lockout.attempt(attempt);
      const answer = await act();
      await lockout.succeed(attempt);
      return answer;
    });
  }

  return {
    guarded,
    async secondStep(person, code, requestId) {
      const { organizationId, staffId } = person;
      const isAsked = await database.inTransaction(
        { kind: 'user', organizationId, staffId, grants: [] },
        (ctx) => asksForCode(ctx, staffId),
      );
      if (!isAsked) return 'password';
      if (code === undefined)
        throw ruleBroken('code-needed', 'Give the code of your authenticator app, too.');
      if (!(await takeCode(person, code, requestId))) throw codeWrong();
      return 'second-step';
    },
    async anew(request, signedIn, { password, code, requestId }) {
      if (code !== undefined && password === null)
        return guarded(request, signedIn, async () => {
          if (!(await takeCode(signedIn, code, requestId))) throw codeWrong();
          return 'second-step' as const;
        });
      const login = await findOwnLogin(database, signedIn);
      if (!login) {
        if (demo && password === null) return 'demo';
        throw notThem();
      }
      return guarded(request, signedIn, async () => {
        if (password === null || !(await verifyPassword(password, login.passwordHash)))
          throw notThem();
        return 'password' as const;
      });
    },
  };
}

const failures: ReadonlySet<string> = new Set([
  'sign-in-failed',
  'code-wrong',
  'too-many-requests',
]);

/** Runs what proves who somebody is, and notes that it failed, or was not tried for too many failures. */
export async function noting<T>(
  tries: FailedTries,
  about: Omit<FailedTry, 'code'>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const code = thrown instanceof ProblemError ? (thrown.details.rule ?? thrown.code) : undefined;
    if (code !== undefined && failures.has(code)) tries.note({ ...about, code });
    throw thrown;
  }
}

const notThem = () => ruleBroken('sign-in-failed', 'This is not your password.');
const codeWrong = () =>
  ruleBroken('code-wrong', 'That code is not right, or has been used; wait for the next one.');
