import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import { TimeFormat } from '../../platform/time-format';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { CalendarApi } from '../calendar-api';
import { localDateOf } from '../../platform/wall-time';

/** Nobody works that day: says so, and leads to the next day on which something is free. */
@Component({
  selector: 'app-empty-day',
  imports: [EmptyState, MatButton],
  template: `
    <app-empty-state [title]="title()" [text]="text()">
      @if (nextDay(); as date) {
        <button matButton="filled" type="button" (click)="goTo.emit(date)">
          Go to {{ dateWords(date) }}
        </button>
      }
    </app-empty-state>
  `,
})
export class EmptyDay {
  readonly clinic = input.required<{ id: string; shortName: string; zone: string }>();
  readonly date = input.required<string>();
  readonly dayEndsAt = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly closedBecause = input<string | null>(null);
  readonly goTo = output<string>();

  readonly #api = inject(CalendarApi);
  readonly #format = inject(TimeFormat);

  readonly #next = resource({
    params: () => {
      const shortest = this.visitTypes().toSorted((a, b) => a.minutes - b.minutes)[0];
      return shortest
        ? { clinicId: this.clinic().id, visitTypeId: shortest.id, fromAt: this.dayEndsAt() }
        : undefined;
    },
    loader: ({ params }) => this.#api.findFreeTimes({ ...params, days: 60, limit: 1 }),
  });

  protected readonly title = computed(() => {
    const [clinic, date] = [this.clinic().shortName, this.#format.date(this.date())];
    return this.closedBecause()
      ? `${clinic} is closed on ${date}: ${this.closedBecause()}`
      : `Nobody works at ${clinic} on ${date}`;
  });
  protected readonly nextDay = computed(() => {
    const slot = this.#next.hasValue() ? this.#next.value().items[0] : undefined;
    return slot ? localDateOf(slot.startsAt, this.clinic().zone) : null;
  });
  protected readonly text = computed(() => {
    if (this.nextDay() && this.closedBecause())
      return 'Holidays and closed days are set with the clinic’s hours.';
    if (this.nextDay()) return 'No provider has hours in the weekly template on this day.';
    if (this.#next.isLoading()) return 'Looking for the next day with free time…';
    return this.#next.hasValue()
      ? 'Nothing is free in the next 60 days either: a clinic manager sets the weekly templates.'
      : 'The next day with free time could not be looked for.';
  });

  protected dateWords(date: string): string {
    return this.#format.date(date);
  }
}
