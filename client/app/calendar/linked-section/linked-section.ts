import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { CalendarStore } from '../calendar-store';
import { linkedInHand } from '../linked-in-hand';

/** What the visit in hand was booked together with. */
@Component({
  selector: 'app-linked-section',
  imports: [MatButton, RouterLink],
  templateUrl: './linked-section.html',
  styleUrl: './linked-section.scss',
})
export class LinkedSection {
  readonly appointment = input.required<Appointment>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #store = inject(CalendarStore);
  protected readonly linked = linkedInHand(this.appointment);
  protected readonly rows = computed(() => this.linked.others().map((one) => this.#rowOf(one)));

  #rowOf(visit: Appointment) {
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    const day = localDateOf(visit.startsAt, zone);
    const isSameDay = day === localDateOf(this.appointment().startsAt, zone);
    const { title } = appointmentWorkflow.states[stepOf(visit)];
    const type = this.#store.visitTypes()[visit.visitTypeId]?.name ?? '';
    return {
      id: visit.id,
      path: ['/calendar/day', day],
      when: isSameDay ? this.#format.time(visit.startsAt) : this.#format.dayAndTime(visit.startsAt),
      name: listName(visit.patient),
      what: [type, ...(visit.status === 'booked' ? [] : [title.toLowerCase()])].join(', '),
      isOff: visit.status === 'cancelled',
    };
  }
}
