import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { flagTitles, type PatientFlag } from '#contract/patient-flag';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { dialogAct } from '../../platform/dialog-act';
import { FlagApi } from '../flag-api';

/** Ends a flag with the reason. What it stopped stays stopped. */
@Component({
  selector: 'app-flag-end-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './flag-end-dialog.html',
  styleUrl: './flag-end-dialog.scss',
})
export class FlagEndDialog {
  readonly flag = input.required<PatientFlag>();
  readonly saved = output<PatientFlag>();
  readonly closed = output();

  readonly #api = inject(FlagApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly typed = signal({ reason: '' });
  protected readonly fields = form(this.typed, (path) => {
    required(path.reason);
  });
  protected readonly title = computed(() => `End: ${flagTitles[this.flag().detail.kind]}`);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const { id, version: expectedVersion } = this.flag();
    const wish = { clinicId, expectedVersion, reason: this.typed().reason };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.end(id, body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
