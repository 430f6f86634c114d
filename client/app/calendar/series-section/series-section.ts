import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { isMovedAlone, type LeftOutVisit } from '#contract/visit-series';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { seriesInHand } from '../series-in-hand';
import { rhythmWords } from '../series-words';

/** Of which series the visit in hand is one, and all that belong to it. */
@Component({
  selector: 'app-series-section',
  imports: [MatButton, RouterLink],
  templateUrl: './series-section.html',
  styleUrl: './series-section.scss',
})
export class SeriesSection {
  readonly appointment = input.required<Appointment>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  protected readonly series = seriesInHand(this.appointment);
  protected readonly isOpen = signal(false);
  protected readonly words = computed(() => {
    const view = this.series.view();
    const place = String(this.appointment().series?.place ?? '');
    if (!view) return `Visit ${place} of a series`;
    const parts = [`${place} of ${String(view.series.count)}`, rhythmWords(view.series)];
    return [...parts, ...(isMovedAlone(this.appointment()) ? ['moved'] : [])].join(' · ');
  });
  protected readonly rows = computed(() => {
    const view = this.series.view();
    if (!view) return [];
    return [
      ...view.visits.map((visit) => this.#rowOf(visit)),
      ...view.leftOut.map((left) => this.#leftOutRow(left)),
    ].sort((a, b) => a.place - b.place);
  });

  #rowOf(visit: Appointment) {
    const { title } = appointmentWorkflow.states[stepOf(visit)];
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    return {
      place: visit.series?.place ?? 0,
      when: this.#format.dayAndTime(visit.startsAt),
      what: [title, ...(isMovedAlone(visit) ? ['moved'] : [])].join(', '),
      link: { path: ['/calendar/day', localDateOf(visit.startsAt, zone)], visit: visit.id },
      isHere: visit.id === this.appointment().id,
      isOff: visit.status === 'cancelled',
    };
  }

  #leftOutRow({ place, plannedAt, because, by, at }: LeftOutVisit) {
    const who = `${by ?? 'a program'}, ${this.#format.dayAndTime(at)}`;
    return {
      ...{ place, link: null, isHere: false, isOff: true },
      when: this.#format.dayAndTime(plannedAt),
      what: `Left out: ${because} (${who})`,
    };
  }

  protected toggle(): void {
    this.isOpen.update((isOpen) => !isOpen);
  }
}
