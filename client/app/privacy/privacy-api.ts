import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { getPatientHeader, type PatientSummary } from '#contract/patients';
import {
  countAccessesToReview,
  linkOwnChart,
  listAccessesToReview,
  listAccessReviews,
  listWatchedPeople,
  reviewAccesses,
  searchFailedTries,
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  takePrivacyList,
  type AccessReview,
  type AccessShow,
  type AccessToReview,
  type AccessWindow,
  type WatchedPerson,
} from '#contract/privacy';
import { Api } from '../platform/api';

interface Windowed {
  window: AccessWindow;
}
export type ListToTake = NonNullable<CallArguments<typeof takePrivacyList>['body']>['list'];
export type TakenPart = AnswerOf<typeof takePrivacyList>;

/** Every call that the privacy page makes. */
@Service()
export class PrivacyApi {
  readonly #api = inject(Api);

  async count(): Promise<number> {
    return (await this.#api.call(countAccessesToReview)).count;
  }

  toReview(after?: string): Promise<AnswerOf<typeof listAccessesToReview>> {
    return this.#api.call(listAccessesToReview, { query: pageAfter(after) });
  }

  reviews(after?: string): Promise<AnswerOf<typeof listAccessReviews>> {
    return this.#api.call(listAccessReviews, { query: pageAfter(after) });
  }

  ofPatient(
    search: Windowed & { patientId: string; show: AccessShow },
    after?: string,
  ): Promise<AnswerOf<typeof searchPatientAccesses>> {
    return this.#api.call(searchPatientAccesses, { body: { ...search, ...pageAfter(after) } });
  }

  ofPerson(
    search: Windowed & { staffId: string; show: AccessShow },
    after?: string,
  ): Promise<AnswerOf<typeof searchPersonAccesses>> {
    return this.#api.call(searchPersonAccesses, { body: { ...search, ...pageAfter(after) } });
  }

  takenOut(search: Windowed, after?: string): Promise<AnswerOf<typeof searchTakenOut>> {
    return this.#api.call(searchTakenOut, { body: { ...search, ...pageAfter(after) } });
  }

  failedTries(search: Windowed, after?: string): Promise<AnswerOf<typeof searchFailedTries>> {
    return this.#api.call(searchFailedTries, { body: { ...search, ...pageAfter(after) } });
  }

  take(list: ListToTake, window: AccessWindow, after?: string): Promise<TakenPart> {
    return this.#api.call(takePrivacyList, { body: { list, window, ...pageAfter(after) } });
  }

  async people(): Promise<WatchedPerson[]> {
    return (await this.#api.call(listWatchedPeople)).items;
  }

  async patient(patientId: string): Promise<PatientSummary> {
    const { patient } = await this.#api.call(getPatientHeader, { params: { patientId } });
    return patient;
  }

  linkOwnChart(
    person: Pick<WatchedPerson, 'id' | 'version'>,
    patientId: string | null,
    commandId: string,
  ): Promise<WatchedPerson> {
    const body = { expectedVersion: person.version, patientId };
    return this.#api.call(linkOwnChart, { params: { staffId: person.id }, body }, { commandId });
  }

  /** Those that were seen; the server refuses when others have come. */
  review(pair: AccessToReview, note: string, commandId: string): Promise<AccessReview> {
    const { person, patient, count, lastAt } = pair;
    const body = { staffId: person.id, patientId: patient.id, seen: { count, lastAt }, note };
    return this.#api.call(reviewAccesses, { body }, { commandId });
  }
}

function pageAfter(after: string | undefined): { after?: string } {
  return after === undefined ? {} : { after };
}
