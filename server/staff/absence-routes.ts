import { addAbsence, endAbsence, listAbsences } from '#contract/absence';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './absence-queries.ts';
import * as service from './absence-service.ts';

export function absenceRoutes(): Route[] {
  return [
    route(listAbsences, async (ctx, { query }) => ({
      items: await queries.listAbsences(ctx, query.clinicId),
    })),
    route(addAbsence, (ctx, { body }) => service.addAbsence(ctx, body)),
    route(endAbsence, (ctx, { params, body }) => service.endAbsence(ctx, { ...params, ...body })),
  ];
}
