// What is done with a visit at once, without a dialog: the page says when, these say how.
import { inject } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { problemOf } from '../platform/api';
import { newCommandId } from '../platform/command-id';
import { messageOf } from '../platform/problem-message';
import { Toasts } from '../platform/toasts';
import { CalendarApi } from './calendar-api';
import { calendarPageEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';
import type { MoveWish } from './day-grid/visit-drag';
import type { VisitStep } from './step-words';

export interface VisitActs {
  /** Dropped on another place. */
  moveTo: (wish: MoveWish) => void;
  reinstate: (visit: Appointment) => void;
  takeStep: (taken: { visit: Appointment; step: VisitStep }) => void;
  /** Ends a hold. */
  release: (visit: Appointment) => Promise<void>;
}

export function visitActs(): VisitActs {
  const api = inject(CalendarApi);
  const dispatch = injectDispatch(calendarPageEvents);
  const store = inject(CalendarStore);
  const toasts = inject(Toasts);
  return {
    moveTo({ appointmentId, providerId, startsAt }) {
      const visit = store.appointments()[appointmentId];
      if (!visit) return;
      const wish = { expectedVersion: visit.version, startsAt, providerId, overrides: [] };
      dispatch.moved({ commandId: newCommandId(), appointmentId, wish });
    },
    reinstate({ id: appointmentId, version: expectedVersion }) {
      dispatch.reinstated({ commandId: newCommandId(), appointmentId, expectedVersion });
    },
    takeStep({ visit: { id: appointmentId, version: expectedVersion }, step }) {
      const isBusy = Object.values(store.pending()).some(
        (act) => act.appointmentId === appointmentId,
      );
      if (isBusy) return;
      const wish = { step, expectedVersion };
      dispatch.stepped({ commandId: newCommandId(), appointmentId, wish });
    },
    // The feed tells when it has ended; whoever cannot reach the server sees it end by itself.
    async release(visit) {
      try {
        await api.releaseAppointment(visit, newCommandId());
      } catch (error) {
        toasts.show({ message: messageOf(problemOf(error)) });
      }
    },
  };
}
