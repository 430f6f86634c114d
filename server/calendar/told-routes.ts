import { confirmTold } from '#contract/visit-told';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './told-service.ts';

export const toldRoutes: readonly Route[] = [
  route(confirmTold, (ctx, { params, body }) => service.confirmTold(ctx, { ...params, ...body })),
];
