import { Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { actInFlight } from '../act-in-flight';
import { CalendarApi } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';

interface Choice {
  id: string;
  name: string;
  type: string;
  isFree: boolean;
}

/** Other rooms, devices or interpreters for a visit, by who is in the clinic and knows better. */
@Component({
  selector: 'app-assign-dialog',
  imports: [ErrorState, MatButton, Modal, Skeleton],
  templateUrl: './assign-dialog.html',
  styleUrl: './assign-dialog.scss',
})
export class AssignDialog {
  readonly appointment = input.required<Appointment>();
  readonly assigned = output<Appointment>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  readonly #store = inject(CalendarStore);
  protected readonly act = actInFlight((appointment) => this.assigned.emit(appointment));

  protected readonly free = resource({
    params: () => ({ id: this.appointment().id, version: this.appointment().version }),
    loader: ({ params }) => this.#api.listFreeResources(params.id),
  });
  protected readonly chosen = linkedSignal(() => this.appointment().resourceIds);
  protected readonly title = computed(
    () => `Room or device: ${listName(this.appointment().patient)}`,
  );
  protected readonly when = computed(() => this.#format.dayAndTime(this.appointment().startsAt));
  protected readonly problem = computed(() => {
    const error = this.free.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly choices = computed<Choice[]>(() => {
    const items = this.free.hasValue() ? this.free.value().items : [];
    return items.flatMap(({ resourceId: id, isFree }) => {
      const known = this.#store.resources()[id];
      return known ? [{ id, name: known.name, type: known.type, isFree }] : [];
    });
  });
  protected readonly needWords = computed(() => {
    const needs = this.free.hasValue() ? this.free.value().needs : [];
    const all = needs.map(({ type, count }) => (count === 1 ? type : `${count} × ${type}`));
    return all.length > 0 ? `The visit type asks for: ${all.join(', ')}` : '';
  });
  protected readonly message = computed(() => {
    const refusal = this.act.refusal();
    return refusal ? messageOf(refusal) : '';
  });

  protected choose(id: string, isChosen: boolean): void {
    this.chosen.update((ids) => [...ids.filter((one) => one !== id), ...(isChosen ? [id] : [])]);
  }

  protected save(): void {
    if (this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const wish = { expectedVersion, resourceIds: this.chosen() };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.assigned({ commandId, appointmentId, wish });
  }
}
