import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import type { DayLoad } from '#contract/calendar';
import { TimeFormat } from '../../platform/time-format';

interface Cell {
  date: string;
  number: string;
  isOutside: boolean;
  isToday: boolean;
  visits: string;
  free: string;
  closedBecause: string | null;
  /** When the clinic is closed besides, and why. */
  closedHours: string;
  isOff: boolean;
  hasBar: boolean;
  /** Of the working hours, what is taken: 0–1. */
  taken: number;
  words: string;
}

const stepOf: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** The weeks of a month: how many come on each day and what is free of its hours. Arrows lead from day to day. */
@Component({
  selector: 'app-month-grid',
  templateUrl: './month-grid.html',
  styleUrl: './month-grid.scss',
  host: { '(keydown)': 'step($event)' },
})
export class MonthGrid {
  readonly days = input.required<readonly DayLoad[]>();
  /** Any day of it. */
  readonly month = input.required<string>();
  readonly today = input.required<string>();
  readonly openDay = output<string>();

  readonly #format = inject(TimeFormat);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #remembered = signal<string | null>(null);

  protected readonly weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  readonly #cells = computed(() => this.days().map((day) => this.#cellOf(day)));
  protected readonly weeks = computed(() => {
    const cells = this.#cells();
    return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
      cells.slice(week * 7, week * 7 + 7),
    );
  });
  /** The one that is in the tab order. */
  protected readonly current = computed(() => {
    const inMonth = this.#cells().filter(({ isOutside }) => !isOutside);
    const held = this.#cells().find(({ date }) => date === this.#remembered());
    return (held ?? inMonth.find(({ isToday }) => isToday) ?? inMonth[0])?.date ?? null;
  });

  focusedDate(): string | null {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.#host.nativeElement.contains(activeElement)
      ? (activeElement.dataset['date'] ?? null)
      : null;
  }

  protected remember(date: string): void {
    this.#remembered.set(date);
  }

  protected step(event: KeyboardEvent): void {
    const by = stepOf[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const cells = this.#cells();
    const next = cells[cells.findIndex(({ date }) => date === this.focusedDate()) + by];
    event.preventDefault();
    if (!next) return;
    this.remember(next.date);
    afterNextRender(
      () =>
        this.#host.nativeElement.querySelector<HTMLElement>(`[data-date="${next.date}"]`)?.focus(),
      { injector: this.#injector },
    );
  }

  #closedWords({ closedHours }: DayLoad): string {
    return closedHours
      .map(({ startsAt, endsAt, because }) => {
        const [from, until] = [this.#format.time(startsAt), this.#format.time(endsAt)];
        return `Closed ${from} – ${until}: ${because}`;
      })
      .join('; ');
  }

  #cellOf(day: DayLoad): Cell {
    const { date, visits, workingMinutes, freeMinutes, closedBecause } = day;
    const isPast = date < this.today();
    const [some, none] =
      visits > 0 ? [visits === 1 ? '1 visit' : `${visits} visits`, ''] : ['', 'no visits'];
    // What was free of a day gone by cannot be booked.
    const free = workingMinutes > 0 && !isPast ? `${hoursOf(freeMinutes)} h free` : '';
    const off = closedBecause ?? (workingMinutes > 0 ? free : 'nobody works');
    const closedHours = closedBecause === null ? this.#closedWords(day) : '';
    return {
      date,
      number: String(Number(date.slice(8))),
      isOutside: date.slice(0, 7) !== this.month().slice(0, 7),
      isToday: date === this.today(),
      visits: some,
      free,
      closedBecause,
      closedHours,
      isOff: workingMinutes === 0,
      hasBar: workingMinutes > 0 && (visits > 0 || !isPast),
      taken: workingMinutes > 0 ? 1 - freeMinutes / workingMinutes : 0,
      // What is written in the cell is said in the same order.
      words: [this.#format.day(date), some, off, closedHours, none].filter(Boolean).join(', '),
    };
  }
}

function hoursOf(minutes: number): string {
  return String(Math.round(minutes / 6) / 10);
}
