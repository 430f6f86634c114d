import {
  afterNextRender,
  Component,
  computed,
  contentChild,
  effect,
  inject,
  Injector,
  input,
  untracked,
  viewChild,
  type TemplateRef,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Events, injectDispatch } from '@ngrx/signals/events';
import type { WorkItem } from '#contract/work';
import { newCommandId } from '../../command-id';
import { messageOf } from '../../problem-message';
import { RealtimeFeed } from '../../realtime-feed';
import { Session } from '../../session';
import { ShortcutKey } from '../../shortcut-key';
import { TimeFormat } from '../../time-format';
import { whenBack } from '../../when-back';
import { DeniedState } from '../../../ui/denied-state/denied-state';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { injectQueueAddress, isNarrowed } from '../queue-address';
import { QUEUE_COUNTS } from '../queue-counts';
import { QueueFilters } from '../queue-filters/queue-filters';
import { listenToQueueKeys } from '../queue-keys';
import { QueuePanel } from '../queue-panel/queue-panel';
import { QueueTable } from '../queue-table/queue-table';
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
    ShortcutKey,
    DeniedState,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    QueueFilters,
    QueuePanel,
    QueueTable,
    Skeleton,
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
  readonly #counts = inject(QUEUE_COUNTS);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  private readonly table = viewChild(QueueTable);
  private readonly panel = viewChild(QueuePanel);

  readonly #clinicId = computed(() => this.#session.clinic()?.id ?? null);
  readonly #permissions = this.queue.endpoints.permissions;
  protected readonly mayRead = computed(
    () => this.#session.can(this.#permissions.read) && this.store.problem()?.code !== 'not-allowed',
  );
  protected readonly mayWork = computed(() => this.#session.can(this.#permissions.work));
  protected readonly columns = computed(() =>
    this.queue.columns.filter(
      ({ key, isName }) => isName === true || !this.address.hidden().has(key),
    ),
  );
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  /** What is on screen may be out of date; what is not there cannot be. */
  protected readonly isStale = computed(
    () => this.#feed.status() === 'offline' && this.store.hasData(),
  );
  protected readonly staleness = computed(() => {
    const since = this.#feed.staleSince();
    if (!this.isStale()) return '';
    return since ? `As of ${this.#format.time(since)}; not live now` : 'Not live now';
  });
  protected readonly empty = computed(() => this.#emptyWords());

  constructor() {
    this.#showList();
    this.#showItem();
    this.#goToNext();
    listenToQueueKeys(
      {
        step: (by) => this.#step(by),
        open: () => this.#openActive(),
        close: () => this.close(),
        showChanges: () => this.table()?.showChanges(),
        next: () => this.next(),
        claimOrRelease: () => this.panel()?.claimOrRelease(),
        assignToMe: () => this.panel()?.assignToMe(),
        snooze: () => this.panel()?.snooze(),
        comment: () => this.panel()?.comment(),
      },
      {
        mayWork: this.mayWork,
        isOpen: computed(() => this.address.itemId() !== null),
      },
    );
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.retry());
  }

  protected pick(itemId: string): void {
    this.address.show(itemId);
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
    this.address.narrow({ owner: null, level: null, priority: null, status: null });
  }

  protected showSnoozed(): void {
    this.address.narrow({ show: 'snoozed' });
  }

  #emptyWords(): { title: string; text: string; step: 'all' | 'snoozed' | null } {
    const [, many] = this.queue.noun;
    const { show } = this.address.filter();
    if (isNarrowed(this.address.filter())) {
      return { title: `No ${many} match`, text: 'Take a filter away to see more.', step: 'all' };
    }
    const snoozed = this.#counts()?.snoozed ?? 0;
    if (show === 'open' && snoozed > 0) {
      const text = `${snoozed} put off until later.`;
      return { title: `No ${many} are open now`, text, step: 'snoozed' };
    }
    const titles = {
      open: `No ${many} are open`,
      snoozed: `No ${many} are put off`,
      closed: `No ${many} have been closed yet`,
    };
    return { title: titles[show], text: show === 'open' ? this.hint() : '', step: null };
  }

  #showList(): void {
    let shown: string | null = null;
    effect(() => {
      const clinicId = this.#clinicId();
      const filter = this.address.filter();
      if (!clinicId || !this.#session.can(this.#permissions.read)) return;
      untracked(() => {
        // An item belongs to one clinic: its panel does not follow into another.
        if (shown && shown !== clinicId && this.address.itemId())
          this.address.show(null, { replaceUrl: true });
        shown = clinicId;
        this.#dispatch.opened({ clinicId, filter });
      });
    });
  }

  #showItem(): void {
    effect(() => {
      const itemId = this.mayRead() ? this.address.itemId() : null;
      untracked(() => this.#dispatch.itemPicked({ itemId }));
    });
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

  #focusPanel(): void {
    const panel = this.panel();
    if (panel) panel.focus();
    else requestAnimationFrame(() => this.panel()?.focus());
  }

  #step(by: 1 | -1): void {
    const itemId = this.table()?.step(by);
    if (itemId && this.address.itemId()) this.address.show(itemId, { replaceUrl: true });
  }

  #openActive(): void {
    const itemId = this.table()?.activeId();
    if (itemId) this.pick(itemId);
  }
}
