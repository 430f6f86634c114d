import {
  afterNextRender,
  Component,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { PatientSummary } from '#contract/patients';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { Modal } from '../../ui/modal/modal';
import { AskForm } from '../ask-form/ask-form';
import type { OpenedAuthorization } from '../authorizations-api';
import { AskedNews } from '../asked-news';

/** A request that somebody opens from the queue. */
@Component({
  selector: 'app-ask-dialog',
  imports: [AskForm, Modal, PatientPicker],
  template: `
    <app-modal title="Ask for authorization" [open]="isOpen()" (closed)="closed.emit()">
      <app-patient-picker [mayAdd]="false" [(picked)]="patient" />
      <app-ask-form
        [clinicId]="clinicId()"
        [patientId]="patient()?.id ?? null"
        (opened)="tell($event)"
        (left)="isOpen.set(false)"
      />
    </app-modal>
  `,
  styleUrl: './ask-dialog.scss',
})
export class AskDialog {
  readonly clinicId = input.required<string>();
  readonly closed = output();

  readonly #news = inject(AskedNews);
  private readonly picker = viewChild.required(PatientPicker);

  protected readonly isOpen = signal(true);
  protected readonly patient = signal<PatientSummary | null>(null);

  constructor() {
    afterNextRender(() => this.picker().focus());
  }

  protected tell(opened: OpenedAuthorization): void {
    this.#news.tell(opened);
    this.isOpen.set(false);
  }
}
