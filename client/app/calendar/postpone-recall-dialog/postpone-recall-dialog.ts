import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { Recall } from '#contract/recalls';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { RecallsApi } from '../recalls-api';

/** Sets another day around which somebody is to be booked. */
@Component({
  selector: 'app-postpone-recall-dialog',
  imports: [MatButton, Modal],
  templateUrl: './postpone-recall-dialog.html',
  styleUrl: './postpone-recall-dialog.scss',
})
export class PostponeRecallDialog {
  readonly recall = input.required<Recall>();
  readonly today = input.required<string>();
  readonly postponed = output();
  readonly closed = output();

  readonly #api = inject(RecallsApi);
  protected readonly act = dialogAct();
  protected readonly title = computed(() => `Another day: ${listName(this.recall().patient)}`);
  protected readonly dueOn = linkedSignal(() =>
    this.recall().dueOn < this.today() ? this.today() : this.recall().dueOn,
  );

  protected type(event: Event): void {
    this.dueOn.set((event.target as HTMLInputElement).value);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version: expectedVersion } = this.recall();
    const done = await this.act.send({ expectedVersion, dueOn: this.dueOn() }, (body, commandId) =>
      this.#api.postpone(id, body, commandId),
    );
    if (done) this.postponed.emit();
  }
}
