import { describeAppointment } from '#contract/visit-description';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './describe-service.ts';

export const describeRoutes: readonly Route[] = [
  route(describeAppointment, (ctx, { params, body }) =>
    service.describeAppointment(ctx, { ...params, ...body }),
  ),
];
