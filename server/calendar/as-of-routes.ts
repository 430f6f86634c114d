import { listDayAsOf } from '#contract/day-as-of';
import { route, type Route } from '../platform/http/route.ts';
import { listDayAsOf as dayAsOf } from './as-of-queries.ts';

export const asOfRoutes: readonly Route[] = [
  route(listDayAsOf, (ctx, { query }) => dayAsOf(ctx, query)),
];
