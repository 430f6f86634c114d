import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { addDays, clocksDiffer, isLocalDate, mondayOf } from '../../platform/wall-time';

/** The day by the clock, one provider's week by the clock, the day by where each patient is, or as a list. */
export const dayViews = ['grid', 'week', 'board', 'agenda'] as const;
export type DayView = (typeof dayViews)[number];

/** Which day, by whose clocks, and how to get to another one. */
@Component({
  selector: 'app-day-toolbar',
  imports: [MatButton, MatIconButton, SvgIcon],
  templateUrl: './day-toolbar.html',
  styleUrl: './day-toolbar.scss',
  host: { role: 'toolbar', 'aria-label': 'Calendar' },
})
export class DayToolbar {
  readonly date = input.required<string>();
  readonly today = input.required<string>();
  readonly zone = input.required<string>();
  readonly mayBook = input(false);
  readonly isReady = input(false);
  readonly isStale = input(false);
  readonly view = input<DayView>('grid');
  /** Whose week may be shown, and whose is. */
  readonly providers = input<readonly Provider[]>([]);
  readonly providerId = input<string | null>(null);
  readonly viewChange = output<DayView>();
  readonly providerIdChange = output<string>();
  readonly goTo = output<string>();
  readonly book = output();

  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  protected readonly isWeek = computed(() => this.view() === 'week');
  protected readonly title = computed(() => {
    const date = this.date();
    if (!isLocalDate(date)) return '';
    return this.isWeek() ? this.#format.week(mondayOf(date)) : this.#format.date(date);
  });
  /** What the arrows and `today` go by. */
  protected readonly unit = computed(() => (this.isWeek() ? 'Week' : 'Day'));
  protected readonly isNow = computed(() => {
    const [date, today] = [this.date(), this.today()];
    return this.isWeek() && isLocalDate(date) ? mondayOf(date) === mondayOf(today) : date === today;
  });
  /** The clinic's zone, where the person's own clock shows another time. */
  protected readonly zoneWords = computed(() => {
    const noon = `${this.date()}T12:00:00.000Z`;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return isLocalDate(this.date()) && clocksDiffer(noon, this.zone(), own)
      ? `Times in ${this.#format.zone(noon)}`
      : '';
  });
  protected readonly staleness = computed(() => {
    if (!this.isStale()) return '';
    const since = this.#feed.staleSince();
    return since ? `As of ${this.#format.time(since)}; not live now` : 'Not live now';
  });

  protected readonly views: readonly { id: DayView; title: string; key: string }[] = [
    { id: 'grid', title: 'Day', key: 'd' },
    { id: 'week', title: 'Week', key: 'w' },
    { id: 'board', title: 'Board', key: 'b' },
    { id: 'agenda', title: 'List', key: 'l' },
  ];

  protected nameOf(provider: Provider): string {
    return `${listName(provider)}, ${provider.credentials}`;
  }

  protected goBy(units: number): void {
    const days = units * (this.isWeek() ? 7 : 1);
    if (isLocalDate(this.date())) this.goTo.emit(addDays(this.date(), days));
  }
}
