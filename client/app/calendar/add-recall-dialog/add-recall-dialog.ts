import {
  afterNextRender,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { PatientSummary } from '#contract/patients';
import { recallAskers, type ComingBack, type Recall, type RecallAsker } from '#contract/recalls';
import type { Provider } from '#contract/staff';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { dialogAct } from '../../platform/dialog-act';
import { Modal } from '../../ui/modal/modal';
import { ComingBackFields } from '../coming-back-fields/coming-back-fields';
import { RecallsApi } from '../recalls-api';

/** Puts down by hand that somebody is to be booked. */
@Component({
  selector: 'app-add-recall-dialog',
  imports: [ComingBackFields, MatButton, Modal, PatientPicker],
  templateUrl: './add-recall-dialog.html',
  styleUrl: './add-recall-dialog.scss',
})
export class AddRecallDialog {
  readonly clinicId = input.required<string>();
  readonly today = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly providers = input.required<readonly Provider[]>();
  readonly added = output<Recall>();
  readonly closed = output();

  readonly #api = inject(RecallsApi);
  private readonly picker = viewChild(PatientPicker);
  protected readonly act = dialogAct();
  protected readonly patient = signal<PatientSummary | null>(null);
  /** Check-out and cancellation put theirs down themselves. */
  protected readonly askers = (Object.entries(recallAskers) as [RecallAsker, string][]).filter(
    ([code]) => code !== 'check-out' && code !== 'cancelled-visit',
  );
  protected readonly askedBy = signal<RecallAsker>('patient');
  protected readonly back = signal<ComingBack | null>(null);
  protected readonly missing = computed(() => {
    if (!this.patient()) return 'Choose a patient.';
    return this.back() ? '' : 'Choose when and for which visit type.';
  });

  constructor() {
    afterNextRender(() => this.picker()?.focus());
  }

  protected chooseAsker(event: Event): void {
    this.askedBy.set((event.target as HTMLSelectElement).value as RecallAsker);
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const [patient, back] = [this.patient(), this.back()];
    if (!patient || !back) return;
    const askedBy = this.askedBy();
    const wish = { ...back, clinicId: this.clinicId(), patientId: patient.id, askedBy };
    const added = await this.act.send(wish, (body, commandId) => this.#api.add(body, commandId));
    if (added) this.added.emit(added);
  }
}
