import { tellLate } from '#contract/visit-delay';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './late-service.ts';

export const lateRoutes: readonly Route[] = [
  route(tellLate, (ctx, { params, body }) => service.tellLate(ctx, { ...params, ...body })),
];
