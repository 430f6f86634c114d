import {
  arriveAppointment,
  checkInAppointment,
  concludeAppointment,
  fulfilAppointment,
  getNoShowPolicy,
  leaveAppointment,
  markAppointmentInError,
  markNoShow,
  resetAppointment,
  reverseNoShow,
  roomAppointment,
  startAppointment,
} from '#contract/visit-steps';
import { route, type Route } from '../platform/http/route.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { noShowRule } from './no-show-rule.ts';
import * as service from './visit-step-service.ts';

export const visitStepRoutes: readonly Route[] = [
  route(getNoShowPolicy, async (ctx, { query }) => {
    const { value } = await ruleInForce(ctx, query.clinicId, noShowRule);
    return value;
  }),
  route(arriveAppointment, (ctx, { params, body }) =>
    service.arriveAppointment(ctx, { ...params, ...body }),
  ),
  route(checkInAppointment, (ctx, { params, body }) =>
    service.checkInAppointment(ctx, { ...params, ...body }),
  ),
  route(roomAppointment, (ctx, { params, body }) =>
    service.roomAppointment(ctx, { ...params, ...body }),
  ),
  route(startAppointment, (ctx, { params, body }) =>
    service.startAppointment(ctx, { ...params, ...body }),
  ),
  route(fulfilAppointment, (ctx, { params, body }) =>
    service.fulfilAppointment(ctx, { ...params, ...body }),
  ),
  route(concludeAppointment, (ctx, { params, body }) =>
    service.concludeAppointment(ctx, { ...params, ...body }),
  ),
  route(leaveAppointment, (ctx, { params, body }) =>
    service.leaveAppointment(ctx, { ...params, ...body }),
  ),
  route(markNoShow, (ctx, { params, body }) => service.markNoShow(ctx, { ...params, ...body })),
  route(reverseNoShow, (ctx, { params, body }) =>
    service.reverseNoShow(ctx, { ...params, ...body }),
  ),
  route(resetAppointment, (ctx, { params, body }) =>
    service.resetAppointment(ctx, { ...params, ...body }),
  ),
  route(markAppointmentInError, (ctx, { params, body }) =>
    service.markAppointmentInError(ctx, { ...params, ...body }),
  ),
];
