import {
  addVisitType,
  changeVisitType,
  findFreeTimes,
  listVisitTypes,
  listWeekHours,
  listWeeklyTemplates,
  listWorkingWindows,
  retireVisitType,
  setWeeklyTemplate,
} from '#contract/availability';
import { findLinkedTimes } from '#contract/linked-times';
import { normalInstant } from '../platform/clock/instants.ts';
import { route, type Route } from '../platform/http/route.ts';
import * as finding from './find-free-times.ts';
import * as linked from './linked-times.ts';
import * as queries from './availability-queries.ts';
import * as service from './availability-service.ts';
import * as types from './visit-type-service.ts';

export const availabilityRoutes: readonly Route[] = [
  route(listVisitTypes, async (ctx, { query }) => ({
    items: await queries.listVisitTypes(ctx, query.clinicId),
  })),
  route(addVisitType, (ctx, { body }) => types.addVisitType(ctx, body)),
  route(changeVisitType, (ctx, { params, body }) =>
    types.changeVisitType(ctx, { ...params, ...body }),
  ),
  route(retireVisitType, (ctx, { params, body }) =>
    types.retireVisitType(ctx, { ...params, ...body }),
  ),
  route(setWeeklyTemplate, (ctx, { body }) => service.setWeeklyTemplate(ctx, body)),
  route(listWeeklyTemplates, async (ctx, { query }) => ({
    items: await queries.listCurrentTemplates(ctx, query.clinicId),
  })),
  route(listWorkingWindows, (ctx, { query: { clinicId, date } }) =>
    queries.hoursOfDay(ctx, clinicId, date),
  ),
  route(listWeekHours, (ctx, { query }) => queries.hoursOfWeek(ctx, query)),
  route(findFreeTimes, (ctx, { body }) =>
    finding.findFreeTimes(ctx, { ...body, fromAt: normalInstant(body.fromAt) }),
  ),
  route(findLinkedTimes, (ctx, { body }) =>
    linked.findLinkedTimes(ctx, { ...body, fromAt: normalInstant(body.fromAt) }),
  ),
];
