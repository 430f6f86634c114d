// Where the keyboard stands on the grid: one stop that stays in the tab order whatever happens around it.
import { computed, signal, type Signal } from '@angular/core';
import { minutesBetween } from '../../platform/wall-time';
import { pixelsOf } from './day-layout';
import { nextStop, standIn, stopKey, type Step, type Stop } from './grid-stops';
import type { ShownColumn } from './shown-hours';

/** The free row under the cursor, as it is drawn and read aloud. */
export interface CursorSlot {
  column: string;
  providerId: string;
  startsAt: string;
  key: string;
  top: number;
  words: string;
}

interface Ground {
  columns: () => readonly ShownColumn[];
  now: () => string;
  timeOf: (iso: string) => string;
  /** Whose column it is, or of which day. */
  titleOf: (column: ShownColumn) => string;
}

export class GridCursor {
  readonly #ground: Ground;
  readonly #remembered = signal<Stop | null>(null);

  readonly stop: Signal<Stop | null> = computed(() =>
    standIn(this.#remembered() ?? this.#firstStop(), this.#ground.columns()),
  );
  readonly slot: Signal<CursorSlot | null> = computed(() => {
    const stop = this.stop();
    return stop?.appointmentId === null ? this.#slotOf(stop) : null;
  });

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  remember(stop: Stop): void {
    this.#remembered.set(stop);
  }

  step(step: Step): void {
    const stop = this.stop();
    if (!stop) return;
    this.remember(nextStop(stop, step, this.#ground.columns()));
  }

  #slotOf(stop: Stop): CursorSlot | null {
    const { startsAt } = stop;
    const column = this.#ground.columns().find(({ key }) => key === stop.column);
    if (!column) return null;
    const works = column.windows.some(
      (window) => window.startsAt <= startsAt && window.endsAt > startsAt,
    );
    const isPast = startsAt < this.#ground.now();
    const state = isPast ? 'past' : works ? 'free' : 'outside working hours';
    return {
      column: column.key,
      providerId: column.provider.id,
      startsAt,
      key: stopKey(stop),
      top: pixelsOf(minutesBetween(column.shown.startsAt, startsAt)),
      words: [this.#ground.timeOf(startsAt), this.#ground.titleOf(column), state].join(', '),
    };
  }

  /** Now on a day that runs, the beginning of work on any other. */
  #firstStop(): Stop {
    const now = this.#ground.now();
    const columns = this.#ground.columns();
    const column = columns.find(({ day }) => now >= day.startsAt && now < day.endsAt) ?? columns[0];
    const works = column?.windows[0]?.startsAt ?? column?.shown.startsAt ?? '';
    return {
      column: column?.key ?? '',
      appointmentId: null,
      startsAt: column && now > works && now < column.shown.endsAt ? now : works,
    };
  }
}
