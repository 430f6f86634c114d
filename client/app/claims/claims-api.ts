import { inject, Service } from '@angular/core';
import { getClaimFile, getFollowUpRecord, type ClaimRecord } from '#contract/claim-record';
import { getClaimSettings, type ClaimSettings } from '#contract/claim-settings';
import { listCoverages, type Coverage } from '#contract/coverage';
import type { AnswerOf } from '#contract/endpoint';
import { Api } from '../platform/api';

/** Every call about a follow-up beside those of the queue. */
@Service()
export class ClaimsApi {
  readonly #api = inject(Api);

  record(itemId: string): Promise<ClaimRecord> {
    return this.#api.call(getFollowUpRecord, { params: { itemId } });
  }

  file(filingId: string): Promise<AnswerOf<typeof getClaimFile>> {
    return this.#api.call(getClaimFile, { params: { filingId } });
  }

  settings(clinicId: string): Promise<ClaimSettings> {
    return this.#api.call(getClaimSettings, { query: { clinicId } });
  }

  async coverages(patientId: string, clinicId: string): Promise<Coverage[]> {
    const call = { params: { patientId }, query: { clinicId } };
    return (await this.#api.call(listCoverages, call)).items;
  }
}
