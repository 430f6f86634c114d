import { addWalkIn, placeWalkIn, startWalkIn } from '#contract/walk-ins';
import { route, type Route } from '../platform/http/route.ts';
import * as service from './walk-in-service.ts';

export const walkInRoutes: readonly Route[] = [
  route(addWalkIn, (ctx, { body }) => service.addWalkIn(ctx, body)),
  route(placeWalkIn, (ctx, { params, body }) => service.placeWalkIn(ctx, { ...params, ...body })),
  route(startWalkIn, (ctx, { params, body }) => service.startWalkIn(ctx, { ...params, ...body })),
];
