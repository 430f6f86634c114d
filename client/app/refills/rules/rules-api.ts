import { inject, Service } from '@angular/core';
import type { CallArguments, Endpoint } from '#contract/endpoint';
import { coSignRefill, listCoSigns } from '#contract/refill-afterwards';
import type { Refill } from '#contract/refill-request';
import {
  addRefillProtocol,
  changeDrugGroups,
  changeRefillProtocol,
  changeRefillTerms,
  endRefillProtocol,
  getRefillSettings,
  listRefillProtocols,
  signRefillProtocol,
  type RefillSettings,
} from '#contract/refill-settings';
import type { ProtocolTerms, RefillProtocol } from '#contract/refill-protocol';
import {
  changeRefillReminder,
  getRefillReminder,
  type RefillReminderSettings,
} from '#contract/refill-reminder';
import { Api } from '../../platform/api';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type ChangeTerms = BodyOf<typeof changeRefillTerms>;
export type ChangeGroups = BodyOf<typeof changeDrugGroups>;
export type ChangeReminder = BodyOf<typeof changeRefillReminder>;

/** Every call about what refills are decided by. */
@Service()
export class RulesApi {
  readonly #api = inject(Api);

  async protocols(clinicId: string): Promise<RefillProtocol[]> {
    return (await this.#api.call(listRefillProtocols, { query: { clinicId } })).items;
  }

  settings(clinicId: string): Promise<RefillSettings> {
    return this.#api.call(getRefillSettings, { query: { clinicId } });
  }

  reminder(clinicId: string): Promise<RefillReminderSettings> {
    return this.#api.call(getRefillReminder, { query: { clinicId } });
  }

  async coSigns(clinicId: string): Promise<Refill[]> {
    return (await this.#api.call(listCoSigns, { query: { clinicId } })).items;
  }

  add(
    body: { clinicId: string; terms: ProtocolTerms },
    commandId: string,
  ): Promise<RefillProtocol> {
    return this.#api.call(addRefillProtocol, { body }, { commandId });
  }

  change(
    protocolId: string,
    body: { expectedVersion: number; terms: ProtocolTerms },
    commandId: string,
  ): Promise<RefillProtocol> {
    return this.#api.call(changeRefillProtocol, { params: { protocolId }, body }, { commandId });
  }

  sign({ id, version }: RefillProtocol, commandId: string): Promise<RefillProtocol> {
    const call = { params: { protocolId: id }, body: { expectedVersion: version } };
    return this.#api.call(signRefillProtocol, call, { commandId });
  }

  end({ id, version }: RefillProtocol, commandId: string): Promise<RefillProtocol> {
    const call = { params: { protocolId: id }, body: { expectedVersion: version } };
    return this.#api.call(endRefillProtocol, call, { commandId });
  }

  coSign(
    { id, version }: Refill,
    answer: 'agreed' | 'disagreed',
    commandId: string,
  ): Promise<Refill> {
    const call = { params: { itemId: id }, body: { expectedVersion: version, answer } };
    return this.#api.call(coSignRefill, call, { commandId });
  }

  changeTerms(body: ChangeTerms, commandId: string): Promise<RefillSettings> {
    return this.#api.call(changeRefillTerms, { body }, { commandId });
  }

  changeGroups(body: ChangeGroups, commandId: string): Promise<RefillSettings> {
    return this.#api.call(changeDrugGroups, { body }, { commandId });
  }

  changeReminder(body: ChangeReminder, commandId: string): Promise<RefillReminderSettings> {
    return this.#api.call(changeRefillReminder, { body }, { commandId });
  }
}
