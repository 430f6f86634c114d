import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import {
  bookSeries,
  cancelSeries,
  getSeries,
  moveSeries,
  previewSeries,
  previewSeriesMove,
  reinstateSeries,
  type SeriesLine,
  type SeriesMoveLine,
  type SeriesView,
} from '#contract/visit-series';
import { Api } from '../platform/api';

export type PreviewSeries = NonNullable<CallArguments<typeof previewSeries>['body']>;
export type BookSeries = NonNullable<CallArguments<typeof bookSeries>['body']>;
export type PreviewSeriesMove = NonNullable<CallArguments<typeof previewSeriesMove>['body']>;
export type MoveSeries = NonNullable<CallArguments<typeof moveSeries>['body']>;
export type CancelSeries = NonNullable<CallArguments<typeof cancelSeries>['body']>;
export type ReinstateSeries = NonNullable<CallArguments<typeof reinstateSeries>['body']>;

/** Every call about visits that come again. */
@Service()
export class SeriesApi {
  readonly #api = inject(Api);

  get(seriesId: string): Promise<SeriesView> {
    return this.#api.call(getSeries, { params: { seriesId } });
  }

  async preview(body: PreviewSeries): Promise<SeriesLine[]> {
    return (await this.#api.call(previewSeries, { body })).lines;
  }

  book(body: BookSeries, commandId: string): Promise<AnswerOf<typeof bookSeries>> {
    return this.#api.call(bookSeries, { body }, { commandId });
  }

  async previewMove(seriesId: string, body: PreviewSeriesMove): Promise<SeriesMoveLine[]> {
    return (await this.#api.call(previewSeriesMove, { params: { seriesId }, body })).lines;
  }

  move(seriesId: string, body: MoveSeries, commandId: string): Promise<SeriesView> {
    return this.#api.call(moveSeries, { params: { seriesId }, body }, { commandId });
  }

  cancel(seriesId: string, body: CancelSeries, commandId: string): Promise<SeriesView> {
    return this.#api.call(cancelSeries, { params: { seriesId }, body }, { commandId });
  }

  reinstate(seriesId: string, body: ReinstateSeries, commandId: string): Promise<SeriesView> {
    return this.#api.call(reinstateSeries, { params: { seriesId }, body }, { commandId });
  }
}
