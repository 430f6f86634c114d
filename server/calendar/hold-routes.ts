import { confirmAppointment, holdAppointment, releaseAppointment } from '#contract/visit-hold';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './hold-service.ts';

export const holdRoutes: readonly Route[] = [
  route(holdAppointment, (ctx, { body }) => service.holdAppointment(ctx, body)),
  route(confirmAppointment, (ctx, { params, body }) =>
    service.confirmAppointment(ctx, { ...params, ...body }),
  ),
  route(releaseAppointment, (ctx, { params, body }) =>
    service.releaseAppointment(ctx, { ...params, ...body }),
  ),
];
