import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import {
  addPharmacy,
  changePharmacy,
  changePharmacyNetwork,
  listPharmacyNetwork,
  searchPharmacies,
  type Pharmacy,
} from '#contract/pharmacy';
import { Api } from '../platform/api';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type AddPharmacy = BodyOf<typeof addPharmacy>;
export type ChangePharmacy = BodyOf<typeof changePharmacy>;
export type ChangeNetwork = BodyOf<typeof changePharmacyNetwork>;
export type Network = AnswerOf<typeof listPharmacyNetwork>;

/** Every call about pharmacies and whose network they are in. */
@Service()
export class PharmacyApi {
  readonly #api = inject(Api);

  async search(text: string): Promise<Pharmacy[]> {
    return (await this.#api.call(searchPharmacies, { body: { text } })).items;
  }

  add(body: AddPharmacy, commandId: string): Promise<Pharmacy> {
    return this.#api.call(addPharmacy, { body }, { commandId });
  }

  change(pharmacyId: string, body: ChangePharmacy, commandId: string): Promise<Pharmacy> {
    return this.#api.call(changePharmacy, { params: { pharmacyId }, body }, { commandId });
  }

  listNetwork(pharmacyId: string): Promise<Network> {
    return this.#api.call(listPharmacyNetwork, { params: { pharmacyId } });
  }

  changeNetwork(pharmacyId: string, body: ChangeNetwork, commandId: string): Promise<Network> {
    return this.#api.call(changePharmacyNetwork, { params: { pharmacyId }, body }, { commandId });
  }
}
