import {
  beginSecondStep,
  changeSignInRule,
  confirmSecondStep,
  listSignInRules,
  removeSecondStep,
  removeSecondStepOf,
  renewRecoveryCodes,
} from '#contract/second-step';
import { createLockout } from '../platform/auth/lockout.ts';
import { scopeOf } from '../platform/auth/signed-in.ts';
import { edgeRoute, route, type Route } from '../platform/http/route.ts';
import { ProblemError } from '../platform/problem.ts';
import { identityProof } from './identity-proof.ts';
import * as queries from './second-step-queries.ts';
import * as service from './second-step-service.ts';
import type { StaffSettings } from './staff-routes.ts';

export function secondStepRoutes(settings: StaffSettings): Route[] {
  const { database, sessions, secretKey } = settings;
  const proof = identityProof({ ...settings, lockout: createLockout(database.pool) });
  const sealing = { secretKey };

  return [
    route(beginSecondStep, (ctx) => service.begin(ctx, sealing)),
    route(confirmSecondStep, async (ctx, { body }) => ({
      recoveryCodes: await service.confirm(ctx, sealing, body.code),
    })),
    route(renewRecoveryCodes, async (ctx) => ({ recoveryCodes: await service.renewCodes(ctx) })),
    edgeRoute(removeSecondStep, async ({ request, requestId }, { body }) => {
      const signedIn = sessions.signedInOf(request);
      if (!signedIn) throw new ProblemError('not-signed-in', 'Sign in to go on.');
      await proof.guarded(request, signedIn, () =>
        database.inTransaction(
          scopeOf(signedIn),
          (ctx) => service.remove(ctx, sealing, body.code),
          { requestId },
        ),
      );
      return {};
    }),
    route(removeSecondStepOf, async (ctx, { params }) => {
      await service.removeOf(ctx, params.staffId);
      return {};
    }),
    route(listSignInRules, async (ctx) => {
      await service.requireEverywhere(ctx);
      return { items: await queries.listSignInRules(ctx) };
    }),
    route(changeSignInRule, (ctx, { body }) => service.changeRule(ctx, body)),
  ];
}
