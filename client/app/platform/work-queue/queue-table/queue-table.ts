import {
  CdkFixedSizeVirtualScroll,
  CdkVirtualForOf,
  CdkVirtualScrollViewport,
} from '@angular/cdk/scrolling';
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
  untracked,
  viewChild,
} from '@angular/core';
import type { WorkItem } from '#contract/work';
import { Clock } from '../../clock';
import { Session } from '../../session';
import { TimeFormat } from '../../time-format';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import type { Density } from '../queue-address';
import type { CellWords, QueueCell, QueueColumn } from '../queue-columns';
import { steadyRows } from '../steady-rows';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';

const rowSizes: Record<Density, number> = { compact: 36, comfortable: 44 };
/** The next page is asked for while so many rows are still ahead. */
const rowsAhead = 20;
/** How long after a change from elsewhere a row tells by whom. */
const glowMs = 4000;
/** Rows are drawn a frame or two after the list has been scrolled to them. */
const framesToDraw = 5;

/**
 * The rows of a queue. A grid of its own rather than Material's table: that one recycles its rows, and the focus
 * would stay in the row while another item moves into it.
 */
@Component({
  selector: 'app-queue-table',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, StatusChip],
  templateUrl: './queue-table.html',
  styleUrl: './queue-table.scss',
})
export class QueueTable {
  readonly columns = input.required<readonly QueueColumn[]>();
  readonly density = input<Density>('compact');
  readonly label = input.required<string>();
  readonly pickedId = input<string | null>(null);
  readonly pick = output<string>();
  readonly moreWanted = output();

  protected readonly store = inject(WorkQueueStore);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #queue = inject(WORK_QUEUE);
  readonly #session = inject(Session);
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);

  protected readonly steady = steadyRows(this.store.rows, this.store.items);
  protected readonly rowSize = computed(() => rowSizes[this.density()]);
  readonly #width = signal(Infinity);
  readonly #activeId = signal<string | null>(null);

  protected readonly shownColumns = computed(() =>
    this.columns().filter(({ from = 0 }) => from <= this.#width()),
  );
  protected readonly tracks = computed(() =>
    this.shownColumns()
      .map(({ width }) => width)
      .join(' '),
  );
  /** The one row that Tab leads to. */
  protected readonly stopId = computed(() => {
    const rows = this.steady.shown();
    const wanted = this.#activeId() ?? this.pickedId();
    return rows.some(({ id }) => id === wanted) ? wanted : (rows[0]?.id ?? null);
  });
  protected readonly changes = computed(() => {
    const count = this.steady.waiting();
    return count === 1 ? '1 change' : `${count} changes`;
  });
  protected readonly rowCount = computed(() =>
    this.store.next() === null ? this.steady.shown().length + 1 : -1,
  );
  readonly #left = computed(() => {
    const held = new Set(this.store.rows().map(({ id }) => id));
    return new Set(this.steady.shown().flatMap(({ id }) => (held.has(id) ? [] : [id])));
  });
  readonly #words = computed<CellWords>(() => {
    const format = this.#format;
    return {
      now: this.#clock.now(),
      me: this.store.me(),
      zone: this.#session.clinic()?.zone ?? 'UTC',
      nameOf: this.store.nameOf(),
      time: (iso) => format.time(iso),
      dayAndTime: (iso) => format.dayAndTime(iso),
      birthDate: (date) => format.birthDate(date),
      zoneName: (iso) => format.zone(iso),
    };
  });

  constructor() {
    this.#measure();
    effect((onCleanup) => {
      const drawn = this.viewport().renderedRangeStream.subscribe(({ end }) => {
        if (end > untracked(this.steady.shown).length - rowsAhead) this.moreWanted.emit();
      });
      onCleanup(() => drawn.unsubscribe());
    });
  }

  /** Moves on from the row in hand, and into the list from nowhere; answers the row reached. */
  step(by: number): string | null {
    const rows = this.steady.shown();
    const at = rows.findIndex(({ id }) => id === (this.#activeId() ?? this.pickedId()));
    const next = at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by;
    return this.#focusAt(Math.min(Math.max(next, 0), rows.length - 1));
  }

  /** Where the item stands; the row now at its place when it has left the list. */
  focusRow(itemId: string): void {
    const rows = this.steady.shown();
    const at = rows.findIndex(({ id }) => id === itemId);
    if (rows.length > 0) this.#focusAt(at === -1 ? Math.min(this.#lastAt, rows.length - 1) : at);
  }

  /** What waits is shown now. */
  showChanges(): void {
    this.steady.release();
  }

  /** The row in which somebody stands, or stood last. */
  activeId(): string | null {
    return this.#activeId();
  }

  protected readonly byId = (_at: number, { id }: WorkItem): string => id;

  protected nameOf(item: WorkItem): string {
    return this.#queue.nameOf(item);
  }

  protected cellOf(column: QueueColumn, item: WorkItem): QueueCell {
    return column.cell(item, this.#words());
  }

  protected isPending(item: WorkItem): boolean {
    return this.store.pendingIds().has(item.id);
  }

  protected hasLeft(item: WorkItem): boolean {
    return this.#left().has(item.id);
  }

  /** Who changed it just now; empty when nobody else did. */
  protected touchedBy(item: WorkItem): string {
    const touch = this.store.touched()[item.id];
    if (!touch || Date.parse(this.#clock.now()) - Date.parse(touch.at) > glowMs) return '';
    return touch.by === null ? 'System' : this.store.nameOf()(touch.by);
  }

  protected entered(item: WorkItem): void {
    this.#activeId.set(item.id);
    this.#lastAt = this.steady.shown().findIndex(({ id }) => id === item.id);
    this.steady.enter();
  }

  protected leaving(event: FocusEvent): void {
    const to = event.relatedTarget;
    const rows = event.currentTarget as HTMLElement;
    if (!(to instanceof Node && rows.contains(to))) this.steady.leave();
  }

  protected key(event: KeyboardEvent, item: WorkItem): void {
    const page = Math.max(1, Math.floor(this.viewport().getViewportSize() / this.rowSize()) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const by = steps[event.key];
    if (event.key === 'Enter') this.pick.emit(item.id);
    else if (by !== undefined) this.step(by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #lastAt = 0;

  #focusAt(at: number): string | null {
    const item = this.steady.shown()[at];
    if (!item) return null;
    this.#activeId.set(item.id);
    this.#scrollTo(at);
    afterNextRender(
      { read: () => this.#focusDrawn(item.id, framesToDraw) },
      { injector: this.#injector },
    );
    return item.id;
  }

  #focusDrawn(itemId: string, frames: number): void {
    const row = this.#host.nativeElement.querySelector<HTMLElement>(`[data-item="${itemId}"]`);
    if (row) row.focus({ preventScroll: true });
    else if (frames > 0) requestAnimationFrame(() => this.#focusDrawn(itemId, frames - 1));
  }

  #scrollTo(at: number): void {
    const viewport = this.viewport();
    const [top, size] = [at * this.rowSize(), viewport.getViewportSize()];
    const offset = viewport.measureScrollOffset();
    if (top < offset) viewport.scrollToOffset(top);
    else if (top + this.rowSize() > offset + size) {
      viewport.scrollToOffset(top + this.rowSize() - size);
    }
  }

  /** The viewport listens to the window only; a panel that opens makes it smaller, too. */
  #measure(): void {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) this.#width.set(entry.contentRect.width);
      this.viewport().checkViewportSize();
    });
    afterNextRender(() => observer.observe(this.#host.nativeElement));
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
