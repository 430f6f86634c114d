import { inject, Service } from '@angular/core';
import {
  getArchive,
  listExports,
  openExport,
  requestExport,
  withdrawExport,
  type DataExport,
} from '#contract/exports';
import { Api } from '../platform/api';

/** Every call that the page of exports makes. */
@Service()
export class ExportsApi {
  readonly #api = inject(Api);

  async list(): Promise<DataExport[]> {
    return (await this.#api.call(listExports)).items;
  }

  request(reason: string, commandId: string): Promise<DataExport> {
    return this.#api.call(requestExport, { body: { reason } }, { commandId });
  }

  withdraw({ id, version }: DataExport): Promise<DataExport> {
    return this.#api.call(withdrawExport, {
      params: { exportId: id },
      body: { expectedVersion: version },
    });
  }

  open({ id }: DataExport): Promise<DataExport> {
    return this.#api.call(openExport, { params: { exportId: id } });
  }
}

/** Where the browser itself fetches it: it may be larger than a page can hold. */
export function archivePath({ id }: DataExport): string {
  return getArchive.path.replace(':exportId', id);
}
