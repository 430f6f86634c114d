import { inject, Service } from '@angular/core';
import type { AnswerOf } from '#contract/endpoint';
import { getResultRecord, unhideResult, type ResultRecord } from '#contract/result-record';
import { getResultRelease } from '#contract/result-release';
import { listResultStandings, type ResultStanding } from '#contract/result-standing';
import { Api } from '../platform/api';

export type ResultRelease = AnswerOf<typeof getResultRelease>;

/** Every call about results beside those of the queue. */
@Service()
export class ResultsApi {
  readonly #api = inject(Api);

  record(itemId: string): Promise<ResultRecord> {
    return this.#api.call(getResultRecord, { params: { itemId } });
  }

  unhide(itemId: string, reason: string): Promise<ResultRecord> {
    return this.#api.call(unhideResult, { params: { itemId }, body: { reason } });
  }

  /** `asOf` left out = now. */
  release(itemId: string, asOf?: string): Promise<ResultRelease> {
    const query = asOf === undefined ? {} : { asOf };
    return this.#api.call(getResultRelease, { params: { itemId }, query });
  }

  async standings(patientId: string): Promise<ResultStanding[]> {
    return (await this.#api.call(listResultStandings, { params: { patientId } })).items;
  }
}
