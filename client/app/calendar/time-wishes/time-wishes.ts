import { Component, computed, inject, model, signal } from '@angular/core';
import { searchOrders, type SearchOrder } from '#contract/availability';
import { TimeFormat } from '../../platform/time-format';
import { weekdayNames } from '../../platform/weekday-names';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

/** How free times are looked for: when the patient can come, how far ahead, and which come first. */
export interface SearchWishes {
  /** 1 = Monday; empty = any. */
  weekdays: readonly number[];
  /** Wall times of the clinic; `null` = any. */
  earliestTime: string | null;
  latestTime: string | null;
  /** To look ahead. */
  days: number;
  order: SearchOrder;
}

export const anyTime: SearchWishes = {
  ...{ weekdays: [], earliestTime: null, latestTime: null },
  ...{ days: 60, order: 'soonest' },
};

const orderWords: Record<SearchOrder, string> = {
  soonest: 'Soonest first',
  fit: 'Best fit in 14 days',
};
const spans = [
  { days: 1, words: 'On that day' },
  { days: 7, words: 'Within 7 days' },
  { days: 30, words: 'Within 30 days' },
  { days: 60, words: 'Within 60 days' },
] as const;

/** Narrows a search for free times. */
@Component({
  selector: 'app-time-wishes',
  imports: [SvgIcon],
  templateUrl: './time-wishes.html',
  styleUrl: './time-wishes.scss',
})
export class TimeWishes {
  readonly wishes = model.required<SearchWishes>();

  readonly #format = inject(TimeFormat);

  protected readonly orders = searchOrders.map((code) => ({ code, words: orderWords[code] }));
  protected readonly spans = spans;
  protected readonly weekdays = weekdayNames;
  protected readonly isOpen = signal(false);
  protected readonly words = computed(() => {
    const { weekdays, earliestTime, latestTime } = this.wishes();
    const days = weekdays.toSorted((a, b) => a - b).map((day) => weekdayNames[day - 1] ?? '');
    const wishes = [
      ...(days.length > 0 ? [days.join(', ')] : []),
      ...(earliestTime ? [`from ${this.#format.wallTime(earliestTime)}`] : []),
      ...(latestTime ? [`until ${this.#format.wallTime(latestTime)}`] : []),
    ];
    return wishes.length > 0 ? wishes.join(', ') : 'Any day and time';
  });

  protected toggle(weekday: number): void {
    const { weekdays } = this.wishes();
    this.#set({
      weekdays: weekdays.includes(weekday)
        ? weekdays.filter((day) => day !== weekday)
        : [...weekdays, weekday],
    });
  }

  protected from(earliestTime: string): void {
    this.#set({ earliestTime: earliestTime || null });
  }

  protected until(latestTime: string): void {
    this.#set({ latestTime: latestTime || null });
  }

  protected lookAhead(days: string): void {
    this.#set({ days: Number(days) });
  }

  protected sort(order: string): void {
    this.#set({ order: order as SearchOrder });
  }

  #set(changed: Partial<SearchWishes>): void {
    this.wishes.update((wishes) => ({ ...wishes, ...changed }));
  }
}
