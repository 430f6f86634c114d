import { inject, Injectable } from '@angular/core';
import type { WorkFilter, WorkItem } from '#contract/work';
import type { ExportTarget } from '#contract/work-queue';
import { Api } from '../../api';
import { WORK_QUEUE } from '../work-queue';
import type { TakenList } from './list-sheet';

export interface ListToTake {
  clinicId: string;
  filter: WorkFilter;
  target: ExportTarget;
  columns: string[];
}

/** All items of a list, part by part; the server writes down that they were taken. */
@Injectable()
export class ListTaker {
  readonly #api = inject(Api);
  readonly #queue = inject(WORK_QUEUE);

  /** `progressed` hears how many are here; an aborted signal ends it with an `AbortError`. */
  async take(
    list: ListToTake,
    { progressed, signal }: { progressed?: (items: number) => void; signal?: AbortSignal } = {},
  ): Promise<TakenList> {
    const items: WorkItem[] = [];
    let after: string | undefined;
    for (;;) {
      const body = after === undefined ? list : { ...list, after };
      const part = await this.#api.call(this.#queue.endpoints.export, { body });
      signal?.throwIfAborted();
      items.push(...part.items);
      progressed?.(items.length);
      if (part.next === null) return { items, at: part.at };
      after = part.next;
    }
  }
}
