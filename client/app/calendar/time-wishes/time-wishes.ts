import { Component, computed, inject, input, model, signal } from '@angular/core';
import { searchOrders, type SearchOrder } from '#contract/availability';
import { TimeFormat } from '../../platform/time-format';
import { weekdayNames } from '../../platform/weekday-names';
import type { Provider } from '#contract/staff';
import { languageWords } from '../../platform/language-words';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { anybody, askedGenders, whoWords, type WhoWishes } from '../who-wishes';

/** How free times are looked for: when the patient can come, with whom, how far ahead, and which come first. */
export interface SearchWishes extends WhoWishes {
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
  ...anybody,
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
  /** Among whom is looked. */
  readonly providers = input.required<readonly Provider[]>();

  readonly #format = inject(TimeFormat);

  protected readonly orders = searchOrders.map((code) => ({ code, words: orderWords[code] }));
  protected readonly spans = spans;
  protected readonly weekdays = weekdayNames;
  protected readonly genders = Object.entries(askedGenders).map(([code, words]) => ({
    code,
    words: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
  }));
  /** Those that anybody here speaks. */
  protected readonly languages = computed(() =>
    [...new Set(this.providers().flatMap(({ languages }) => languages))]
      .map((code) => ({ code, words: languageWords(code) }))
      .toSorted((a, b) => a.words.localeCompare(b.words)),
  );
  protected readonly isOpen = signal(false);
  protected readonly words = computed(() => {
    const { weekdays, earliestTime, latestTime } = this.wishes();
    const days = weekdays.toSorted((a, b) => a - b).map((day) => weekdayNames[day - 1] ?? '');
    const wishes = [
      ...(days.length > 0 ? [days.join(', ')] : []),
      ...(earliestTime ? [`from ${this.#format.wallTime(earliestTime)}`] : []),
      ...(latestTime ? [`until ${this.#format.wallTime(latestTime)}`] : []),
      ...whoWords(this.wishes()),
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

  protected speak(language: string): void {
    this.#set({ language: language || null });
  }

  protected askFor(gender: string): void {
    this.#set({ gender: gender === 'female' || gender === 'male' ? gender : null });
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
