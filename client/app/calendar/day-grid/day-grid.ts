import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import type { ProviderColumn, Span, VisitOnGrid } from '../day-columns';
import { VisitBox } from '../visit-box/visit-box';
import { addMinutes, minutesBetween } from '../wall-time';
import {
  hourMarks,
  hoursOnShow,
  minutesPerRow,
  pixelsOf,
  placeOf,
  rowAt,
  type Place,
} from './day-layout';
import { drawColumn, initialsOf, type DrawnVisit } from './drawn-column';
import { followPointer } from './follow-pointer';
import { nextStop, standIn, stopKey, type Step, type Stop } from './grid-stops';

export interface SlotWish {
  providerId: string;
  startsAt: string;
}

export interface MoveWish extends SlotWish {
  appointmentId: string;
}

const steps: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The day: a column per provider, visits by time. One stop of it is in the tab order; arrows lead on from it. */
@Component({
  selector: 'app-day-grid',
  imports: [VisitBox],
  templateUrl: './day-grid.html',
  styleUrl: './day-grid.scss',
  host: { '(keydown)': 'step($event)' },
})
export class DayGrid {
  readonly columns = input.required<readonly ProviderColumn[]>();
  readonly day = input.required<Span>();
  readonly zone = input.required<string>();
  readonly pickedId = input<string | null>(null);
  readonly mayBook = input(false);
  readonly mayMove = input(false);
  readonly openVisit = output<string>();
  readonly book = output<SlotWish>();
  readonly move = output<MoveWish>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #injector = inject(Injector);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  readonly #remembered = signal<Stop | null>(null);
  #letGo: (() => void) | null = null;
  #ignoresClick = false;

  protected readonly shown = computed(() => hoursOnShow(this.day(), this.columns()));
  protected readonly height = computed(() =>
    pixelsOf(minutesBetween(this.shown().startsAt, this.shown().endsAt)),
  );
  protected readonly marks = computed(() =>
    hourMarks(this.shown(), this.zone()).map(({ at, top }) => ({
      at,
      top,
      words: this.#format.time(at).replace(':00', ''),
    })),
  );
  protected readonly drawn = computed(() =>
    this.columns().map((column) => drawColumn(column, this.shown())),
  );
  protected readonly now = computed(() => {
    const now = this.#clock.now();
    const { startsAt, endsAt } = this.shown();
    return now >= startsAt && now < endsAt ? pixelsOf(minutesBetween(startsAt, now)) : null;
  });
  protected readonly nowWords = computed(() => this.#format.time(this.#clock.now()));
  /** Where the focus is or would go. */
  protected readonly cursor = computed<Stop | null>(() =>
    standIn(this.#remembered() ?? this.#firstStop(), this.columns(), this.shown()),
  );
  protected readonly slot = computed(() => {
    const stop = this.cursor();
    return stop?.appointmentId === null ? [this.#slotOf(stop)] : [];
  });
  protected readonly hovered = signal<SlotWish | null>(null);
  protected readonly dragged = signal<(MoveWish & Span) | null>(null);

  protected readonly initialsOf = initialsOf;
  protected readonly nameOf = listName;

  constructor() {
    afterNextRender(() => this.#scrollToWork());
    inject(DestroyRef).onDestroy(() => this.#letGo?.());
  }

  /** The visit that has the focus, for the keys that act on it. */
  focusedVisit(): string | null {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.#host.nativeElement.contains(activeElement)
      ? (activeElement.dataset['visit'] ?? null)
      : null;
  }

  /** The free time that has the focus. */
  focusedSlot(): SlotWish | null {
    const { activeElement } = document;
    const stop = this.cursor();
    const isSlot = activeElement instanceof HTMLElement && activeElement.matches('.slot');
    return isSlot && stop ? { providerId: stop.providerId, startsAt: stop.startsAt } : null;
  }

  /** The focus comes back to where it was on the grid. */
  focus(): void {
    this.#focusStop();
  }

  protected step(event: KeyboardEvent): void {
    const stop = this.cursor();
    const step = steps[event.key];
    if (!stop || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#remembered.set(nextStop(stop, step, this.columns(), this.shown()));
    this.#focusStop();
  }

  protected remember(visit: Appointment): void {
    const { id, providerId, startsAt } = visit;
    this.#remembered.set({ providerId, appointmentId: id, startsAt });
  }

  protected isCursor(visit: VisitOnGrid): boolean {
    return this.cursor()?.appointmentId === visit.appointment.id;
  }

  protected hover(event: PointerEvent, providerId: string): void {
    const startsAt = this.#rowUnder(event);
    const isFree = event.target === event.currentTarget && this.#isAhead(startsAt);
    this.hovered.set(isFree && this.mayBook() ? { providerId, startsAt } : null);
  }

  protected bookUnder(event: MouseEvent, providerId: string): void {
    if (event.target !== event.currentTarget) return;
    this.bookAt({ providerId, startsAt: this.#rowUnder(event) });
  }

  protected bookAt(slot: SlotWish): void {
    this.#remembered.set({ ...slot, appointmentId: null });
    if (this.mayBook() && this.#isAhead(slot.startsAt)) this.book.emit(slot);
  }

  protected open(visit: Appointment): void {
    if (this.#ignoresClick) return;
    this.remember(visit);
    this.openVisit.emit(visit.id);
  }

  protected grab(press: PointerEvent, { item }: DrawnVisit): void {
    const { appointment } = item;
    const movable = appointment.status === 'booked' && item.pending === null && this.mayMove();
    if (!movable || press.button !== 0 || press.pointerType === 'touch') return;
    const box = (press.currentTarget ?? press.target) as HTMLElement;
    const grip = press.clientY - box.getBoundingClientRect().top;
    this.#letGo = followPointer(press, {
      moved: (event) => this.dragged.set(this.#dropPlace(event, appointment, grip)),
      dropped: () => this.#drop(appointment),
      ended: (wasDrag) => this.#dragEnded(wasDrag),
    });
  }

  protected placeOf(span: Span): Place | null {
    return placeOf(span, this.shown());
  }

  protected timeOf(iso: string): string {
    return this.#format.time(iso);
  }

  protected loadWords(column: ProviderColumn): string {
    const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);
    return `${hours(column.bookedMinutes)}/${hours(column.workingMinutes)} h`;
  }

  #dropPlace(event: PointerEvent, visit: Appointment, grip: number): (MoveWish & Span) | null {
    const columns = [...this.#host.nativeElement.querySelectorAll<HTMLElement>('.column')];
    const column = columns.find((element) => {
      const { left, right } = element.getBoundingClientRect();
      return event.clientX >= left && event.clientX < right;
    });
    const providerId = column?.dataset['provider'];
    if (!column || !providerId) return null;
    this.#scrollAtEdge(event);
    const top = event.clientY - grip - column.getBoundingClientRect().top;
    const startsAt = rowAt(top + pixelsOf(minutesPerRow / 2), this.shown());
    const minutes = minutesBetween(visit.startsAt, visit.endsAt);
    return { appointmentId: visit.id, providerId, startsAt, endsAt: addMinutes(startsAt, minutes) };
  }

  #drop(visit: Appointment): void {
    const place = this.dragged();
    if (!place) return;
    const { appointmentId, providerId, startsAt } = place;
    if (providerId === visit.providerId && startsAt === visit.startsAt) return;
    this.move.emit({ appointmentId, providerId, startsAt });
  }

  #dragEnded(wasDrag: boolean): void {
    this.#letGo = null;
    this.dragged.set(null);
    if (!wasDrag) return;
    // The click that follows the release belongs to the drag.
    this.#ignoresClick = true;
    setTimeout(() => (this.#ignoresClick = false));
  }

  #scrollAtEdge(event: PointerEvent): void {
    const scroller = this.scroller().nativeElement;
    const { top, bottom, left, right } = scroller.getBoundingClientRect();
    const edge = 40;
    const down = event.clientY > bottom - edge ? 1 : event.clientY < top + 2 * edge ? -1 : 0;
    const aside = event.clientX > right - edge ? 1 : event.clientX < left + 2 * edge ? -1 : 0;
    scroller.scrollBy(aside * 8, down * 8);
  }

  #rowUnder(event: MouseEvent): string {
    const column = event.currentTarget as HTMLElement;
    return rowAt(event.clientY - column.getBoundingClientRect().top, this.shown());
  }

  #isAhead(startsAt: string): boolean {
    return startsAt >= this.#clock.now();
  }

  #slotOf(stop: Stop): SlotWish & { key: string; top: number; words: string } {
    const { providerId, startsAt } = stop;
    const column = this.columns().find(({ provider }) => provider.id === providerId);
    const works = column?.windows.some((w) => w.startsAt <= startsAt && w.endsAt > startsAt);
    const top = pixelsOf(minutesBetween(this.shown().startsAt, startsAt));
    const state = !this.#isAhead(startsAt) ? 'past' : works ? 'free' : 'outside working hours';
    const name = column ? listName(column.provider) : '';
    return {
      providerId,
      startsAt,
      key: stopKey(stop),
      top,
      words: `${this.timeOf(startsAt)}, ${name}, ${state}`,
    };
  }

  #firstStop(): Stop {
    const column = this.columns()[0];
    const now = this.#clock.now();
    const starts = column?.windows[0]?.startsAt ?? this.shown().startsAt;
    const isToday = now > starts && now < this.shown().endsAt;
    return {
      providerId: column?.provider.id ?? '',
      appointmentId: null,
      startsAt: isToday ? now : starts,
    };
  }

  #focusStop(): void {
    afterNextRender(
      () => {
        const stop = this.cursor();
        const key = stop && CSS.escape(stopKey(stop));
        const element = this.#host.nativeElement.querySelector<HTMLElement>(`[data-stop="${key}"]`);
        element?.focus({ preventScroll: true });
        element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      { injector: this.#injector },
    );
  }

  /** Now, or the first hour of work, a little below the upper edge. */
  #scrollToWork(): void {
    const top = this.now() ?? this.drawn()[0]?.firstWork ?? 0;
    const above = this.now() === null ? 20 : 160;
    this.scroller().nativeElement.scrollTop = Math.max(0, top - above);
  }
}
