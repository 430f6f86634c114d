import { resizeAppointment } from '#contract/visit-length';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './resize-service.ts';

export const resizeRoutes: readonly Route[] = [
  route(resizeAppointment, (ctx, { params, body }) =>
    service.resizeAppointment(ctx, { ...params, ...body }),
  ),
];
