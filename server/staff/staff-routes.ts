import {
  addProvider,
  changePassword,
  changePreferences,
  confirmIdentity,
  createFirstAdministrator,
  demoSignIn,
  endSession,
  extendSession,
  getSessionState,
  listColleagues,
  listProviders,
  listSessions,
  lockSession,
  signIn,
  signInOptions,
  signOut,
  unlockSession,
  whoAmI,
  type Me,
} from '#contract/staff';
import { roles } from '#contract/permission';
import type { Request } from 'express';
import type { FailedTries } from '../platform/audit/failed-tries.ts';
import { createLockout } from '../platform/auth/lockout.ts';
import { hashPassword } from '../platform/auth/passwords.ts';
import type { Sessions } from '../platform/auth/sessions.ts';
import { scopeOf, type SignedIn } from '../platform/auth/signed-in.ts';
import type { Database } from '../platform/db/database.ts';
import { edgeRoute, route, type Route } from '../platform/http/route.ts';
import { newId } from '../platform/ids.ts';
import { notFound, ProblemError, ruleBroken } from '../platform/problem.ts';
import {
  checkPassword,
  createFirstAdministrator as createFirst,
  findDemoPerson,
  listOrganizations,
  recordSignIn,
  type Person,
  type SignInKind,
} from './sign-in-service.ts';
import { identityProof, noting } from './identity-proof.ts';
import * as queries from './staff-queries.ts';
import * as service from './staff-service.ts';

export interface StaffSettings {
  database: Database;
  sessions: Sessions;
  tries: FailedTries;
  /** Demo mode by configuration; each call asks again whether only demo organizations exist. */
  demo: boolean;
  /** Second steps are sealed with it. */
  secretKey: string;
}

export function staffRoutes(settings: StaffSettings): Route[] {
  const { database, sessions, tries, demo } = settings;
  const lockout = createLockout(database.pool);
  const proof = identityProof({ ...settings, lockout });

  async function goOut(signedIn: SignedIn, requestId: string): Promise<void> {
    await database.inTransaction(
      scopeOf(signedIn),
      (ctx) => service.signOut(ctx, signedIn.sessionId),
      { requestId },
    );
  }

  /** Whoever was signed in there before goes out first. */
  async function comeIn(
    { request, requestId }: { request: Request; requestId: string },
    person: Person,
    how: SignInKind,
  ): Promise<Me> {
    const before = held(request);
    if (before) await goOut(before, requestId);
    const signedIn = await sessions.start(request, person);
    await recordSignIn(database, person, { act: 'staff.sign-in', how, requestId });
    return meOf(signedIn);
  }

  async function meOf(signedIn: SignedIn): Promise<Me> {
    const expiry = await sessions.expiryOf(signedIn);
    return database.inTransaction(scopeOf(signedIn), (ctx) =>
      queries.readMe(ctx, signedIn, expiry),
    );
  }

  /** Locked or not. */
  function held(request: Request): SignedIn | null {
    return sessions.signedInOf(request) ?? sessions.lockedOf(request);
  }

  function requireSignedIn(request: Request): SignedIn {
    const signedIn = sessions.signedInOf(request);
    if (!signedIn) throw new ProblemError('not-signed-in', 'Sign in to go on.');
    return signedIn;
  }

  async function demoOrganization(): Promise<string | null> {
    return demo ? (await listOrganizations(database)).demoId : null;
  }

  return [
    edgeRoute(signIn, async (call, { body }) => {
      const attempt = { login: body.login, address: call.request.ip ?? '' };
      const about = { act: 'signIn', requestId: call.requestId, whose: { login: body.login } };
      const { person, how } = await noting(tries, about, async () => {
        await lockout.attempt(attempt);
        const person = await checkPassword(database, body.login, body.password);
        if (!person)
          throw ruleBroken('sign-in-failed', 'Login and password do not belong together.');
        return { person, how: await proof.secondStep(person, body.code, call.requestId) };
      });
      await lockout.succeed(attempt);
      return comeIn(call, person, how);
    }),
    edgeRoute(signInOptions, async () => {
      const { any, demoId } = await listOrganizations(database);
      return {
        demoRoles: demo && demoId !== null ? [...roles] : [],
        needsFirstAdministrator: !any,
      };
    }),
    edgeRoute(demoSignIn, async (call, { body }) => {
      const organizationId = await demoOrganization();
      const person =
        organizationId === null ? null : await findDemoPerson(database, organizationId, body.role);
      if (!person) throw notFound('page');
      return comeIn(call, person, 'demo');
    }),
    edgeRoute(createFirstAdministrator, async (call, { body }) => {
      if ((await listOrganizations(database)).any) throw notFound('page');
      const passwordHash = await hashPassword(body.password);
      const organizationId = newId();
      const person = await database.inTransaction(
        { kind: 'system', organizationId, reason: 'first administrator' },
        (ctx) => createFirst(ctx, body, passwordHash),
        { requestId: call.requestId },
      );
      return comeIn(call, person, 'first-administrator');
    }),
    edgeRoute(signOut, async ({ request, response, requestId }) => {
      const signedIn = held(request);
      if (!signedIn) throw new ProblemError('not-signed-in', 'Nobody is signed in here.');
      await goOut(signedIn, requestId);
      await sessions.end(request);
      response.set('Clear-Site-Data', '"cache", "storage"');
      return {};
    }),
    edgeRoute(lockSession, async ({ request, requestId }) => {
      const signedIn = requireSignedIn(request);
      await database.inTransaction(
        scopeOf(signedIn),
        (ctx) => service.lockOwnSession(ctx, signedIn.sessionId),
        { requestId },
      );
      return {};
    }),
    edgeRoute(unlockSession, async ({ request, requestId }, { body }) => {
      const locked = sessions.lockedOf(request);
      if (!locked) throw new ProblemError('not-signed-in', 'There is nothing to unlock; sign in.');
      const how = await proof.anew(request, locked, { ...body, requestId });
      if (!(await sessions.unlock(locked)))
        throw new ProblemError('not-signed-in', 'This session has ended meanwhile; sign in.');
      await recordSignIn(database, locked, { act: 'staff.unlock', how, requestId });
      return meOf(locked);
    }),
    edgeRoute(getSessionState, ({ request }) => {
      const state = sessions.signedInOf(request)
        ? 'open'
        : sessions.lockedOf(request)
          ? 'locked'
          : 'none';
      return Promise.resolve({ state });
    }),
    edgeRoute(whoAmI, async ({ request }) => meOf(requireSignedIn(request))),
    edgeRoute(extendSession, async ({ request }) => sessions.extend(requireSignedIn(request))),
    edgeRoute(confirmIdentity, async ({ request, requestId }, { body }) => {
      const signedIn = requireSignedIn(request);
      const how = await proof.anew(request, signedIn, { ...body, requestId });
      await sessions.confirm(signedIn);
      await recordSignIn(database, signedIn, { act: 'staff.confirm-identity', how, requestId });
      return {};
    }),
    edgeRoute(changePassword, async ({ request, requestId }, { body }) => {
      const signedIn = requireSignedIn(request);
      await proof.anew(request, signedIn, { password: body.password, requestId });
      const passwordHash = await hashPassword(body.newPassword);
      const { sessionId } = signedIn;
      return database.inTransaction(
        scopeOf(signedIn),
        (ctx) => service.changePassword(ctx, { sessionId, passwordHash }),
        { requestId },
      );
    }),
    route(changePreferences, (ctx, { body }) => service.changePreferences(ctx, body)),
    edgeRoute(listSessions, async ({ request }) => {
      const signedIn = requireSignedIn(request);
      const items = await database.inTransaction(scopeOf(signedIn), (ctx) =>
        queries.listSessions(ctx, signedIn.staffId, signedIn.sessionId),
      );
      return { items };
    }),
    route(endSession, async (ctx, { params }) => {
      await service.endSession(ctx, params.sessionId);
      return {};
    }),
    route(listColleagues, async (ctx, { query }) => ({
      items: await queries.listColleagues(ctx, query.clinicId),
    })),
    route(listProviders, async (ctx, { query }) => ({
      items: await queries.listProviders(ctx, query.clinicId),
    })),
    route(addProvider, (ctx, { body }) => service.addProvider(ctx, body)),
  ];
}
