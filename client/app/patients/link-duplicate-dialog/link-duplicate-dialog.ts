import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { PatientSummary } from '#contract/patients';
import type { PossibleDuplicate } from '#contract/retired-chart';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { DuplicateApi } from '../duplicate-api';
import { PatientPicker } from '../patient-picker/patient-picker';

/** Says that another chart may be of the same person; who may retire charts decides it. */
@Component({
  selector: 'app-link-duplicate-dialog',
  imports: [FormField, MatButton, Modal, PatientPicker],
  templateUrl: './link-duplicate-dialog.html',
  styleUrl: './link-duplicate-dialog.scss',
})
export class LinkDuplicateDialog {
  readonly patientId = input.required<string>();
  readonly saved = output<PossibleDuplicate>();
  readonly closed = output();

  readonly #api = inject(DuplicateApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly other = signal<PatientSummary | null>(null);
  protected readonly typed = signal({ note: '' });
  protected readonly fields = form(this.typed, (path) => {
    required(path.note);
    maxLength(path.note, 200);
  });
  protected readonly fault = computed(() =>
    this.other()?.id === this.patientId() ? 'This is the chart that is open.' : '',
  );
  protected readonly isReady = computed(
    () => this.other() !== null && !this.fault() && this.typed().note.trim() !== '',
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    const other = this.other();
    if (!clinicId || !other || !this.isReady()) return;
    const wish = { clinicId, otherId: other.id, note: this.typed().note.trim() };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.link(this.patientId(), body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}
