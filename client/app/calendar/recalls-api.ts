import { inject, Service } from '@angular/core';
import { listVisitTypes, type VisitType } from '#contract/availability';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import {
  addRecall,
  claimRecall,
  countRecalls,
  dropRecall,
  getRecall,
  listRecalls,
  postponeRecall,
  releaseRecall,
  type DropReason,
  type Recall,
} from '#contract/recalls';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type AddRecall = NonNullable<CallArguments<typeof addRecall>['body']>;

export interface ClinicRecalls {
  recalls: Recall[];
  hasMore: boolean;
  providers: Provider[];
  visitTypes: VisitType[];
}

/** Every call about who is to come back. */
@Service()
export class RecallsApi {
  readonly #api = inject(Api);

  /** So many pages, the first ones. */
  async load(clinicId: string, pages: number): Promise<ClinicRecalls> {
    const inClinic = { query: { clinicId } };
    const [list, providers, visitTypes] = await Promise.all([
      this.#list(clinicId, pages),
      this.#api.call(listProviders, inClinic),
      this.#api.call(listVisitTypes, inClinic),
    ]);
    return { ...list, providers: providers.items, visitTypes: visitTypes.items };
  }

  get(recallId: string): Promise<Recall> {
    return this.#api.call(getRecall, { params: { recallId } });
  }

  async countDue(clinicId: string): Promise<number> {
    return (await this.#api.call(countRecalls, { query: { clinicId } })).due;
  }

  /** Takes it on, or leaves it to others again. */
  tend(
    act: 'claim' | 'release',
    { id: recallId, version: expectedVersion }: Recall,
    commandId: string,
  ): Promise<Recall> {
    const call = { params: { recallId }, body: { expectedVersion } };
    return act === 'claim'
      ? this.#api.call(claimRecall, call, { commandId })
      : this.#api.call(releaseRecall, call, { commandId });
  }

  postpone(
    recallId: string,
    body: { expectedVersion: number; dueOn: string },
    commandId: string,
  ): Promise<Recall> {
    return this.#api.call(postponeRecall, { params: { recallId }, body }, { commandId });
  }

  add(body: AddRecall, commandId: string): Promise<Recall> {
    return this.#api.call(addRecall, { body }, { commandId });
  }

  drop(
    recallId: string,
    body: { expectedVersion: number; reason: DropReason },
    commandId: string,
  ): Promise<Recall> {
    return this.#api.call(dropRecall, { params: { recallId }, body }, { commandId });
  }

  async #list(
    clinicId: string,
    pages: number,
  ): Promise<Pick<ClinicRecalls, 'recalls' | 'hasMore'>> {
    let { items: recalls, next } = await this.#page({ clinicId });
    for (let page = 1; page < pages && next !== null; page += 1) {
      const more = await this.#page({ clinicId, after: next });
      recalls = [...recalls, ...more.items];
      next = more.next;
    }
    return { recalls, hasMore: next !== null };
  }

  #page(query: { clinicId: string; after?: string }): Promise<AnswerOf<typeof listRecalls>> {
    return this.#api.call(listRecalls, { query });
  }
}
