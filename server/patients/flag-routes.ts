import { addFlag, endFlag, getPatientAlerts, listFlags } from '#contract/patient-flag';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './flag-queries.ts';
import * as service from './flag-service.ts';

export const flagRoutes: readonly Route[] = [
  route(listFlags, async (ctx, { params }) => ({
    items: await queries.listFlags(ctx, params.patientId),
  })),
  route(addFlag, (ctx, { params, body }) => service.addFlag(ctx, { ...params, ...body })),
  route(endFlag, (ctx, { params, body }) => service.endFlag(ctx, { ...params, ...body })),
  route(getPatientAlerts, (ctx, { params, query }) =>
    service.getPatientAlerts(ctx, { ...params, ...query }),
  ),
];
