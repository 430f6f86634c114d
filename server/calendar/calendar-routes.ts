import {
  bookAppointment,
  cancelAppointment,
  getAppointment,
  getAppointmentHistory,
  getCancellationPolicy,
  listDay,
  listMonth,
  listPatientAppointments,
  listWeek,
  moveAppointment,
  reinstateAppointment,
} from '#contract/calendar';
import { route, type Route } from '../platform/http/route.ts';
import { cancelForLater } from './recall/recall-service.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { cancellationRule } from './cancellation-rule.ts';
import * as queries from './calendar-queries.ts';
import * as service from './calendar-service.ts';
import { listMonth as listMonthOf } from './month-queries.ts';
import { listWeek as listWeekOf } from './week-queries.ts';

export const calendarRoutes: readonly Route[] = [
  route(listDay, (ctx, { query }) => queries.listDay(ctx, query.clinicId, query.date)),
  route(listWeek, (ctx, { query }) => listWeekOf(ctx, query)),
  route(listMonth, (ctx, { query }) => listMonthOf(ctx, query)),
  route(getAppointment, (ctx, { params }) => queries.getAppointment(ctx, params.appointmentId)),
  route(getAppointmentHistory, async (ctx, { params }) => ({
    items: await queries.history(ctx, params.appointmentId),
  })),
  route(listPatientAppointments, async (ctx, { params }) => ({
    items: await queries.listPatientAppointments(ctx, params.patientId),
  })),
  route(getCancellationPolicy, async (ctx, { query }) => {
    const { value } = await ruleInForce(ctx, query.clinicId, cancellationRule);
    return { lateMinutes: value.lateMinutes };
  }),
  route(bookAppointment, (ctx, { body }) => service.bookAppointment(ctx, body)),
  route(moveAppointment, (ctx, { params, body }) =>
    service.moveAppointment(ctx, { ...params, ...body }),
  ),
  route(cancelAppointment, (ctx, { params, body: { later, ...body } }) =>
    cancelForLater(ctx, later, () => service.cancelAppointment(ctx, { ...params, ...body })),
  ),
  route(reinstateAppointment, (ctx, { params, body }) =>
    service.reinstateAppointment(ctx, { ...params, ...body }),
  ),
];
