import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import type { ProviderColumn } from '../day-columns';
import { initialsOf } from '../provider-initials';

/** Whose column it is, or of which day, and how much of its hours is booked. */
@Component({
  selector: 'app-column-head',
  imports: [MatIconButton, RouterLink, SvgIcon],
  templateUrl: './column-head.html',
  styleUrl: './column-head.scss',
  host: { '[class.today]': 'isToday()' },
})
export class ColumnHead {
  readonly column = input.required<ProviderColumn>();
  readonly shows = input.required<'providers' | 'days'>();
  readonly openDay = output<string>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly day = computed(() => this.column().day);
  protected readonly date = computed(() => this.#format.day(this.day().date));
  protected readonly isToday = computed(() => {
    const now = this.#clock.now();
    const { startsAt, endsAt } = this.day();
    return this.shows() === 'days' && now >= startsAt && now < endsAt;
  });
  protected readonly initials = computed(() => initialsOf(this.column().provider));
  protected readonly name = computed(() => {
    const { provider } = this.column();
    return `${listName(provider)} ${provider.credentials}`;
  });
  /** Where the column is too narrow for it. */
  protected readonly whole = computed(() => `${this.name()} · ${this.column().provider.specialty}`);
  /** For a day that is not over. */
  protected readonly mayRescue = computed(
    () =>
      this.shows() === 'providers' &&
      this.day().endsAt > this.#clock.now() &&
      this.#session.can('rescue:run'),
  );
  protected readonly isOff = computed(
    () => this.column().workingMinutes === 0 && this.column().bookedMinutes === 0,
  );
  protected readonly load = computed(() => {
    const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);
    return `${hours(this.column().bookedMinutes)}/${hours(this.column().workingMinutes)} h`;
  });
}
