import {
  addVisitType,
  findFreeTimes,
  listVisitTypes,
  listWeeklyTemplates,
  listWorkingWindows,
  setWeeklyTemplate,
} from '#contract/availability';
import { normalInstant } from '../platform/clock/instants.ts';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './availability-queries.ts';
import * as service from './availability-service.ts';

export const availabilityRoutes: readonly Route[] = [
  route(listVisitTypes, async (ctx, { query }) => ({
    items: await queries.listVisitTypes(ctx, query.clinicId),
  })),
  route(addVisitType, (ctx, { body }) => service.addVisitType(ctx, body)),
  route(setWeeklyTemplate, (ctx, { body }) => service.setWeeklyTemplate(ctx, body)),
  route(listWeeklyTemplates, async (ctx, { query }) => ({
    items: await queries.listCurrentTemplates(ctx, query.clinicId),
  })),
  route(listWorkingWindows, (ctx, { query: { clinicId, date } }) =>
    queries.hoursOfDay(ctx, clinicId, date),
  ),
  route(findFreeTimes, (ctx, { body }) =>
    service.findFreeTimes(ctx, { ...body, fromAt: normalInstant(body.fromAt) }),
  ),
];
