import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { injectDispatch } from '@ngrx/signals/events';
import { newCommandId } from '../../../command-id';
import { Modal } from '../../../../ui/modal/modal';
import { messageOf } from '../../../problem-message';
import { WorkQueueStore } from '../../work-queue-store';
import { bulkPageEvents } from '../bulk-events';
import { injectBulkNames } from '../bulk-names';
import { isUndoable } from '../bulk-state';
import { progressWords } from '../bulk-words';
import { RefusedItems } from '../refused-items/refused-items';

/** How far the action is that this person started last, and what it left alone. */
@Component({
  selector: 'app-bulk-progress',
  imports: [MatButton, MatProgressBar, Modal, RefusedItems],
  templateUrl: './bulk-progress.html',
  styleUrl: './bulk-progress.scss',
})
export class BulkProgress {
  protected readonly store = inject(WorkQueueStore);
  readonly #dispatch = injectDispatch(bulkPageEvents);
  readonly #names = injectBulkNames();

  protected readonly words = computed(() => {
    const bulk = this.store.shownBulk();
    return bulk ? progressWords(bulk, this.#names.names()) : '';
  });
  protected readonly percent = computed(() => {
    const bulk = this.store.shownBulk();
    return bulk ? (100 * (bulk.done + bulk.refused)) / Math.max(bulk.total, 1) : 0;
  });
  protected readonly canUndo = computed(() => {
    const bulk = this.store.shownBulk();
    return bulk !== null && isUndoable(this.store.bulks(), bulk, this.#names.names().decisions);
  });
  protected readonly message = computed(() => {
    const problem = this.store.report()?.problem;
    return problem ? messageOf(problem) : '';
  });

  protected open(bulkId: string): void {
    this.#dispatch.reportOpened({ bulkId });
  }

  protected close(): void {
    this.#dispatch.reportClosed();
  }

  protected undo(bulkId: string): void {
    this.#dispatch.undone({ bulkId, commandId: newCommandId() });
  }

  protected dismiss(bulkId: string): void {
    this.#dispatch.progressDismissed({ bulkId });
  }
}
