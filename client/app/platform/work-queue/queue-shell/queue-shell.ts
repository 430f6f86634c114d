import {
  afterNextRender,
  Component,
  computed,
  contentChild,
  inject,
  Injector,
  input,
  viewChild,
  type TemplateRef,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Events, injectDispatch } from '@ngrx/signals/events';
import { panelWidths } from '#contract/queue-look';
import type { WorkItem } from '#contract/work';
import { newCommandId } from '../../command-id';
import { messageOf } from '../../problem-message';
import { Session } from '../../session';
import { ShortcutKey } from '../../shortcut-key';
import { whenBack } from '../../when-back';
import { DeniedState } from '../../../ui/denied-state/denied-state';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { SizeHandle } from '../../../ui/size-handle/size-handle';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { emptyWords } from '../empty-words';
import { injectQueueAddress } from '../queue-address';
import { BulkBar } from '../queue-bulk/bulk-bar/bulk-bar';
import { bulkPageEvents } from '../queue-bulk/bulk-events';
import { QUEUE_COUNTS } from '../queue-counts';
import { QueueExport } from '../queue-export/queue-export';
import { QueueFilters } from '../queue-filters/queue-filters';
import { listenToQueueKeys } from '../queue-keys';
import { KeptLook } from '../queue-look/kept-look';
import { QueueOnShow } from '../queue-look/queue-on-show';
import { QueuePanel } from '../queue-panel/queue-panel';
import { QueueTable } from '../queue-table/queue-table';
import { ViewBar } from '../queue-views/view-bar/view-bar';
import { showAddressed } from '../show-addressed';
import { injectStaleness } from '../staleness';
import { WORK_QUEUE } from '../work-queue';
import { queuePageEvents, queueServerEvents } from '../work-queue-events';
import { WorkQueueStore } from '../work-queue-store';

/**
 * The page of any queue: filters, rows, and the item in hand. A queue's page puts it into its template, with its
 * own actions in the slot and the record of an item as the template `#record`.
 */
@Component({
  selector: 'app-queue-shell',
  imports: [
    BulkBar,
    ShortcutKey,
    DeniedState,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    QueueExport,
    QueueFilters,
    QueuePanel,
    QueueTable,
    SizeHandle,
    Skeleton,
    ViewBar,
  ],
  templateUrl: './queue-shell.html',
  styleUrl: './queue-shell.scss',
})
export class QueueShell {
  readonly title = input.required<string>();
  /** How somebody new gets into the queue, for when nothing is there. */
  readonly hint = input('');
  protected readonly record = contentChild.required<TemplateRef<{ $implicit: WorkItem }>>('record');

  protected readonly store = inject(WorkQueueStore);
  protected readonly queue = inject(WORK_QUEUE);
  protected readonly address = injectQueueAddress();
  protected readonly kept = inject(KeptLook);
  protected readonly onShow = inject(QueueOnShow);
  protected readonly panelWidths = panelWidths;
  readonly #counts = inject(QUEUE_COUNTS);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #bulk = injectDispatch(bulkPageEvents);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  private readonly table = viewChild(QueueTable);
  private readonly bar = viewChild(BulkBar);
  private readonly views = viewChild(ViewBar);
  private readonly panel = viewChild(QueuePanel);

  readonly #permissions = this.queue.endpoints.permissions;
  protected readonly mayRead = computed(
    () => this.#session.can(this.#permissions.read) && this.store.problem()?.code !== 'not-allowed',
  );
  protected readonly mayWork = computed(() => this.#session.can(this.#permissions.work));
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly stale = injectStaleness(this.store.hasData);
  protected readonly empty = computed(() =>
    emptyWords(this.onShow.filter(), {
      many: this.queue.noun[1],
      snoozed: this.#counts()?.snoozed ?? 0,
      hint: this.hint(),
    }),
  );

  constructor() {
    showAddressed(this.address, this.mayRead);
    this.#goToNext();
    this.#goBack();
    listenToQueueKeys(
      {
        step: (by) => this.#step(by),
        open: () => this.#openActive(),
        close: () => this.close(),
        showChanges: () => this.table()?.showChanges(),
        chooseView: () => this.views()?.pick(),
        next: () => this.next(),
        claimOrRelease: () => this.panel()?.claimOrRelease(),
        assignToMe: () => this.panel()?.assignToMe(),
        snooze: () => this.panel()?.snooze(),
        comment: () => this.panel()?.comment(),
        select: () => this.table()?.toggleActive(),
        toBar: () => this.bar()?.focus(),
        clearSelection: () => this.clearSelection(),
      },
      {
        mayWork: this.mayWork,
        isOpen: computed(() => this.address.itemId() !== null),
        hasSelection: computed(() => this.store.selectedIds().length > 0),
      },
    );
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.retry());
  }

  protected close(): void {
    const itemId = this.address.itemId();
    if (!itemId) return;
    this.address.show(null);
    this.table()?.focusRow(itemId);
  }

  protected next(): void {
    if (this.mayWork()) this.#dispatch.nextAsked({ commandId: newCommandId() });
  }

  protected more(): void {
    if (this.store.next() !== null && this.store.more() === 'idle') this.#dispatch.moreWanted();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }

  protected retryMore(): void {
    this.#dispatch.moreWanted();
  }

  protected showAll(): void {
    this.onShow.clear();
  }

  protected showSnoozed(): void {
    this.onShow.narrow({ show: 'snoozed' });
  }

  /** What was taken is opened, and whoever works by keyboard stands in it. */
  #goToNext(): void {
    inject(Events)
      .on(queueServerEvents.nextAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { item } }) => {
        if (!item) return;
        this.address.show(item.id);
        afterNextRender({ read: () => this.#focusPanel() }, { injector: this.#injector });
      });
  }

  /** What was given back and is taken again comes back in hand: nobody holds what they do not look at. */
  #goBack(): void {
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, item, cause } }) => {
        if (act.kind === 'claim' && cause?.kind === 'undo') this.address.show(item.id);
      });
  }

  #focusPanel(): void {
    const panel = this.panel();
    if (panel) panel.focus();
    else requestAnimationFrame(() => this.panel()?.focus());
  }

  /** Whoever stood in the bar stands in the rows again: the bar goes away. */
  protected clearSelection(): void {
    this.#bulk.selected({ ids: [] });
    this.backToRows();
  }

  protected backToRows(): void {
    const itemId = this.table()?.activeId();
    if (itemId) this.table()?.focusRow(itemId);
  }

  #step(by: 1 | -1): void {
    const itemId = this.table()?.step(by);
    if (itemId && this.address.itemId()) this.address.show(itemId, { replaceUrl: true });
  }

  #openActive(): void {
    const itemId = this.table()?.activeId();
    if (itemId) this.address.show(itemId);
  }
}
