import { Component, computed, inject, input, linkedSignal, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import type { PatientSummary } from '#contract/patients';
import type { Recall } from '#contract/recalls';
import { messageOf } from '../../platform/problem-message';
import { actInFlight } from '../act-in-flight';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { EVisitFields } from '../e-visit-fields/e-visit-fields';

/** The end of booking where the visit is an e-visit: by whom and by when it is answered. */
@Component({
  selector: 'app-book-e-visit',
  imports: [EVisitFields, MatButton],
  templateUrl: './book-e-visit.html',
  styleUrl: './book-e-visit.scss',
})
export class BookEVisit {
  readonly clinicId = input.required<string>();
  readonly day = input.required<string>();
  readonly patient = input.required<PatientSummary | null>();
  readonly visitTypeId = input.required<string>();
  readonly reason = input.required<string>();
  readonly recall = input.required<Recall | null>();
  readonly providerId = model.required<string>();
  readonly booked = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.booked.emit(appointment));

  protected readonly date = linkedSignal(() => this.day());
  protected readonly missing = computed(() => {
    if (!this.patient()) return 'Choose a patient.';
    if (!this.providerId()) return 'Choose a provider.';
    return this.date() ? null : 'Choose a day.';
  });
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected book(): void {
    const patient = this.patient();
    if (!patient || this.missing() !== null || this.act.isSending()) return;
    const reason = this.reason().trim();
    const recall = this.recall();
    const wish = {
      ...{ clinicId: this.clinicId(), patientId: patient.id, visitTypeId: this.visitTypeId() },
      ...{ providerId: this.providerId(), date: this.date() },
      ...(reason ? { reason } : {}),
      ...(recall?.patient.id === patient.id ? { recallId: recall.id } : {}),
    };
    const commandId = this.act.begin(wish);
    this.#dispatch.eVisitBooked({ commandId, wish });
  }
}
