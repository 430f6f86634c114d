// An act of a dialog from the click to the server's answer.
import { computed, inject, signal, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import type { Problem } from '#contract/problem';
import { newCommandId } from '../platform/command-id';
import { calendarServerEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';

export interface ActInFlight {
  /** Names the act that is about to be asked for. */
  begin: (wish: unknown) => string;
  /** An act that was asked for elsewhere and refused continues here. */
  resume: (commandId: string) => void;
  isSending: Signal<boolean>;
  refusal: Signal<Problem | null>;
}

export function actInFlight(done: (appointment: Appointment) => void): ActInFlight {
  const store = inject(CalendarStore);
  const commandId = signal<string | null>(null);
  let lastWish = '';
  const refusal = computed(() => store.refusals()[commandId() ?? ''] ?? null);

  inject(Events)
    .on(calendarServerEvents.actAnswered)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload }) => {
      if (payload.commandId === commandId()) done(payload.appointment);
    });

  return {
    begin: (wish) => {
      const asked = JSON.stringify(wish);
      // Without an answer it may have been done: the same wish under the same name is done only once.
      const isRepeat = refusal()?.code === 'unavailable' && asked === lastWish;
      const id = (isRepeat ? commandId() : null) ?? newCommandId();
      lastWish = asked;
      commandId.set(id);
      return id;
    },
    resume: (id) => commandId.set(id),
    isSending: computed(() => (commandId() ?? '') in store.pending()),
    refusal,
  };
}
