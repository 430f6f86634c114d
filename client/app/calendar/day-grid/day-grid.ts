import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
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
import type { Provider } from '#contract/staff';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import type { ProviderColumn, Span, VisitOnGrid } from '../day-columns';
import { VisitBox } from '../visit-box/visit-box';
import { minutesBetween } from '../../platform/wall-time';
import { hourMarks, hoursOnShow, pixelsOf, placeOf, rowAt, type Place } from './day-layout';
import { drawColumn, initialsOf, type DrawnVisit } from './drawn-column';
import { GridCursor } from './grid-cursor';
import { stopKey, type Step } from './grid-stops';
import { VisitDrag, type MoveWish } from './visit-drag';

export interface SlotWish {
  providerId: string;
  startsAt: string;
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
  // What depends on it is drawn anew once a minute, not each second.
  readonly #minute = computed(() => this.#clock.now().slice(0, 16));
  protected readonly nowWords = computed(() => this.#format.time(this.#clock.now()));
  protected readonly cursor = new GridCursor({
    columns: () => this.columns(),
    shown: () => this.shown(),
    now: () => this.#clock.now(),
    timeOf: (iso) => this.timeOf(iso),
  });
  protected readonly hovered = signal<SlotWish | null>(null);
  protected readonly drag = new VisitDrag({
    scroller: () => this.scroller().nativeElement,
    shown: () => this.shown(),
    drop: (wish) => this.move.emit(wish),
  });

  protected readonly initialsOf = initialsOf;
  protected readonly nameOf = listName;

  constructor() {
    afterNextRender(() => this.#scrollToWork());
    inject(DestroyRef).onDestroy(() => this.drag.stop());
    effect(() => {
      const pickedId = this.pickedId();
      if (pickedId) this.#keepInSight(pickedId);
    });
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
    const slot = this.cursor.slot();
    return slot && activeElement?.matches('.slot') ? slot : null;
  }

  /** The focus comes back to where it was on the grid. */
  focus(): void {
    this.#focusStop();
  }

  protected step(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.cursor.step(step);
    this.#focusStop();
  }

  protected remember(visit: Appointment): void {
    const { id, providerId, startsAt } = visit;
    this.cursor.remember({ providerId, appointmentId: id, startsAt });
  }

  protected isCursor(visit: VisitOnGrid): boolean {
    return this.cursor.stop()?.appointmentId === visit.appointment.id;
  }

  protected hover(event: PointerEvent, providerId: string): void {
    const startsAt = this.#rowUnder(event);
    const isFree = event.target === event.currentTarget && this.isAhead(startsAt);
    this.hovered.set(isFree && this.mayBook() ? { providerId, startsAt } : null);
  }

  protected bookUnder(event: MouseEvent, providerId: string): void {
    if (event.target !== event.currentTarget || this.drag.hasJustEnded) return;
    this.bookAt({ providerId, startsAt: this.#rowUnder(event) });
  }

  protected bookAt(slot: SlotWish): void {
    this.cursor.remember({ ...slot, appointmentId: null });
    if (this.mayBook() && this.isAhead(slot.startsAt)) this.book.emit(slot);
  }

  protected open(visit: Appointment): void {
    if (this.drag.hasJustEnded) return;
    this.remember(visit);
    this.openVisit.emit(visit.id);
  }

  protected grab(press: PointerEvent, { item }: DrawnVisit): void {
    const { appointment } = item;
    const movable = appointment.status === 'booked' && item.pending === null && this.mayMove();
    if (!movable || press.button !== 0 || press.pointerType === 'touch') return;
    this.drag.begin(press, appointment);
  }

  protected isAhead(startsAt: string): boolean {
    return startsAt >= this.#minute();
  }

  protected placeOf(span: Span): Place | null {
    return placeOf(span, this.shown());
  }

  protected timeOf(iso: string): string {
    return this.#format.time(iso);
  }

  protected shortTimeOf(iso: string): string {
    return this.timeOf(iso).replace(/ [ap]m$/, '');
  }

  /** The whole name, where the column is too narrow for it. */
  protected headWords(provider: Provider): string {
    return `${listName(provider)} ${provider.credentials} · ${provider.specialty}`;
  }

  protected loadWords(column: ProviderColumn): string {
    const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);
    return `${hours(column.bookedMinutes)}/${hours(column.workingMinutes)} h`;
  }

  #rowUnder(event: MouseEvent): string {
    const column = event.currentTarget as HTMLElement;
    return rowAt(event.clientY - column.getBoundingClientRect().top, this.shown());
  }

  #focusStop(): void {
    afterNextRender(
      () => {
        const stop = this.cursor.stop();
        const key = stop && CSS.escape(stopKey(stop));
        const element = this.#host.nativeElement.querySelector<HTMLElement>(`[data-stop="${key}"]`);
        element?.focus({ preventScroll: true });
        element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      { injector: this.#injector },
    );
  }

  /** The panel that opens beside the grid may lie over the visit it is about. */
  #keepInSight(visitId: string): void {
    afterNextRender(
      () =>
        this.#host.nativeElement
          .querySelector(`[data-visit="${CSS.escape(visitId)}"]`)
          ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
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
