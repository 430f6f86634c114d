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
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName, type PatientSummary } from '#contract/patients';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';

/** A patient is at the desk without a booking: they wait from now on, without a time. */
@Component({
  selector: 'app-walk-in-dialog',
  imports: [MatButton, Modal, PatientPicker],
  templateUrl: './walk-in-dialog.html',
  styleUrl: './walk-in-dialog.scss',
})
export class WalkInDialog {
  readonly clinicId = input.required<string>();
  readonly received = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.received.emit(appointment));
  private readonly picker = viewChild(PatientPicker);

  protected readonly patient = signal<PatientSummary | null>(null);
  protected readonly visitTypeId = signal('');
  protected readonly providerId = signal('');
  protected readonly reason = signal('');
  protected readonly types = computed(() =>
    this.store.visitTypeList().filter(({ modality }) => modality !== 'e-visit'),
  );
  protected readonly missing = computed(() => {
    if (!this.patient()) return 'Choose a patient.';
    return this.visitTypeId() ? null : 'Choose a visit type.';
  });
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });
  protected readonly nameOf = listName;

  constructor() {
    afterNextRender(() => this.picker()?.focus());
  }

  protected receive(event: Event): void {
    event.preventDefault();
    const patient = this.patient();
    if (!patient || this.missing() !== null || this.act.isSending()) return;
    const reason = this.reason().trim();
    const wish = {
      ...{ clinicId: this.clinicId(), patientId: patient.id, visitTypeId: this.visitTypeId() },
      providerId: this.providerId() || null,
      ...(reason ? { reason } : {}),
    };
    const commandId = this.act.begin(wish);
    this.#dispatch.walkInAdded({ commandId, wish });
  }
}
