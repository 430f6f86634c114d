import {
  Component,
  computed,
  effect,
  inject,
  output,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { mostInBulk, type BulkAction } from '#contract/work-bulk';
import { newCommandId } from '../../../command-id';
import { Session } from '../../../session';
import { SnoozeDialog } from '../../snooze-dialog/snooze-dialog';
import { WORK_QUEUE } from '../../work-queue';
import { WorkQueueStore } from '../../work-queue-store';
import { BulkChoiceDialog } from '../bulk-choice-dialog/bulk-choice-dialog';
import { bulkPageEvents } from '../bulk-events';
import { BulkPlanDialog } from '../bulk-plan-dialog/bulk-plan-dialog';
import { BulkProgress } from '../bulk-progress/bulk-progress';
import { ShortcutKey } from '../../../shortcut-key';

/** Below the rows: what can be done with all that is selected, and how far it is. */
@Component({
  selector: 'app-bulk-bar',
  imports: [BulkChoiceDialog, BulkPlanDialog, BulkProgress, MatButton, SnoozeDialog, ShortcutKey],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
})
export class BulkBar {
  readonly cleared = output();
  /** The plan is gone, and with it what had the focus. */
  readonly left = output();

  protected readonly store = inject(WorkQueueStore);
  readonly #dispatch = injectDispatch(bulkPageEvents);
  readonly #queue = inject(WORK_QUEUE);
  readonly #session = inject(Session);
  private readonly tools = viewChild<ElementRef<HTMLElement>>('tools');

  protected readonly choosing = signal<BulkAction['verb'] | null>(null);
  readonly #selected = computed(() =>
    this.store.rows().filter(({ id }) => this.store.selection().has(id)),
  );
  protected readonly decisions = computed(() =>
    (this.#queue.manyDecisions ?? []).filter(({ by }) => this.#session.can(by)),
  );
  protected readonly words = computed(() => {
    const { length } = this.#selected();
    const most = length === mostInBulk ? ', the most at once' : '';
    return `${length.toLocaleString('en-US')} selected${most}`;
  });
  /** What any of the selected ones has and could lose. */
  protected readonly tags = computed(() =>
    [...new Set(this.#selected().flatMap(({ work }) => work.tags))].sort(),
  );

  constructor() {
    let hadPlan = false;
    effect(() => {
      const hasPlan = this.store.plan() !== null;
      if (hadPlan && !hasPlan) untracked(() => this.left.emit());
      hadPlan = hasPlan;
    });
  }

  focus(): void {
    this.tools()?.nativeElement.querySelector('button')?.focus();
  }

  protected plan(action: BulkAction): void {
    this.choosing.set(null);
    const items = Object.fromEntries(this.#selected().map(({ id, version }) => [id, version]));
    this.#dispatch.planned({ commandId: newCommandId(), action, items });
  }
}
