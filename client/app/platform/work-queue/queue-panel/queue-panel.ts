import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
  type TemplateRef,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Events, injectDispatch } from '@ngrx/signals/events';
import type { WorkItem } from '#contract/work';
import { newCommandId } from '../../command-id';
import { messageOf } from '../../problem-message';
import { ShortcutKey } from '../../shortcut-key';
import { TimeFormat } from '../../time-format';
import { ErrorState } from '../../../ui/error-state/error-state';
import { Modal } from '../../../ui/modal/modal';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { ConflictNotice } from '../conflict-notice/conflict-notice';
import { QueueClocks } from '../queue-clocks/queue-clocks';
import { QueueFiles } from '../queue-files/queue-files';
import { QueueLinks } from '../queue-links/queue-links';
import { QueueTags } from '../queue-tags/queue-tags';
import { QueueComments, type NewComment } from '../queue-comments/queue-comments';
import { QueuePresence } from '../queue-presence/queue-presence';
import { injectQueueWorkers } from '../queue-workers';
import { SnoozeDialog } from '../snooze-dialog/snooze-dialog';
import { stepLines } from '../step-words';
import { WORK_QUEUE, type WhenWords } from '../work-queue';
import { queuePageEvents, queueServerEvents, type QueueAct } from '../work-queue-events';
import { WorkQueueStore } from '../work-queue-store';

/** The item in hand: who has it, its record as the queue shows it, deadlines, comments and life. */
@Component({
  selector: 'app-queue-panel',
  imports: [
    ShortcutKey,
    ConflictNotice,
    ErrorState,
    MatButton,
    MatIconButton,
    Modal,
    NgTemplateOutlet,
    QueueClocks,
    QueueComments,
    QueueFiles,
    QueueLinks,
    QueuePresence,
    QueueTags,
    Skeleton,
    SnoozeDialog,
    StatusChip,
    SvgIcon,
  ],
  templateUrl: './queue-panel.html',
  styleUrl: './queue-panel.scss',
})
export class QueuePanel {
  /** The queue's own part; its context is the item. */
  readonly record = input.required<TemplateRef<{ $implicit: WorkItem }>>();
  readonly mayWork = input(false);
  readonly closed = output();

  protected readonly store = inject(WorkQueueStore);
  protected readonly queue = inject(WORK_QUEUE);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #when: WhenWords = {
    time: (iso) => this.#format.time(iso),
    dayAndTime: (iso) => this.#format.dayAndTime(iso),
  };
  readonly #people = injectQueueWorkers();
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  private readonly comments = viewChild(QueueComments);

  protected readonly isSnoozing = signal(false);
  protected readonly isTakingOver = signal(false);

  protected readonly workers = this.#people.workers;
  protected readonly mayAssign = this.#people.mayAssign;
  protected readonly item = this.store.picked;
  protected readonly name = computed(() => {
    const item = this.item();
    return item ? this.queue.nameOf(item) : '';
  });
  protected readonly state = computed(() => {
    const status = this.item()?.work.status ?? '';
    return this.queue.workflow.states[status]?.title ?? status;
  });
  protected readonly isClosed = computed(() => (this.item()?.work.closedAt ?? null) !== null);
  protected readonly pending = computed(() => this.store.pendingIds().has(this.item()?.id ?? ''));
  protected readonly isHeld = computed(() => this.store.held() !== null);
  /** Who else works on it now. */
  protected readonly holder = computed(() => {
    const lease = this.item()?.work.lease;
    return lease && !this.isHeld() ? this.store.nameOf()(lease.holderId) : null;
  });
  /** Why it is out of sight, and until when; what a queue waits for by itself nobody has put off. */
  protected readonly waiting = computed(() => {
    const item = this.item();
    const until = item?.work.snoozedUntil;
    if (!item || !until) return null;
    const words = this.queue.waitsFor?.(item, until, this.#when) ?? null;
    return words === null
      ? { words: `Put off until ${this.#when.dayAndTime(until)}`, back: 'Bring back' }
      : { words, back: 'Bring to the list' };
  });
  protected readonly conflict = computed(() => {
    const conflict = this.store.conflict();
    return conflict?.seen.id === this.item()?.id ? conflict : null;
  });
  protected readonly detail = computed(() => {
    const detail = this.store.detail();
    return detail?.itemId === this.store.pickedId() ? detail : null;
  });
  protected readonly message = computed(() => {
    const problem = this.detail()?.problem;
    return problem ? messageOf(problem) : '';
  });
  protected readonly steps = computed(() =>
    stepLines(this.detail()?.steps ?? [], {
      workflow: this.queue.workflow,
      when: this.#when.dayAndTime,
      nameOf: this.store.nameOf(),
    }),
  );

  constructor() {
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, item } }) => {
        if (act.kind === 'comment' && item.id === this.item()?.id) this.comments()?.clear();
      });
  }

  focus(): void {
    this.heading()?.nativeElement.focus();
  }

  comment(): void {
    this.comments()?.focus();
  }

  snooze(): void {
    if (this.mayChange()) this.isSnoozing.set(true);
  }

  claimOrRelease(): void {
    if (this.isClosed()) return;
    if (this.isHeld()) this.act({ kind: 'release' });
    else if (this.holder()) this.isTakingOver.set(true);
    else this.act({ kind: 'claim' });
  }

  assignToMe(): void {
    if (this.mayChange()) this.act({ kind: 'assign', ownerId: this.store.me() });
  }

  protected mayChange(): boolean {
    return this.item() !== null && !this.isClosed() && !this.holder() && this.mayWork();
  }

  protected act(act: QueueAct): void {
    const item = this.item();
    if (item && !this.pending())
      this.#dispatch.acted({ commandId: newCommandId(), itemId: item.id, act });
  }

  protected takeOver(): void {
    this.isTakingOver.set(false);
    this.act({ kind: 'take-over' });
  }

  protected assign(event: Event): void {
    const select = event.target as HTMLSelectElement;
    this.act({ kind: 'assign', ownerId: select.value || null });
    // What stands there is what the server says, not what was chosen.
    select.value = this.item()?.work.ownerId ?? '';
  }

  protected write(comment: NewComment): void {
    this.act({ kind: 'comment', ...comment });
  }

  protected keepTheirs(): void {
    this.#dispatch.conflictDismissed();
    this.focus();
  }

  protected applyMine(): void {
    this.#dispatch.conflictOverridden({ commandId: newCommandId() });
    this.focus();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }
}
