import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { addProxy, listProxies, revokeProxy, type Proxy } from '#contract/proxy';
import {
  attachProxyPaper,
  getProxyPaper,
  removeProxyPaper,
  type ProxyPaper,
  type ProxyPaperKind,
} from '#contract/proxy-paper';
import { Api } from '../platform/api';
import type { FileRequest } from '../platform/send-file';

export type AddProxy = NonNullable<CallArguments<typeof addProxy>['body']>;
export type RevokeProxy = NonNullable<CallArguments<typeof revokeProxy>['body']>;
export type RemovePaper = NonNullable<CallArguments<typeof removeProxyPaper>['body']>;
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

  attachPaper(
    { proxyId, clinicId, kind }: { proxyId: string; clinicId: string; kind: ProxyPaperKind },
    request: Omit<FileRequest, 'headers'> & { file: File; commandId: string },
  ): Promise<ProxyPaper> {
    // Never in the address: a file's name may be a patient's.
    const headers = {
      'X-Daysheet-File-Name': encodeURIComponent(request.file.name),
      'X-Daysheet-Paper-Kind': kind,
    };
    const call = { params: { proxyId }, query: { clinicId } };
    return this.#api.upload(attachProxyPaper, call, { ...request, headers });
  }

  hrefOf({ proxyId, id: paperId }: ProxyPaper, clinicId: string): string {
    const call = { params: { proxyId, paperId }, query: { clinicId } };
    return this.#api.urlOf(getProxyPaper, call);
  }

  removePaper(
    { proxyId, id: paperId }: ProxyPaper,
    body: RemovePaper,
    commandId: string,
  ): Promise<ProxyPaper> {
    return this.#api.call(removeProxyPaper, { params: { proxyId, paperId }, body }, { commandId });
  }
}
