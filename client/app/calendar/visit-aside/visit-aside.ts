import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { messageOf } from '../../platform/problem-message';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { calendarPageEvents } from '../calendar-events';
import { CalendarStore } from '../calendar-store';
import type { VisitStep } from '../step-words';
import { visitActs } from '../visit-acts';
import { VisitPanel } from '../visit-panel/visit-panel';

/** The side of the page for the visit in hand, from the address to what is known of it. */
@Component({
  selector: 'app-visit-aside',
  imports: [MatButton, Skeleton, VisitPanel],
  templateUrl: './visit-aside.html',
  styleUrl: './visit-aside.scss',
})
export class VisitAside {
  readonly visitId = input.required<string>();
  readonly dialogAsked = output<
    'move' | 'length' | 'cancel' | 'check-out' | 'describe' | 'assign'
  >();
  readonly stepTaken = output<VisitStep>();
  readonly stepAsked = output<VisitStep>();
  readonly closed = output();

  readonly #dispatch = injectDispatch(calendarPageEvents);
  protected readonly store = inject(CalendarStore);
  protected readonly acts = visitActs();

  protected readonly appointment = computed(
    () => this.store.appointments()[this.visitId()] ?? null,
  );
  protected readonly isPending = computed(() =>
    Object.values(this.store.pending()).some(
      ({ appointmentId }) => appointmentId === this.visitId(),
    ),
  );
  protected readonly conflict = computed(() => {
    const conflict = this.store.conflict();
    return conflict?.appointmentId === this.visitId() ? conflict : null;
  });
  protected readonly missing = computed(() => {
    const missing = this.store.missing();
    return missing?.appointmentId === this.visitId() ? messageOf(missing.problem) : '';
  });

  protected dismissConflict(): void {
    this.#dispatch.conflictDismissed();
  }
}
