import {
  keepOutsideCalendar,
  listOutsideCalendars,
  previewOutsideCalendar,
  removeOutsideCalendar,
} from '#contract/outside-calendar';
import { readingRoute, route, type Route } from '../../platform/http/route.ts';
import * as queries from './outside-queries.ts';
import * as service from './outside-service.ts';

export const outsideRoutes: readonly Route[] = [
  route(listOutsideCalendars, async (ctx, { query }) => ({
    items: await queries.listOutsideCalendars(ctx, query.clinicId),
  })),
  readingRoute(previewOutsideCalendar, {
    allow: (ctx, { query }) => service.allowOutsideFile(ctx, query),
    read: (bytes, _input, window) => Promise.resolve(service.readOutsideFile(bytes, window)),
    take: (ctx, { query }, reading) => service.previewOutside(ctx, query, reading),
  }),
  readingRoute(keepOutsideCalendar, {
    allow: (ctx, { query }) => service.allowOutsideFile(ctx, query),
    read: (bytes, _input, window) => Promise.resolve(service.readOutsideFile(bytes, window)),
    take: (ctx, { query, headers }, reading) => {
      const reason = headers['X-Daysheet-Override-Reason'];
      const overrides = reason === undefined ? [] : [{ rule: 'orphans-visits', reason }];
      const name = headers['X-Daysheet-Calendar-Name'];
      return service.keepOutside(ctx, { ...query, name, overrides }, reading);
    },
  }),
  route(removeOutsideCalendar, (ctx, { params, body }) =>
    service.removeOutside(ctx, { ...params, ...body }),
  ),
];
