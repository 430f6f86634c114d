import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { ComingBack } from '#contract/recalls';
import { messageOf } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import type { StepWish } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { ComingBackFields } from '../coming-back-fields/coming-back-fields';

/** The visit is over, and the patient is to come back: put down in one step. */
@Component({
  selector: 'app-check-out-dialog',
  imports: [ComingBackFields, MatButton, Modal],
  templateUrl: './check-out-dialog.html',
  styleUrl: './check-out-dialog.scss',
})
export class CheckOutDialog {
  readonly appointment = input.required<Appointment>();
  readonly today = input.required<string>();
  readonly taken = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.taken.emit(appointment));
  protected readonly back = signal<ComingBack | null>(null);
  protected readonly title = computed(() => `Check out: ${listName(this.appointment().patient)}`);
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected checkOut(event: Event): void {
    event.preventDefault();
    const back = this.back();
    if (!back || this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const wish: StepWish = { step: 'fulfil', expectedVersion, back };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.stepped({ commandId, appointmentId, wish });
  }
}
