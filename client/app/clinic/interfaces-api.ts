import { inject, Service } from '@angular/core';
import type { CallArguments, Endpoint } from '#contract/endpoint';
import {
  addInterface,
  changeInterface,
  giveInterfaceFile,
  listInterfaceMessages,
  listInterfaces,
  readFileAgain,
  type InterfaceMessage,
  type InterfaceView,
} from '#contract/interfaces';
import { listPayers, type Payer } from '#contract/payer';
import { Api } from '../platform/api';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type AddInterface = BodyOf<typeof addInterface>;
export type ChangeInterface = BodyOf<typeof changeInterface>;

/** Every call about interfaces to other systems. */
@Service()
export class InterfacesApi {
  readonly #api = inject(Api);

  async list(clinicId: string): Promise<InterfaceView[]> {
    return (await this.#api.call(listInterfaces, { query: { clinicId } })).items;
  }

  async messages(interfaceId: string, clinicId: string): Promise<InterfaceMessage[]> {
    const call = { params: { interfaceId }, query: { clinicId } };
    return (await this.#api.call(listInterfaceMessages, call)).items;
  }

  async payers(clinicId: string): Promise<Payer[]> {
    return (await this.#api.call(listPayers, { query: { clinicId } })).items;
  }

  add(body: AddInterface, commandId: string): Promise<InterfaceView> {
    return this.#api.call(addInterface, { body }, { commandId });
  }

  change(interfaceId: string, body: ChangeInterface, commandId: string): Promise<InterfaceView> {
    return this.#api.call(changeInterface, { params: { interfaceId }, body }, { commandId });
  }

  giveFile(
    file: File,
    of: { interfaceId: string; clinicId: string },
    commandId: string,
  ): Promise<{ bytes: number }> {
    const { interfaceId, clinicId } = of;
    const call = { params: { interfaceId }, query: { clinicId } };
    const { signal } = new AbortController();
    const request = { file, headers: {}, progress: () => undefined, commandId, signal };
    return this.#api.upload(giveInterfaceFile, call, request);
  }

  readAgain(messageId: string, clinicId: string, commandId: string): Promise<InterfaceMessage> {
    const call = { params: { messageId }, body: { clinicId } };
    return this.#api.call(readFileAgain, call, { commandId });
  }
}
