import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  afterNextRender,
  ChangeDetectorRef,
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
  untracked,
  viewChild,
} from '@angular/core';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { Presence } from '../../platform/presence';
import { TimeFormat } from '../../platform/time-format';
import { isStanding, type ProviderColumn, type VisitOnGrid } from '../day-columns';
import { ColumnHead } from '../column-head/column-head';
import { lengthWords } from '../length-words';
import { UntimedStrip } from '../untimed-strip/untimed-strip';
import { VisitBox } from '../visit-box/visit-box';
import { minutesBetween } from '../../platform/wall-time';
import { ghostsOf } from './colleague-ghosts';
import { pixelsOf, placeOf, rowAt, type Place } from './day-layout';
import { drawColumn, type DrawnColumn, type DrawnVisit } from './drawn-column';
import { GridCursor } from './grid-cursor';
import { stopKey, type Step } from './grid-stops';
import { hourLinesOf } from './hour-lines';
import { KeyMove } from './key-move';
import { NearColumns } from './near-columns';
import { placeState, placeWords, type PlaceState } from './place-state';
import { withShownHours, type ShownColumn } from './shown-hours';
import { tellMoving } from './tell-moving';
import { VisitDrag, type Landing, type LengthWish, type MoveWish } from './visit-drag';

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

/** So close to the lower edge of a visit it is its end that is taken. */
const edgePixels = 6;

/** Visits by time, in a column per provider or per day of one provider's week. One stop of it is in the tab order; arrows lead on from it. */
@Component({
  selector: 'app-day-grid',
  imports: [ColumnHead, UntimedStrip, VisitBox],
  templateUrl: './day-grid.html',
  styleUrl: './day-grid.scss',
  host: {
    '(keydown)': 'pressed($event)',
    '(focusout)': 'left()',
    '[class.week]': "heads() === 'days'",
  },
})
export class DayGrid {
  readonly columns = input.required<readonly ProviderColumn[]>();
  readonly zone = input.required<string>();
  /** What the columns are told apart by. */
  readonly heads = input<'providers' | 'days'>('providers');
  readonly pickedId = input<string | null>(null);
  readonly mayBook = input(false);
  readonly mayMove = input(false);
  /** It shows what was: no line of now, and nothing of what is in hand now. */
  readonly isPast = input(false);
  readonly openVisit = output<string>();
  readonly book = output<SlotWish>();
  readonly move = output<MoveWish>();
  readonly changeLength = output<LengthWish>();
  readonly openDay = output<string>();

  readonly #announcer = inject(LiveAnnouncer);
  readonly #changes = inject(ChangeDetectorRef);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #injector = inject(Injector);
  readonly #presence = inject(Presence);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');

  readonly #shown = computed(() => withShownHours(this.columns(), this.zone()));
  protected readonly hasUntimed = computed(() =>
    this.columns().some(({ untimed }) =>
      untimed.some(({ appointment }) => isStanding(appointment.status)),
    ),
  );
  protected readonly drawn = computed(() => this.#shown().map(drawColumn));
  protected readonly height = computed(() =>
    Math.max(0, ...this.drawn().map(({ height }) => height)),
  );
  protected readonly hours = computed(() =>
    hourLinesOf(this.#shown(), this.zone(), (at) => this.timeOf(at).replace(':00', '')),
  );
  readonly #today = computed(() => this.#shown().find((column) => this.nowIn(column) !== null));
  protected readonly now = computed(() => {
    const column = this.#today();
    return column ? this.nowIn(column) : null;
  });
  // What depends on it is drawn anew once a minute, not each second.
  readonly #minute = computed(() => this.#clock.now().slice(0, 16));
  protected readonly nowWords = computed(() => this.#format.time(this.#clock.now()));
  protected readonly cursor = new GridCursor({
    columns: () => this.#shown(),
    now: () => this.#clock.now(),
    timeOf: (iso) => this.timeOf(iso),
    titleOf: (column) => this.titleOf(column),
  });
  readonly #near = new NearColumns();
  /** Out of sight, but the focus is there, or goes there. */
  readonly #inHand = computed(() => {
    const pickedId = this.pickedId();
    const picked = this.#shown().find(({ visits }) =>
      visits.some(({ appointment }) => appointment.id === pickedId),
    );
    return new Set([picked?.key, this.cursor.stop()?.column, this.landing()?.column]);
  });
  protected readonly hovered = signal<(SlotWish & { column: string }) | null>(null);
  readonly #moving = computed(() => (this.isPast() ? [] : this.#presence.moving()));
  /** What colleagues have in hand. */
  protected readonly ghosts = computed(() => ghostsOf(this.#moving(), this.#shown()));
  readonly #movedByOthers = computed(
    () => new Set(this.#moving().map(({ entity }) => entity.slice(entity.indexOf(':') + 1))),
  );
  protected readonly drag = new VisitDrag({
    scroller: () => this.scroller().nativeElement,
    columnOf: (key) => this.#shown().find((column) => column.key === key),
    drop: (wish) => this.move.emit(wish),
    resize: (wish) => this.changeLength.emit(wish),
  });
  protected readonly keyMove = new KeyMove({
    columns: () => this.#shown(),
    isMovable: (item) => this.#isMovable(item),
    timeOf: (iso) => this.timeOf(iso),
    wordsOf: (landing) => this.wordsOf(landing),
    lengthOf: (landing) => this.lengthOf(landing),
    drop: (wish) => this.move.emit(wish),
    resize: (wish) => this.changeLength.emit(wish),
    remember: (visit, column) => this.remember(visit, column),
    focus: () => this.#focusStop(),
    showLanding: () => this.#toSight('.dragged'),
    say: (words) => void this.#announcer.announce(words, 'assertive'),
  });
  /** Where the visit in hand would land, by pointer or by keyboard. */
  protected readonly landing = computed(() => this.drag.landing() ?? this.keyMove.landing());

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      this.#scrollToWork();
      const redraw = (): void => this.#changes.detectChanges();
      destroyed.onDestroy(this.#near.follow(this.scroller().nativeElement, redraw));
    });
    tellMoving(this.landing);
    destroyed.onDestroy(() => this.drag.stop());
    effect(() => {
      const pickedId = this.pickedId();
      if (pickedId) this.#keepInSight(pickedId);
    });
    effect(() => {
      this.#shown();
      untracked(() => this.keyMove.follow());
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

  /** Takes a visit up, to be carried by the arrow keys; false where it is not on the grid or cannot be moved. */
  beginMove(visitId: string): boolean {
    return this.keyMove.begin(visitId);
  }

  protected pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if ((event.target as HTMLElement).closest('app-untimed-strip')) return;
    const step = steps[event.key];
    if (this.keyMove.pressed(event, step) || this.#takesEnd(event, step)) {
      event.preventDefault();
    } else if (step) {
      event.preventDefault();
      this.cursor.step(step);
      this.#focusStop();
    }
  }

  /** Whoever goes elsewhere leaves the visit where it is. */
  protected left(): void {
    if (!this.keyMove.landing()) return;
    setTimeout(() => {
      if (!this.#host.nativeElement.contains(document.activeElement)) this.keyMove.stop();
    });
  }

  protected isDrawn({ key }: ProviderColumn, at: number): boolean {
    return this.#near.isNear(at, this.#shown().length) || this.#inHand().has(key);
  }

  protected remember({ id, startsAt }: Appointment, { key }: ProviderColumn): void {
    this.cursor.remember({ column: key, appointmentId: id, startsAt });
  }

  protected isCursor(visit: VisitOnGrid): boolean {
    return this.cursor.stop()?.appointmentId === visit.appointment.id;
  }

  protected hover(event: PointerEvent, column: ShownColumn): void {
    const slot = this.#slotUnder(event, column);
    const isFree = event.target === event.currentTarget && this.isAhead(slot.startsAt);
    this.hovered.set(isFree && this.mayBook() ? slot : null);
  }

  protected bookUnder(event: MouseEvent, column: ShownColumn): void {
    if (event.target !== event.currentTarget || this.drag.hasJustEnded) return;
    this.bookAt(this.#slotUnder(event, column));
  }

  protected bookAt({ column, providerId, startsAt }: SlotWish & { column: string }): void {
    this.cursor.remember({ column, appointmentId: null, startsAt });
    if (this.mayBook() && this.isAhead(startsAt)) this.book.emit({ providerId, startsAt });
  }

  protected open(visit: Appointment, column: ProviderColumn): void {
    if (this.drag.hasJustEnded) return;
    this.remember(visit, column);
    this.openVisit.emit(visit.id);
  }

  protected grab(press: PointerEvent, { item }: DrawnVisit): void {
    if (!this.#isMovable(item) || press.button !== 0 || press.pointerType === 'touch') return;
    this.keyMove.stop();
    const column = this.#shown().find(({ visits }) => visits.includes(item));
    if (column && this.isAhead(item.appointment.startsAt) && isAtEnd(press))
      this.drag.beginResize(press, item.appointment, column);
    else this.drag.begin(press, item.appointment);
  }

  protected isAhead(startsAt: string): boolean {
    return startsAt >= this.#minute();
  }

  protected isLifted({ appointment }: VisitOnGrid): boolean {
    const isOurs = this.landing()?.appointmentId === appointment.id;
    return isOurs || this.#movedByOthers().has(appointment.id);
  }

  protected isStretchable(item: VisitOnGrid): boolean {
    return this.#isMovable(item) && this.isAhead(item.appointment.startsAt);
  }

  protected lengthOf(landing: Landing): string {
    const until = this.timeOf(landing.endsAt);
    return `${lengthWords(landing)}, until ${until}; ${this.#stateWords(landing)}`;
  }

  protected stateOf(landing: Landing, column: ShownColumn): PlaceState {
    return placeState(landing, column, { visitId: landing.appointmentId, now: this.#minute() });
  }

  /** The place in words, with whether it is free. */
  protected wordsOf(landing: Landing): string {
    const column = this.#shown().find(({ key }) => key === landing.column);
    if (!column) return '';
    return `${this.timeOf(landing.startsAt)}, ${this.titleOf(column)}; ${this.#stateWords(landing)}`;
  }

  #stateWords(landing: Landing): string {
    const column = this.#shown().find(({ key }) => key === landing.column);
    return column ? placeWords[this.stateOf(landing, column)] : '';
  }

  /** Shift with an arrow up or down, on a visit that has not begun. */
  #takesEnd({ shiftKey }: KeyboardEvent, step: Step | undefined): boolean {
    const visitId = this.focusedVisit();
    if (!shiftKey || (step !== 'up' && step !== 'down') || visitId === null) return false;
    const isBegun = this.#shown().some(({ visits }) =>
      visits.some(
        ({ appointment }) => appointment.id === visitId && !this.isAhead(appointment.startsAt),
      ),
    );
    return !isBegun && this.keyMove.beginResize(visitId, step);
  }

  protected placeOf(span: Landing, column: ShownColumn): Place | null {
    return placeOf(span, column.shown);
  }

  protected topOf(startsAt: string, { shown }: ShownColumn): number {
    return pixelsOf(minutesBetween(shown.startsAt, startsAt));
  }

  /** How far down in the column it is now; `null` on another day and outside of the hours on show. */
  protected nowIn({ shown }: ShownColumn): number | null {
    if (this.isPast()) return null;
    const now = this.#clock.now();
    const isShown = now >= shown.startsAt && now < shown.endsAt;
    return isShown ? pixelsOf(minutesBetween(shown.startsAt, now)) : null;
  }

  protected titleOf({ provider, day }: ProviderColumn): string {
    return this.heads() === 'days' ? this.#format.day(day.date) : listName(provider);
  }

  /** Whom hours are for, and until when they are kept while they still are; empty = nothing is said any more. */
  protected termsWords({ patients, opensAt }: DrawnColumn['terms'][number]): string {
    const isKept = opensAt !== null && opensAt.slice(0, 16) > this.#minute();
    return [
      ...(patients === 'any' ? [] : [patients === 'new' ? 'New patients' : 'Established patients']),
      ...(isKept ? [`Kept until ${this.#format.dayAndTime(opensAt)}`] : []),
    ].join(' · ');
  }

  protected timeOf(iso: string): string {
    return this.#format.time(iso);
  }

  protected shortTimeOf(iso: string): string {
    return this.timeOf(iso).replace(/ [ap]m$/, '');
  }

  #isMovable({ appointment, pending }: VisitOnGrid): boolean {
    return appointment.status === 'booked' && pending === null && this.mayMove();
  }

  #slotUnder(
    event: MouseEvent,
    { key, provider, shown }: ShownColumn,
  ): SlotWish & { column: string } {
    const under = event.currentTarget as HTMLElement;
    const startsAt = rowAt(event.clientY - under.getBoundingClientRect().top, shown);
    return { column: key, providerId: provider.id, startsAt };
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
    this.#toSight(`[data-visit="${CSS.escape(visitId)}"]`);
  }

  #toSight(selector: string): void {
    afterNextRender(
      () =>
        this.#host.nativeElement
          .querySelector(selector)
          ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      { injector: this.#injector },
    );
  }

  /** Now, or the first hour of work, a little below the upper edge. */
  #scrollToWork(): void {
    const top =
      this.now() ?? this.drawn().find(({ firstWork }) => firstWork !== null)?.firstWork ?? 0;
    const above = this.now() === null ? 20 : 160;
    this.scroller().nativeElement.scrollTop = Math.max(0, top - above);
  }
}

/** On the lower edge of the visit's box. */
function isAtEnd({ target, clientY }: PointerEvent): boolean {
  const box = target instanceof Element ? target.closest('button')?.getBoundingClientRect() : null;
  return !!box && box.bottom - clientY <= edgePixels;
}
