import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import { dropReasons, type DropReason, type Recall } from '#contract/recalls';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { RecallsApi } from '../recalls-api';

/** Nobody is to come back after all, for a reason. The first one is chosen, so that Enter is enough. */
@Component({
  selector: 'app-drop-recall-dialog',
  imports: [MatButton, Modal],
  templateUrl: './drop-recall-dialog.html',
  styleUrl: './drop-recall-dialog.scss',
})
export class DropRecallDialog {
  readonly recall = input.required<Recall>();
  readonly dropped = output();
  readonly closed = output();

  readonly #api = inject(RecallsApi);
  protected readonly act = dialogAct();
  protected readonly title = computed(() => `Drop the recall: ${listName(this.recall().patient)}`);
  /** A death is told by the patient's flag, which stops everything else too. */
  protected readonly reasons = (Object.entries(dropReasons) as [DropReason, string][]).filter(
    ([code]) => code !== 'deceased',
  );
  protected readonly reason = signal<DropReason>('declined');

  protected async drop(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version: expectedVersion } = this.recall();
    const done = await this.act.send(
      { expectedVersion, reason: this.reason() },
      (body, commandId) => this.#api.drop(id, body, commandId),
    );
    if (done) this.dropped.emit();
  }
}
