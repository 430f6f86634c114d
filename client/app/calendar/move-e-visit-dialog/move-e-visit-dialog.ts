import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { messageOf } from '../../platform/problem-message';
import { localDateOf } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import { EVisitFields } from '../e-visit-fields/e-visit-fields';

/** Has an e-visit answered by another day or another provider; it stays the same visit. */
@Component({
  selector: 'app-move-e-visit-dialog',
  imports: [EVisitFields, MatButton, Modal],
  templateUrl: './move-e-visit-dialog.html',
  styleUrl: './move-e-visit-dialog.scss',
})
export class MoveEVisitDialog {
  readonly appointment = input.required<Appointment>();
  readonly zone = input.required<string>();
  readonly moved = output<Appointment>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  protected readonly store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.moved.emit(appointment));

  readonly #day = computed(() => localDateOf(this.appointment().startsAt, this.zone()));
  protected readonly providerId = linkedSignal(() => this.appointment().providerId);
  protected readonly date = linkedSignal(() => this.#day());
  protected readonly title = computed(() => `Move ${listName(this.appointment().patient)}`);
  protected readonly isSame = computed(
    () => this.date() === this.#day() && this.providerId() === this.appointment().providerId,
  );
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected move(event: Event): void {
    event.preventDefault();
    if (!this.date() || this.isSame() || this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const wish = { expectedVersion, date: this.date(), providerId: this.providerId() };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.eVisitMoved({ commandId, appointmentId, wish });
  }
}
