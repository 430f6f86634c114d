import { inject, Service } from '@angular/core';
import { listProviders, type Provider } from '#contract/staff';
import { listVisitTypes, type VisitType } from '#contract/availability';
import { listPatientAppointments, type Appointment } from '#contract/calendar';
import { getCascade } from '#contract/waitlist-cascade';
import { addEntry, changeEntryStatus, listEntries } from '#contract/waitlist-entry';
import {
  countOpenings,
  listCandidates,
  listOpenings,
  answerOffer,
  askWave,
  offerOpening,
  showOfferLink,
  takeOverOpening,
  withdrawOffer,
  withdrawOpening,
} from '#contract/waitlist-opening';
import { getWaitlistFigures } from '#contract/waitlist-figures';
import { changeWaitlistPolicy, getWaitlistPolicy } from '#contract/waitlist-policy';
import { replayWaitlistPolicy } from '#contract/waitlist-replay';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { Api } from '../platform/api';

/** Every call that the waitlist makes. */
@Service()
export class WaitlistApi {
  readonly #api = inject(Api);

  listEntries(clinicId: string): Promise<AnswerOf<typeof listEntries>> {
    return this.#api.call(listEntries, { query: { clinicId } });
  }

  listOpenings(clinicId: string): Promise<AnswerOf<typeof listOpenings>> {
    return this.#api.call(listOpenings, { query: { clinicId } });
  }

  async countOpenings(clinicId: string): Promise<number> {
    return (await this.#api.call(countOpenings, { query: { clinicId } })).open;
  }

  async listProviders(clinicId: string): Promise<Provider[]> {
    return (await this.#api.call(listProviders, { query: { clinicId } })).items;
  }

  async listVisitTypes(clinicId: string): Promise<VisitType[]> {
    return (await this.#api.call(listVisitTypes, { query: { clinicId } })).items;
  }

  async listPatientAppointments(patientId: string): Promise<Appointment[]> {
    return (await this.#api.call(listPatientAppointments, { params: { patientId } })).items;
  }

  listCandidates(openingId: string): Promise<AnswerOf<typeof listCandidates>> {
    return this.#api.call(listCandidates, { params: { openingId } });
  }

  getCascade(openingId: string): Promise<AnswerOf<typeof getCascade>> {
    return this.#api.call(getCascade, { params: { openingId } });
  }

  offerOpening(
    openingId: string,
    body: NonNullable<CallArguments<typeof offerOpening>['body']>,
    commandId: string,
  ): Promise<AnswerOf<typeof offerOpening>> {
    return this.#api.call(offerOpening, { params: { openingId }, body }, { commandId });
  }

  askWave(
    openingId: string,
    expectedVersion: number,
    commandId: string,
  ): Promise<AnswerOf<typeof askWave>> {
    const body = { expectedVersion };
    return this.#api.call(askWave, { params: { openingId }, body }, { commandId });
  }

  takeOverOpening(
    openingId: string,
    body: NonNullable<CallArguments<typeof takeOverOpening>['body']>,
    commandId: string,
  ): Promise<AnswerOf<typeof takeOverOpening>> {
    return this.#api.call(takeOverOpening, { params: { openingId }, body }, { commandId });
  }

  answerOffer(
    offerId: string,
    body: NonNullable<CallArguments<typeof answerOffer>['body']>,
    commandId: string,
  ): Promise<AnswerOf<typeof answerOffer>> {
    return this.#api.call(answerOffer, { params: { offerId }, body }, { commandId });
  }

  withdrawOffer(
    offerId: string,
    expectedVersion: number,
    commandId: string,
  ): Promise<AnswerOf<typeof withdrawOffer>> {
    const body = { expectedVersion };
    return this.#api.call(withdrawOffer, { params: { offerId }, body }, { commandId });
  }

  withdrawOpening(
    openingId: string,
    expectedVersion: number,
    commandId: string,
  ): Promise<AnswerOf<typeof withdrawOpening>> {
    const body = { expectedVersion };
    return this.#api.call(withdrawOpening, { params: { openingId }, body }, { commandId });
  }

  changeEntryStatus(
    entryId: string,
    body: NonNullable<CallArguments<typeof changeEntryStatus>['body']>,
    commandId: string,
  ): Promise<AnswerOf<typeof changeEntryStatus>> {
    return this.#api.call(changeEntryStatus, { params: { entryId }, body }, { commandId });
  }

  addEntry(
    body: NonNullable<CallArguments<typeof addEntry>['body']>,
    commandId: string,
  ): Promise<AnswerOf<typeof addEntry>> {
    return this.#api.call(addEntry, { body }, { commandId });
  }

  async showOfferLink(offerId: string): Promise<string> {
    return (await this.#api.call(showOfferLink, { params: { offerId } })).path;
  }

  getFigures(clinicId: string, date: string): Promise<AnswerOf<typeof getWaitlistFigures>> {
    return this.#api.call(getWaitlistFigures, { query: { clinicId, date } });
  }

  getPolicy(clinicId: string): Promise<AnswerOf<typeof getWaitlistPolicy>> {
    return this.#api.call(getWaitlistPolicy, { query: { clinicId } });
  }

  replayPolicy(
    body: NonNullable<CallArguments<typeof replayWaitlistPolicy>['body']>,
  ): Promise<AnswerOf<typeof replayWaitlistPolicy>> {
    return this.#api.call(replayWaitlistPolicy, { body });
  }

  changePolicy(
    body: NonNullable<CallArguments<typeof changeWaitlistPolicy>['body']>,
  ): Promise<AnswerOf<typeof changeWaitlistPolicy>> {
    return this.#api.call(changeWaitlistPolicy, { body });
  }
}
