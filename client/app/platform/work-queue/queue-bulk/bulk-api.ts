import { inject, Injectable } from '@angular/core';
import type { Bulk, BulkRefusal } from '#contract/work-bulk';
import { Api } from '../../api';
import { WORK_QUEUE } from '../work-queue';
import type { BulkWish } from './bulk-events';

/** Actions on many items of the queue on show. */
@Injectable()
export class BulkApi {
  readonly #api = inject(Api);
  readonly #endpoints = inject(WORK_QUEUE).endpoints;

  preview(
    clinicId: string,
    { action, items }: BulkWish,
  ): Promise<{ would: number; refused: BulkRefusal[] }> {
    return this.#api.call(this.#endpoints.previewBulk, { body: { clinicId, action, items } });
  }

  start(clinicId: string, { action, items, commandId }: BulkWish): Promise<Bulk> {
    const body = { clinicId, action, items };
    return this.#api.call(this.#endpoints.startBulk, { body }, { commandId });
  }

  undo(bulkId: string, commandId: string): Promise<Bulk> {
    return this.#api.call(this.#endpoints.undoBulk, { params: { bulkId } }, { commandId });
  }

  report(bulkId: string): Promise<{ bulk: Bulk; refused: BulkRefusal[] }> {
    return this.#api.call(this.#endpoints.getBulk, { params: { bulkId } });
  }
}
