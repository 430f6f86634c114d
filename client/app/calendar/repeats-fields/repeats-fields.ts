import { Component, computed, input, model } from '@angular/core';
import { seriesUnits, type SeriesRhythm, type SeriesUnit } from '#contract/visit-series';

const most = 52;
const apartWords: Record<SeriesUnit, string> = {
  day: 'Days apart',
  week: 'Weeks apart',
  month: 'Months apart',
  'month-weekday': 'Months apart',
};

/** Whether a visit comes again: after how long, and until when. */
@Component({
  selector: 'app-repeats-fields',
  templateUrl: './repeats-fields.html',
  styleUrl: './repeats-fields.scss',
})
export class RepeatsFields {
  /** The first day on which it may end. */
  readonly firstDay = input.required<string>();
  /** `null` = it does not. */
  readonly rhythm = model.required<SeriesRhythm | null>();

  protected readonly units = Object.entries(seriesUnits).map(([unit, word]) => ({
    unit: unit as SeriesUnit,
    word,
  }));
  protected readonly apart = computed(() => apartWords[this.rhythm()?.unit ?? 'week']);
  protected readonly count = computed(() => {
    const ends = this.rhythm()?.ends;
    return ends && 'count' in ends ? ends.count : null;
  });
  protected readonly until = computed(() => {
    const ends = this.rhythm()?.ends;
    return ends && 'until' in ends ? ends.until : null;
  });

  protected chooseUnit(unit: string): void {
    const { every = 1, ends = { count: 8 } } = this.rhythm() ?? {};
    this.rhythm.set(unit ? { unit: unit as SeriesUnit, every, ends } : null);
  }

  protected typeEvery(text: string): void {
    const every = wholeNumber(text, 1);
    if (every !== null) this.#change({ every });
  }

  protected typeCount(text: string): void {
    const count = wholeNumber(text, 2);
    if (count !== null) this.#change({ ends: { count } });
  }

  protected endOn(until: string): void {
    if (until) this.#change({ ends: { until } });
  }

  protected chooseEnd(kind: string): void {
    this.#change({ ends: kind === 'until' ? { until: this.firstDay() } : { count: 8 } });
  }

  #change(changed: Partial<SeriesRhythm>): void {
    const rhythm = this.rhythm();
    if (rhythm) this.rhythm.set({ ...rhythm, ...changed });
  }
}

function wholeNumber(text: string, least: number): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number >= least && number <= most ? number : null;
}
