import {
  addVisitType,
  findFreeTimes,
  listVisitTypes,
  listWeeklyTemplates,
  listWorkingWindows,
  setWeeklyTemplate,
} from '#contract/availability';
import { dayBounds, normalInstant } from '../platform/clock/instants.ts';
import { route, type Route } from '../platform/http/route.ts';
import { getClinic } from '../staff/staff-queries.ts';
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
  route(listWorkingWindows, async (ctx, { query: { clinicId, date } }) => {
    const { zone } = await getClinic(ctx, clinicId);
    return { items: await queries.workingWindows(ctx, clinicId, dayBounds(date, zone)) };
  }),
  route(findFreeTimes, (ctx, { body }) =>
    service.findFreeTimes(ctx, { ...body, fromAt: normalInstant(body.fromAt) }),
  ),
];
