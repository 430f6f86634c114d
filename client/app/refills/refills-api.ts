import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { searchPharmacies, type Pharmacy } from '#contract/pharmacy';
import type { Prescription } from '#contract/prescription';
import type { RefillCard } from '#contract/refill-card';
import { listPatientPrescriptions } from '#contract/prescription-record';
import type { Refill } from '#contract/refill-request';
import {
  getRefillCard,
  getRefillOutlook,
  listPatientRefills,
  takeInRefill,
} from '#contract/refills';
import { Api } from '../platform/api';

export type TakeIn = NonNullable<CallArguments<typeof takeInRefill>['body']>;
export type Outlook = AnswerOf<typeof getRefillOutlook>;

/** Every call about refills beside those of the queue. */
@Service()
export class RefillsApi {
  readonly #api = inject(Api);

  card(itemId: string): Promise<RefillCard> {
    return this.#api.call(getRefillCard, { params: { itemId } });
  }

  outlook(clinicId: string): Promise<Outlook> {
    return this.#api.call(getRefillOutlook, { query: { clinicId } });
  }

  async prescriptionsOf(patientId: string): Promise<Prescription[]> {
    return (await this.#api.call(listPatientPrescriptions, { params: { patientId } })).items;
  }

  async refillsOf(patientId: string): Promise<Refill[]> {
    return (await this.#api.call(listPatientRefills, { params: { patientId } })).items;
  }

  async pharmacies(text: string): Promise<Pharmacy[]> {
    return (await this.#api.call(searchPharmacies, { body: { text } })).items;
  }

  takeIn(body: TakeIn, commandId: string): Promise<{ item: Refill; joined: boolean }> {
    return this.#api.call(takeInRefill, { body }, { commandId });
  }
}
