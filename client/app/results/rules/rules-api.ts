import { inject, Service } from '@angular/core';
import type { CallArguments } from '#contract/endpoint';
import {
  changeResultSettings,
  getResultSettings,
  type ResultSettings,
} from '#contract/result-settings';
import { listColleagues, type Colleague } from '#contract/staff';
import { Api } from '../../platform/api';

export type ChangeSettings = NonNullable<CallArguments<typeof changeResultSettings>['body']>;
export type SettingChange = ChangeSettings['change'];

/** Every call about what results are judged by. */
@Service()
export class RulesApi {
  readonly #api = inject(Api);

  settings(clinicId: string): Promise<ResultSettings> {
    return this.#api.call(getResultSettings, { query: { clinicId } });
  }

  change(body: ChangeSettings, commandId: string): Promise<ResultSettings> {
    return this.#api.call(changeResultSettings, { body }, { commandId });
  }

  async colleagues(clinicId: string): Promise<Colleague[]> {
    return (await this.#api.call(listColleagues, { query: { clinicId } })).items;
  }
}

/** For the dialogs, which change one setting at a time. */
export function settingsWriter(): RulesApi['change'] {
  const api = inject(RulesApi);
  return (body, commandId) => api.change(body, commandId);
}
