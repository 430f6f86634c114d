// Where the keyboard stands on the grid: one stop that stays in the tab order whatever happens around it.
import { computed, signal, type Signal } from '@angular/core';
import { listName } from '#contract/patients';
import type { ProviderColumn, Span } from '../day-columns';
import { minutesBetween } from '../../platform/wall-time';
import { pixelsOf } from './day-layout';
import { nextStop, standIn, stopKey, type Step, type Stop } from './grid-stops';

/** The free row under the cursor, as it is drawn and read aloud. */
export interface CursorSlot {
  providerId: string;
  startsAt: string;
  key: string;
  top: number;
  words: string;
}

interface Ground {
  columns: () => readonly ProviderColumn[];
  shown: () => Span;
  now: () => string;
  timeOf: (iso: string) => string;
}

export class GridCursor {
  readonly #ground: Ground;
  readonly #remembered = signal<Stop | null>(null);

  readonly stop: Signal<Stop | null> = computed(() =>
    standIn(this.#remembered() ?? this.#firstStop(), this.#ground.columns(), this.#ground.shown()),
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
    this.remember(nextStop(stop, step, this.#ground.columns(), this.#ground.shown()));
  }

  #slotOf(stop: Stop): CursorSlot {
    const { providerId, startsAt } = stop;
    const column = this.#ground.columns().find(({ provider }) => provider.id === providerId);
    const works = column?.windows.some(
      (window) => window.startsAt <= startsAt && window.endsAt > startsAt,
    );
    const isPast = startsAt < this.#ground.now();
    const state = isPast ? 'past' : works ? 'free' : 'outside working hours';
    return {
      providerId,
      startsAt,
      key: stopKey(stop),
      top: pixelsOf(minutesBetween(this.#ground.shown().startsAt, startsAt)),
      words: [this.#ground.timeOf(startsAt), column ? listName(column.provider) : '', state].join(
        ', ',
      ),
    };
  }

  /** Now on a day that runs, the beginning of work on any other. */
  #firstStop(): Stop {
    const column = this.#ground.columns()[0];
    const { startsAt, endsAt } = this.#ground.shown();
    const works = column?.windows[0]?.startsAt ?? startsAt;
    const now = this.#ground.now();
    return {
      providerId: column?.provider.id ?? '',
      appointmentId: null,
      startsAt: now > works && now < endsAt ? now : works,
    };
  }
}
