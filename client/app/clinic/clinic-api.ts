import { inject, Service } from '@angular/core';
import {
  approveDraft,
  changeClinicDetails,
  changeClinicHours,
  changeHoldTime,
  changeLateCancellation,
  changeNoShowPolicy,
  draftSetting,
  getClinicSettings,
  withdrawDraft,
  type ClinicSettings,
  type SettingDraft,
} from '#contract/clinic-settings';
import { readClosings, type FoundClosings } from '#contract/closings-file';
import type { CallArguments, Endpoint } from '#contract/endpoint';
import { listName } from '#contract/patients';
import { listColleagues } from '#contract/staff';
import { Api } from '../platform/api';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type ChangeDetails = BodyOf<typeof changeClinicDetails>;
export type ChangeHours = BodyOf<typeof changeClinicHours>;
export type DraftSetting = BodyOf<typeof draftSetting>;

/** Every call that the page of a clinic makes. */
@Service()
export class ClinicApi {
  readonly #api = inject(Api);

  get(clinicId: string): Promise<ClinicSettings> {
    return this.#api.call(getClinicSettings, { query: { clinicId } });
  }

  /** As lists name them, by id. */
  async names(clinicId: string): Promise<ReadonlyMap<string, string>> {
    const { items } = await this.#api.call(listColleagues, { query: { clinicId } });
    return new Map(items.map((one) => [one.id, listName(one)]));
  }

  changeDetails(body: ChangeDetails, commandId: string): Promise<ClinicSettings> {
    return this.#api.call(changeClinicDetails, { body }, { commandId });
  }

  /** What a calendar file would close; it changes nothing. */
  readClosings(file: File, clinicId: string, commandId: string): Promise<FoundClosings> {
    const request = { file, headers: {}, progress: () => undefined, commandId };
    const { signal } = new AbortController();
    return this.#api.upload(readClosings, { query: { clinicId } }, { ...request, signal });
  }

  changeHours(body: ChangeHours, commandId: string): Promise<ClinicSettings> {
    return this.#api.call(changeClinicHours, { body }, { commandId });
  }

  changeLate(
    body: BodyOf<typeof changeLateCancellation>,
    commandId: string,
  ): Promise<ClinicSettings> {
    return this.#api.call(changeLateCancellation, { body }, { commandId });
  }

  changeHoldTime(body: BodyOf<typeof changeHoldTime>, commandId: string): Promise<ClinicSettings> {
    return this.#api.call(changeHoldTime, { body }, { commandId });
  }

  changeNoShow(
    body: BodyOf<typeof changeNoShowPolicy>,
    commandId: string,
  ): Promise<ClinicSettings> {
    return this.#api.call(changeNoShowPolicy, { body }, { commandId });
  }

  draft(body: DraftSetting, commandId: string): Promise<SettingDraft> {
    return this.#api.call(draftSetting, { body }, { commandId });
  }

  approve({ id: draftId, version: expectedVersion }: SettingDraft): Promise<SettingDraft> {
    return this.#api.call(approveDraft, { params: { draftId }, body: { expectedVersion } });
  }

  withdraw({ id: draftId, version: expectedVersion }: SettingDraft): Promise<SettingDraft> {
    return this.#api.call(withdrawDraft, { params: { draftId }, body: { expectedVersion } });
  }
}
