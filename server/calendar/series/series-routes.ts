import {
  bookSeries,
  cancelSeries,
  getSeries,
  moveSeries,
  previewSeries,
  previewSeriesMove,
  reinstateSeries,
} from '#contract/visit-series';
import { route, type Route } from '../../platform/http/route.ts';
import * as cancelling from './series-cancel-service.ts';
import * as moving from './series-move-service.ts';
import * as previewing from './series-preview-service.ts';
import * as queries from './series-queries.ts';
import * as service from './series-service.ts';

export const seriesRoutes: readonly Route[] = [
  route(previewSeries, (ctx, { body }) => previewing.previewSeries(ctx, body)),
  route(bookSeries, (ctx, { body }) => service.bookSeries(ctx, body)),
  route(getSeries, (ctx, { params }) => queries.getSeries(ctx, params.seriesId)),
  route(previewSeriesMove, (ctx, { params, body }) =>
    moving.previewSeriesMove(ctx, { ...params, ...body }),
  ),
  route(moveSeries, (ctx, { params, body }) => moving.moveSeries(ctx, { ...params, ...body })),
  route(cancelSeries, (ctx, { params, body }) =>
    cancelling.cancelSeries(ctx, { ...params, ...body }),
  ),
  route(reinstateSeries, (ctx, { params, body }) =>
    cancelling.reinstateSeries(ctx, { ...params, ...body }),
  ),
];
