import {
  CdkFixedSizeVirtualScroll,
  CdkVirtualForOf,
  CdkVirtualScrollViewport,
} from '@angular/cdk/scrolling';
import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { WorkItem } from '#contract/work';
import { columnWidths, type WorkViewLook } from '#contract/work-view';
import { SizeHandle } from '../../../ui/size-handle/size-handle';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { injectCellWords } from '../cell-words';
import type { QueueCell, QueueColumn } from '../queue-columns';
import { leastWidth, sizedColumn, tracksOf, type LookColumn } from '../queue-look/table-look';
import { injectRowSelection } from '../row-selection';
import { steadyRows } from '../steady-rows';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';
import { injectChangedRows } from './changed-rows';
import { injectColumnSizes } from './column-sizes';
import { injectRowFocus } from './row-focus';
import { stepOf } from './row-steps';

const rowSizes: Record<WorkViewLook['density'], number> = { compact: 36, comfortable: 44 };
/** The next page is asked for while so many rows are still ahead. */
const rowsAhead = 20;

/**
 * The rows of a queue. A grid of its own rather than Material's table: that one recycles its rows, and the focus
 * would stay in the row while another item moves into it.
 */
@Component({
  selector: 'app-queue-table',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    SizeHandle,
    StatusChip,
    SvgIcon,
  ],
  templateUrl: './queue-table.html',
  styleUrl: './queue-table.scss',
})
export class QueueTable {
  readonly columns = input.required<readonly LookColumn[]>();
  readonly density = input<WorkViewLook['density']>('compact');
  readonly label = input.required<string>();
  readonly pickedId = input<string | null>(null);
  /** Rows can be selected, for acts on many at once. */
  readonly selectable = input(false);
  readonly pick = output<string>();
  readonly moreWanted = output();
  /** All columns, one of them with another width. */
  readonly arranged = output<readonly LookColumn[]>();

  protected readonly store = inject(WorkQueueStore);
  readonly #queue = inject(WORK_QUEUE);
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);

  protected readonly leastWidth = leastWidth;
  protected readonly mostWidth = columnWidths.most;
  protected readonly steady = steadyRows(this.store.rows, this.store.items);
  protected readonly rowSize = computed(() => rowSizes[this.density()]);
  protected readonly selection = injectRowSelection(this.steady.shown);
  protected readonly changed = injectChangedRows(this.steady.shown);
  readonly #rowFocus = injectRowFocus(this.viewport);
  readonly #columnSizes = injectColumnSizes();
  readonly #words = injectCellWords(this.store.nameOf);
  readonly #activeId = signal<string | null>(null);

  protected readonly shownColumns = computed(() =>
    this.columns().filter(({ column: { from = 0 } }) => from <= this.#rowFocus.width()),
  );
  protected readonly tracks = computed(() =>
    [...(this.selectable() ? ['20px'] : []), ...tracksOf(this.shownColumns())].join(' '),
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
  protected readonly loadedWords = computed(() => {
    const { length } = this.store.rows();
    return this.selection.all() === 'all' ? 'Clear the selection' : `Select the ${length} loaded`;
  });
  constructor() {
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

  /** The row in which somebody stands comes into the selection, or out of it. */
  toggleActive(): void {
    const itemId = this.#activeId();
    if (itemId && this.selectable()) this.selection.toggle(itemId);
  }

  protected size({ key }: QueueColumn, width: number): void {
    this.arranged.emit(sizedColumn(this.columns(), key, width));
  }

  /** Where there was no room for what was asked, what stands there is what counts. */
  protected settle(column: QueueColumn): void {
    this.#columnSizes.whenDrawn(() => {
      const width = this.columns().find((each) => each.column === column)?.width ?? null;
      const drawn = this.#columnSizes.drawn(column.key);
      if (width !== null && drawn !== null && drawn < width) this.size(column, drawn);
    });
  }

  protected fitToText(column: QueueColumn): void {
    const width = this.#columnSizes.needed(column.key);
    if (width !== null) this.size(column, width);
  }

  protected goToEdge(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || !this.#columnSizes.goToEdge(event.target, by)) return;
    event.preventDefault();
    event.stopPropagation();
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
    const by = stepOf(event.key, Math.floor(this.viewport().getViewportSize() / this.rowSize()));
    const selects = this.selectable();
    if (event.key === 'Enter') this.pick.emit(item.id);
    else if (event.key === ' ' && selects) this.selection.toggle(item.id);
    else if (by !== null && event.shiftKey && selects) this.#extend(item, by);
    else if (by !== null) this.step(by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected press(event: MouseEvent, item: WorkItem): void {
    if (event.target instanceof Element && event.target.closest('label')) return;
    if (event.shiftKey && this.selectable()) this.#extendTo(item);
    else this.pick.emit(item.id);
  }

  /** Shift would select the text between. */
  protected keepText(event: MouseEvent): void {
    if (event.shiftKey && this.selectable()) event.preventDefault();
  }

  #extendTo(item: WorkItem): void {
    this.selection.extendTo(item.id);
    this.#focusAt(this.steady.shown().findIndex(({ id }) => id === item.id));
  }

  #extend(from: WorkItem, by: number): void {
    this.selection.beginAt(from.id);
    const to = this.step(by);
    if (to) this.selection.extendTo(to);
  }

  #lastAt = 0;

  #focusAt(at: number): string | null {
    const item = this.steady.shown()[at];
    if (!item) return null;
    this.#activeId.set(item.id);
    this.#rowFocus.focus(item.id, { at, rowSize: this.rowSize() });
    return item.id;
  }
}
