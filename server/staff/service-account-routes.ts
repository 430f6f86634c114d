import {
  changeServicePermissions,
  createServiceAccount,
  endServiceAccount,
  listServiceAccounts,
  renewServiceKey,
  whoIsService,
} from '#contract/service-account';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './service-account-queries.ts';
import * as service from './service-account-service.ts';

export function serviceAccountRoutes(): Route[] {
  return [
    route(listServiceAccounts, async (ctx, { query }) => ({
      items: await queries.listServiceAccounts(ctx, query.clinicId),
    })),
    route(createServiceAccount, (ctx, { body }) => service.createServiceAccount(ctx, body)),
    route(changeServicePermissions, (ctx, { params, body }) =>
      service.changeServicePermissions(ctx, { ...params, ...body }),
    ),
    route(renewServiceKey, (ctx, { params, body }) =>
      service.renewServiceKey(ctx, { ...params, ...body }),
    ),
    route(endServiceAccount, (ctx, { params, body }) =>
      service.endServiceAccount(ctx, { ...params, ...body }),
    ),
    route(whoIsService, (ctx) => service.ownServiceAccount(ctx)),
  ];
}
