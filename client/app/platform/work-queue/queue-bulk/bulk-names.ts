import { inject } from '@angular/core';
import { TimeFormat } from '../../time-format';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';
import type { BulkNames } from './bulk-words';

/** The names that words about an action need, and those of its items. */
export function injectBulkNames(): {
  names: () => BulkNames;
  itemName: (itemId: string) => string;
} {
  const store = inject(WorkQueueStore);
  const format = inject(TimeFormat);
  const queue = inject(WORK_QUEUE);
  return {
    names: () => ({
      me: store.me(),
      nameOf: store.nameOf(),
      when: (iso) => format.dayAndTime(iso),
      decisions: queue.manyDecisions ?? [],
    }),
    itemName: (itemId) => {
      const item = store.items()[itemId];
      return item ? queue.nameOf(item) : `A ${queue.noun[0]} that is no longer on show`;
    },
  };
}
