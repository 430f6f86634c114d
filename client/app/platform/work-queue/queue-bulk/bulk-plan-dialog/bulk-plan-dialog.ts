import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { Modal } from '../../../../ui/modal/modal';
import { messageOf } from '../../../problem-message';
import { bulkPageEvents } from '../bulk-events';
import { injectBulkNames } from '../bulk-names';
import type { BulkPlan } from '../bulk-state';
import { commandWords, wouldWords } from '../bulk-words';
import { RefusedItems } from '../refused-items/refused-items';

/** What an action would do, before anything is done. */
@Component({
  selector: 'app-bulk-plan-dialog',
  imports: [MatButton, Modal, RefusedItems],
  templateUrl: './bulk-plan-dialog.html',
  styleUrl: './bulk-plan-dialog.scss',
})
export class BulkPlanDialog {
  readonly plan = input.required<BulkPlan>();

  readonly #dispatch = injectDispatch(bulkPageEvents);
  readonly #names = injectBulkNames();
  /** Shown before: what failed then was the start. */
  protected readonly isKnown = computed(() => this.plan().would + this.plan().refused.length > 0);
  protected readonly would = computed(() =>
    wouldWords(this.plan().would, this.plan().action, this.#names.names()),
  );
  protected readonly command = computed(() =>
    commandWords(this.plan().would, this.plan().action, this.#names.names()),
  );
  protected readonly message = computed(() => {
    const { problem } = this.plan();
    return problem ? messageOf(problem) : '';
  });

  protected drop(): void {
    this.#dispatch.planDropped();
  }

  protected start(): void {
    this.#dispatch.started();
  }

  protected again(): void {
    const { commandId, action, items } = this.plan();
    if (this.isKnown()) this.start();
    else this.#dispatch.planned({ commandId, action, items });
  }
}
