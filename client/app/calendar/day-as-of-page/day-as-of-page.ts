import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import {
  addMinutes,
  instantsAt,
  isLocalDate,
  localDateOf,
  wallTimeOf,
} from '../../platform/wall-time';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { CalendarApi } from '../calendar-api';
import { byId } from '../calendar-state';
import { DayAgenda } from '../day-agenda/day-agenda';
import { columnsOf } from '../day-columns';
import { DayGrid } from '../day-grid/day-grid';
import { loadHours } from '../load-calendar';

/** A day as it stood at an instant that has passed, to be read and not changed. */
@Component({
  selector: 'app-day-as-of-page',
  imports: [
    DayAgenda,
    DayGrid,
    DeniedState,
    EmptyState,
    ErrorState,
    MatButton,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './day-as-of-page.html',
  styleUrl: './day-as-of-page.scss',
})
export class DayAsOfPage {
  /** From the path. */
  readonly date = input.required<string>();
  /** Query parameter: the instant; an hour ago where nothing is said. */
  readonly at = input<string>();
  /** Query parameter: the grid where nothing is said. */
  readonly view = input<string>();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  readonly #clinicId = computed(() =>
    this.#session.can('appointment:read') ? this.#session.clinic()?.id : undefined,
  );
  protected readonly zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  readonly #instant = computed(() => {
    const at = Date.parse(this.at() ?? '');
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  });
  /** While somebody types: a wall time that does not exist, or has not come. */
  protected readonly fault = signal('');
  protected readonly day = computed(() =>
    isLocalDate(this.date()) ? this.#format.date(this.date()) : '',
  );
  protected readonly typed = computed(() => {
    const at = this.#instant();
    return at ? `${localDateOf(at, this.zone())}T${wallTimeOf(at, this.zone())}` : '';
  });
  protected readonly atWords = computed(() => {
    const at = this.#instant();
    return at ? `${this.#format.dayAndTime(at)} ${this.#format.zone(at)}` : '';
  });

  protected readonly stood = resource({
    params: () => {
      const [clinicId, date, asOf] = [this.#clinicId(), this.date(), this.#instant()];
      return clinicId && isLocalDate(date) && asOf ? { clinicId, date, asOf } : undefined;
    },
    loader: async ({ params }) => {
      const { clinicId, date } = params;
      const [{ appointments, ...day }, hours, providers, visitTypes, resources] = await Promise.all(
        [
          this.#api.listDayAsOf(params),
          loadHours({ clinicId, date, providerId: null }, this.#api),
          this.#api.listProviders(clinicId),
          this.#api.listVisitTypes(clinicId),
          this.#api.listResources(clinicId),
        ],
      );
      return columnsOf({
        ...{ clinicId, providerId: null, days: [day], ...hours },
        appointments: byId(appointments),
        providers: byId(providers),
        visitTypes: byId(visitTypes),
        resources: byId(resources),
        pending: {},
        touched: {},
      });
    },
  });
  protected readonly isDenied = computed(() => {
    const error = this.stood.error();
    return !this.#clinicId() || (error ? problemOf(error).code === 'not-allowed' : false);
  });
  protected readonly problem = computed(() => {
    const error = this.stood.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isList = computed(() => this.view() === 'list');

  constructor() {
    effect(() => {
      if (!isLocalDate(this.date()))
        void this.#router.navigate(['/calendar'], { replaceUrl: true });
      else if (!this.#instant()) this.#show(addMinutes(this.#clock.now(), -60), true);
    });
  }

  protected goTo(date: string): void {
    if (!isLocalDate(date)) return;
    void this.#router.navigate(['/calendar/as-of', date], { queryParamsHandling: 'preserve' });
  }

  protected ask(typed: string): void {
    const [date = '', time = ''] = typed.split('T');
    const [instant] = instantsAt(date, time.slice(0, 5), this.zone());
    const now = new Date(this.#clock.exact()).toISOString();
    if (!instant) this.fault.set('The clinic’s clocks do not show that time on that day.');
    else if (instant > now) this.fault.set('That has not come yet.');
    else {
      this.fault.set('');
      this.#show(instant, false);
    }
  }

  protected showAs(view: 'list' | null): void {
    void this.#router.navigate([], { queryParams: { view }, queryParamsHandling: 'merge' });
  }

  /** What became of it since. */
  protected openVisit(visit: string): void {
    void this.#router.navigate(['/calendar/day', this.date()], { queryParams: { visit } });
  }

  #show(at: string, replaceUrl: boolean): void {
    void this.#router.navigate([], {
      queryParams: { at },
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  }
}
