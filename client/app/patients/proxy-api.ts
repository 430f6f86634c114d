import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { addProxy, listProxies, revokeProxy, type Proxy } from '#contract/proxy';
import { Api } from '../platform/api';

export type AddProxy = NonNullable<CallArguments<typeof addProxy>['body']>;
export type RevokeProxy = NonNullable<CallArguments<typeof revokeProxy>['body']>;
export type ListedProxy = AnswerOf<typeof listProxies>['items'][number];

/** Every call about who acts for a patient. */
@Service()
export class ProxyApi {
  readonly #api = inject(Api);

  async list(patientId: string, clinicId: string): Promise<ListedProxy[]> {
    const call = { params: { patientId }, query: { clinicId } };
    return (await this.#api.call(listProxies, call)).items;
  }

  add(patientId: string, body: AddProxy, commandId: string): Promise<Proxy> {
    return this.#api.call(addProxy, { params: { patientId }, body }, { commandId });
  }

  revoke(proxyId: string, body: RevokeProxy, commandId: string): Promise<Proxy> {
    return this.#api.call(revokeProxy, { params: { proxyId }, body }, { commandId });
  }
}
