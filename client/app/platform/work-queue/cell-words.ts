import { computed, inject, type Signal } from '@angular/core';
import { Clock } from '../clock';
import { Session } from '../session';
import { TimeFormat } from '../time-format';
import type { CellWords } from './queue-columns';
import { WorkQueueStore } from './work-queue-store';

/** The words of cells as this clinic writes them; they move with the clock. */
export function injectCellWords(): Signal<CellWords> {
  const clock = inject(Clock);
  const format = inject(TimeFormat);
  const session = inject(Session);
  const store = inject(WorkQueueStore);
  return computed(() => ({
    now: clock.now(),
    me: store.me(),
    zone: session.clinic()?.zone ?? 'UTC',
    nameOf: store.nameOf(),
    time: (iso) => format.time(iso),
    dayAndTime: (iso) => format.dayAndTime(iso),
    birthDate: (date) => format.birthDate(date),
    zoneName: (iso) => format.zone(iso),
  }));
}
