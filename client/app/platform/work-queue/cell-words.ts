import { computed, inject, type Signal } from '@angular/core';
import { Clock } from '../clock';
import { Session } from '../session';
import { TimeFormat } from '../time-format';
import type { CellWords } from './queue-columns';

/** The words of cells as this clinic writes them, with the names of its people; they move with the clock. */
export function injectCellWords(nameOf: Signal<CellWords['nameOf']>): Signal<CellWords> {
  const clock = inject(Clock);
  const format = inject(TimeFormat);
  const session = inject(Session);
  return computed(() => ({
    now: clock.now(),
    me: session.me()?.staffId ?? '',
    zone: session.clinic()?.zone ?? 'UTC',
    nameOf: nameOf(),
    time: (iso) => format.time(iso),
    dayAndTime: (iso) => format.dayAndTime(iso),
    birthDate: (date) => format.birthDate(date),
    day: (date) => format.day(date),
    zoneName: (iso) => format.zone(iso),
  }));
}
