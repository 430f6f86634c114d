import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { addCall, callKinds, type Call, type CallKind } from '#contract/calls';
import type { PatientSummary } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { WorkPriority } from '#contract/work';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Api, problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';

interface Wish {
  kind: CallKind;
  about: string;
  priority: WorkPriority;
}

/** Asks that somebody calls a patient. */
@Component({
  selector: 'app-add-call-dialog',
  imports: [FormField, MatButton, Modal, PatientPicker],
  templateUrl: './add-call-dialog.html',
  styleUrl: './add-call-dialog.scss',
})
export class AddCallDialog {
  readonly clinicId = input.required<string>();
  readonly added = output<Call>();
  readonly closed = output();

  readonly #api = inject(Api);
  // Repeated with the same form, the server remembers its answer; a changed form is another command.
  #commandId = newCommandId();

  protected readonly isOpen = signal(true);
  protected readonly patient = signal<PatientSummary | null>(null);
  protected readonly wish = signal<Wish>({ kind: 'call-back', about: '', priority: 'routine' });
  protected readonly fields = form(this.wish, (path) => {
    required(path.about, { message: 'Write what the call is about.' });
    maxLength(path.about, 200, { message: '200 letters at most.' });
  });
  protected readonly kinds = Object.entries(callKinds).map(([kind, title]) => ({ kind, title }));
  protected readonly busy = signal(false);
  protected readonly isChecked = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly aboutError = computed(() =>
    this.isChecked() ? (this.fields.about().errors()[0]?.message ?? '') : '',
  );

  private readonly picker = viewChild.required(PatientPicker);

  constructor() {
    afterNextRender(() => this.picker().focus());
    effect(() => {
      this.patient();
      this.wish();
      this.#commandId = newCommandId();
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isChecked.set(true);
    const patient = this.patient();
    if (!patient || this.fields().invalid() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    const body = { clinicId: this.clinicId(), patientId: patient.id, ...this.wish() };
    try {
      this.added.emit(await this.#api.call(addCall, { body }, { commandId: this.#commandId }));
      this.isOpen.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
