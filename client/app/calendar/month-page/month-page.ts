import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import type { DayLoad } from '#contract/calendar';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { addMonths, isLocalDate, localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { CalendarApi } from '../calendar-api';
import type { CalendarView } from '../day-toolbar/calendar-views';
import { DayToolbar } from '../day-toolbar/day-toolbar';
import { MonthGrid } from '../month-grid/month-grid';
import { listenToMonthKeys } from './month-keys';

/** What others change is counted anew this often at most: a count is no list. */
const recountMs = 3000;

/** How full the days of a month are, for a provider or for all; each leads to its day. */
@Component({
  selector: 'app-month-page',
  imports: [DayToolbar, DeniedState, ErrorState, MonthGrid, Skeleton],
  templateUrl: './month-page.html',
  styleUrl: './month-page.scss',
})
export class MonthPage {
  /** From the path: any day of the month. */
  readonly date = input.required<string>();
  /** Query parameter: whose; everybody's where nothing is said. */
  readonly provider = input<string>();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  private readonly grid = viewChild(MonthGrid);

  protected readonly mayRead = computed(() => this.#session.can('appointment:read'));
  protected readonly zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  protected readonly today = computed(() => localDateOf(this.#clock.now(), this.zone()));
  readonly #clinicId = computed(() => (this.mayRead() ? this.#session.clinic()?.id : undefined));
  readonly #month = computed(() => `${this.date().slice(0, 7)}-01`);

  readonly #providers = resource({
    params: () => this.#clinicId(),
    loader: ({ params }) => this.#api.listProviders(params),
  });
  protected readonly providers = computed(() =>
    this.#providers.hasValue() ? this.#providers.value() : [],
  );
  readonly #days = resource({
    params: () => {
      const clinicId = this.#clinicId();
      const [date, providerId] = [this.#month(), this.provider()];
      return clinicId && isLocalDate(date)
        ? { clinicId, date, ...(providerId === undefined ? {} : { providerId }) }
        : undefined;
    },
    loader: ({ params }) => this.#api.listMonth(params),
  });
  /** Stay on screen while they are counted anew; another month begins empty. */
  protected readonly days = linkedSignal<
    { month: string; whose: string; loaded: DayLoad[] | null },
    DayLoad[] | null
  >({
    source: () => ({
      month: `${this.#clinicId() ?? ''} ${this.#month()}`,
      whose: this.provider() ?? '',
      loaded: this.#days.hasValue() ? this.#days.value() : null,
    }),
    computation: ({ month, whose, loaded }, before) => {
      const isSame = before?.source.month === month && before.source.whose === whose;
      return loaded ?? (isSame ? before.value : null);
    },
  });
  protected readonly problem = computed(() => {
    const error = this.#days.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isDenied = computed(() => {
    const error = this.#days.error();
    return !this.mayRead() || (error ? problemOf(error).code === 'not-allowed' : false);
  });
  protected readonly isStale = computed(
    () => this.#feed.status() === 'offline' && this.days() !== null,
  );

  constructor() {
    this.#followClinic();
    effect(() => {
      if (!isLocalDate(this.date()))
        void this.#router.navigate(['/calendar'], { replaceUrl: true });
    });
    whenBack(() => this.retry());
    listenToMonthKeys({
      goToToday: () => this.goTo(this.today()),
      goBy: (months) => this.goTo(addMonths(this.#month(), months)),
      showAs: (view) => this.showAs(view),
    });
  }

  protected retry(): void {
    this.#days.reload();
  }

  protected goTo(date: string): void {
    if (!isLocalDate(date) || date.slice(0, 7) === this.date().slice(0, 7)) return;
    void this.#router.navigate(['/calendar/month', date], { queryParamsHandling: 'preserve' });
  }

  protected chooseProvider(provider: string): void {
    void this.#router.navigate([], { queryParams: { provider: provider || null } });
  }

  protected openDay(date: string): void {
    void this.#router.navigate(['/calendar/day', date]);
  }

  /** Of the day under the focus, today or the first of the month. */
  protected showAs(view: CalendarView): void {
    if (view === 'month') return;
    const date = this.grid()?.focusedDate() ?? this.#dayInMonth();
    const ofWeek = view === 'week' ? { provider: this.provider() ?? null } : {};
    const queryParams = view === 'grid' ? {} : { view, ...ofWeek };
    void this.#router.navigate(['/calendar/day', date], { queryParams });
  }

  #dayInMonth(): string {
    const today = this.today();
    return today.startsWith(this.#month().slice(0, 7)) ? today : this.#month();
  }

  #followClinic(): void {
    effect((onCleanup) => {
      const clinicId = this.#clinicId();
      if (!clinicId) return;
      let planned: ReturnType<typeof setTimeout> | undefined;
      const recount = (): void => {
        planned ??= setTimeout(() => {
          planned = undefined;
          this.retry();
        }, recountMs);
      };
      const unhear = ['calendar', 'availability'].map((capability) =>
        this.#feed.hear(feedOf(capability, clinicId), recount),
      );
      onCleanup(() => {
        clearTimeout(planned);
        for (const stop of unhear) stop();
      });
    });
  }
}
