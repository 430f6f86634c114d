import { inject, Service } from '@angular/core';
import {
  changeClaimSettings,
  getClaimSettings,
  listFees,
  setFees,
  type ClaimSettings,
} from '#contract/claim-settings';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { listPayers, type Payer } from '#contract/payer';
import { Api } from '../../platform/api';

export type ChangeSettings = NonNullable<CallArguments<typeof changeClaimSettings>['body']>;
export type SettingChange = ChangeSettings['change'];
export type SetFees = NonNullable<CallArguments<typeof setFees>['body']>;
export type FeeSchedule = AnswerOf<typeof listFees>;

/** Every call about what claims are judged by. */
@Service()
export class RulesApi {
  readonly #api = inject(Api);

  settings(clinicId: string): Promise<ClaimSettings> {
    return this.#api.call(getClaimSettings, { query: { clinicId } });
  }

  change(body: ChangeSettings, commandId: string): Promise<ClaimSettings> {
    return this.#api.call(changeClaimSettings, { body }, { commandId });
  }

  async payers(clinicId: string): Promise<Payer[]> {
    return (await this.#api.call(listPayers, { query: { clinicId } })).items;
  }

  fees(clinicId: string, payerId: string, date: string): Promise<FeeSchedule> {
    return this.#api.call(listFees, { query: { clinicId, payerId, date } });
  }

  async setFees(body: SetFees, commandId: string): Promise<number> {
    return (await this.#api.call(setFees, { body }, { commandId })).count;
  }
}

/** For the dialogs, which change one setting at a time. */
export function settingsWriter(): RulesApi['change'] {
  const api = inject(RulesApi);
  return (body, commandId) => api.change(body, commandId);
}
