import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { lastingFilter } from '#contract/work';
import type { WorkView } from '#contract/work-view';
import { Modal } from '../../../../ui/modal/modal';
import { QueueOnShow } from '../../queue-look/queue-on-show';
import { WorkQueueStore } from '../../work-queue-store';
import { injectViewAsking } from '../view-asking';
import { refusalWords } from '../view-words';
import { mayChange } from '../views-state';

/** The view on show is not as it was saved: keep the changes, or let them go. */
@Component({
  selector: 'app-view-changes',
  imports: [MatButton, Modal],
  templateUrl: './view-changes.html',
  styleUrls: ['../view-form.scss', './view-changes.scss'],
})
export class ViewChanges {
  readonly view = input.required<WorkView>();
  readonly copied = output();

  readonly #onShow = inject(QueueOnShow);
  readonly #store = inject(WorkQueueStore);
  readonly #asking = injectViewAsking(() => this.#onShow.reset());

  protected readonly mayChange = computed(() => mayChange(this.view(), this.#store.onlooker()));
  protected readonly isBusy = this.#asking.isBusy;
  /** Somebody has saved the view since these changes began. */
  protected readonly isBehind = computed(() => this.#onShow.base() < this.view().version);
  protected readonly isConflict = computed(() => this.#asking.problem()?.code === 'conflict');
  protected readonly error = computed(() => {
    const problem = this.#asking.problem();
    return problem && !this.isConflict() ? refusalWords(problem, 'saved') : '';
  });

  protected save(version = this.#onShow.base()): void {
    const { columns, density } = this.#onShow.look();
    const wish = { filter: lastingFilter(this.#onShow.filter()), columns, density };
    if (!this.isBusy()) this.#asking.ask({ kind: 'change', viewId: this.view().id, version, wish });
  }

  protected saveOver(): void {
    this.save(this.view().version);
  }

  protected reset(): void {
    this.#asking.forget();
    this.#onShow.reset();
  }

  protected leave(): void {
    if (this.isConflict()) this.#asking.forget();
  }
}
