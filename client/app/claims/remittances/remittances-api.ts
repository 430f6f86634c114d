import { inject, Service } from '@angular/core';
import {
  addDeposit,
  getRemittance,
  importClaimFile,
  listDeposits,
  listRemittances,
  matchDeposit,
  previewClaimFile,
  settleRemittance,
  type ClaimFileReport,
  type Deposit,
  type Remittance,
} from '#contract/claim-files';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import { Api } from '../../platform/api';
import type { FileRequest } from '../../platform/send-file';

type BodyOf<E extends Endpoint> = NonNullable<CallArguments<E>['body']>;
export type AddDeposit = BodyOf<typeof addDeposit>;
export type MatchDeposit = BodyOf<typeof matchDeposit>;
export type SettleRemittance = BodyOf<typeof settleRemittance>;
export type RemittanceWhole = AnswerOf<typeof getRemittance>;
export type RemittancePart = AnswerOf<typeof listRemittances>;
export type WhichRemittances = 'all' | 'held' | 'open';

export interface FileToSend extends Pick<FileRequest, 'progress' | 'signal'> {
  clinicId: string;
  file: File;
  commandId: string;
}

/** Every call about files of payers, remittances and the money of the bank. */
@Service()
export class RemittancesApi {
  readonly #api = inject(Api);

  preview({ clinicId, file, ...sent }: FileToSend): Promise<ClaimFileReport> {
    const headers = { 'X-Daysheet-File-Name': encodeURIComponent(file.name) };
    return this.#api.upload(previewClaimFile, { query: { clinicId } }, { ...sent, file, headers });
  }

  /** Only the bytes that were looked at: the hash is the preview's. */
  take(hash: string, { clinicId, file, ...sent }: FileToSend): Promise<ClaimFileReport> {
    const headers = {
      'X-Daysheet-File-Name': encodeURIComponent(file.name),
      'X-Daysheet-File-Hash': hash,
    };
    return this.#api.upload(importClaimFile, { query: { clinicId } }, { ...sent, file, headers });
  }

  list(clinicId: string, show: WhichRemittances, after?: string): Promise<RemittancePart> {
    const query = { clinicId, show, ...(after === undefined ? {} : { after }) };
    return this.#api.call(listRemittances, { query });
  }

  get(remittanceId: string): Promise<RemittanceWhole> {
    return this.#api.call(getRemittance, { params: { remittanceId } });
  }

  settle(remittanceId: string, body: SettleRemittance, commandId: string): Promise<Remittance> {
    return this.#api.call(settleRemittance, { params: { remittanceId }, body }, { commandId });
  }

  async deposits(clinicId: string, show: 'all' | 'unmatched'): Promise<Deposit[]> {
    return (await this.#api.call(listDeposits, { query: { clinicId, show } })).items;
  }

  addDeposit(body: AddDeposit, commandId: string): Promise<Deposit> {
    return this.#api.call(addDeposit, { body }, { commandId });
  }

  matchDeposit(depositId: string, body: MatchDeposit, commandId: string): Promise<Deposit> {
    return this.#api.call(matchDeposit, { params: { depositId }, body }, { commandId });
  }
}
