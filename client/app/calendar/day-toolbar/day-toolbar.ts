import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { clocksDiffer, isLocalDate, mondayOf } from '../../platform/wall-time';
import { unitOf, type CalendarView } from './calendar-views';

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
  readonly view = input<CalendarView>('grid');
  /** Whose week or month may be shown, and whose is; `null` for everybody's. */
  readonly providers = input<readonly Provider[]>([]);
  readonly providerId = input<string | null>(null);
  readonly viewChange = output<CalendarView>();
  readonly providerIdChange = output<string>();
  readonly goTo = output<string>();
  readonly book = output();

  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #unit = computed(() => unitOf[this.view()]);
  protected readonly title = computed(() => {
    const date = this.date();
    if (!isLocalDate(date)) return '';
    if (this.view() === 'month') return this.#format.month(date);
    return this.view() === 'week' ? this.#format.week(mondayOf(date)) : this.#format.date(date);
  });
  /** What the arrows go by. */
  protected readonly unit = computed(() => this.#unit().title);
  protected readonly isNow = computed(() => {
    const { first } = this.#unit();
    return isLocalDate(this.date()) && first(this.date()) === first(this.today());
  });
  protected readonly nowWords = computed(() => this.#unit().now);
  protected readonly hasProvider = computed(
    () => (this.view() === 'week' || this.view() === 'month') && this.providers().length > 0,
  );
  /** On paper there is no bar that says where it is, and no field that says whose. */
  protected readonly printed = computed(() => {
    const noon = `${this.date()}T12:00:00.000Z`;
    const whose = this.providers().find(({ id }) => id === this.providerId());
    return [
      this.#session.clinic()?.name ?? '',
      whose ? this.nameOf(whose) : '',
      isLocalDate(this.date()) ? `times in ${this.#format.zone(noon)}` : '',
    ]
      .filter(Boolean)
      .join(' · ');
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

  protected readonly views: readonly { id: CalendarView; title: string; key: string }[] = [
    { id: 'grid', title: 'Day', key: 'd' },
    { id: 'week', title: 'Week', key: 'w' },
    { id: 'month', title: 'Month', key: 'o' },
    { id: 'board', title: 'Board', key: 'b' },
    { id: 'agenda', title: 'List', key: 'l' },
  ];

  protected nameOf(provider: Provider): string {
    return `${listName(provider)}, ${provider.credentials}`;
  }

  protected goBy(count: number): void {
    if (isLocalDate(this.date())) this.goTo.emit(this.#unit().on(this.date(), count));
  }
}
