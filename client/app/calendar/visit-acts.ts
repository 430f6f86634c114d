// What is done with a visit at once, without a dialog: the page says when, these say how.
import { inject } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import { appointmentWorkflow, stepOf, suitsVisit } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import type { TellingWay } from '#contract/visit-told';
import { allowedTransitions } from '#contract/workflow';
import { problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { localDateOf } from '../platform/wall-time';
import { CalendarApi } from './calendar-api';
import { calendarPageEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';
import type { LengthWish, MoveWish } from './day-grid/visit-drag';
import { stepAsks, stepsOnward, type VisitStep } from './step-words';

interface TakenStep {
  visit: Appointment;
  step: VisitStep;
}

export interface VisitActs {
  /** Dropped on another place. */
  moveTo: (wish: MoveWish) => void;
  /** Its end was put elsewhere. */
  resizeTo: (wish: LengthWish) => void;
  reinstate: (visit: Appointment) => void;
  /** The patient was told of what the clinic had changed. */
  confirmTold: (visit: Appointment, way: TellingWay) => void;
  takeStep: (taken: TakenStep) => void;
  /** Where a reason is needed, or it is entered on a later day; what happens today is done at once. */
  asksFirst: (taken: TakenStep) => boolean;
  /** The first step onward, on the day of the visit. */
  advance: (visit: Appointment) => void;
  /** Ends a hold. */
  release: (visit: Appointment) => Promise<void>;
}

export function visitActs(): VisitActs {
  const api = inject(CalendarApi);
  const dispatch = injectDispatch(calendarPageEvents);
  const store = inject(CalendarStore);
  const clock = inject(Clock);
  const session = inject(Session);
  const toasts = inject(Toasts);

  const daysOf = ({ startsAt }: Appointment): { day: string; today: string } => {
    const zone = session.clinic()?.zone ?? 'UTC';
    return { day: localDateOf(startsAt, zone), today: localDateOf(clock.now(), zone) };
  };
  const takeStep = ({ visit, step }: TakenStep): void => {
    const { id: appointmentId, version: expectedVersion } = visit;
    const isBusy = Object.values(store.pending()).some(
      (act) => act.appointmentId === appointmentId,
    );
    if (isBusy) return;
    const wish = { step, expectedVersion };
    dispatch.stepped({ commandId: newCommandId(), appointmentId, wish });
  };
  return {
    takeStep,
    asksFirst({ visit, step }) {
      const { day, today } = daysOf(visit);
      const asks = stepAsks(step);
      return asks === 'reason' || (asks === 'time' && day < today);
    },
    advance(visit) {
      const { day, today } = daysOf(visit);
      // A hold is booked whenever; the other steps belong to the day of the visit.
      if (day !== today && !visit.hold && visit.modality !== 'e-visit') return;
      const item = { status: stepOf(visit), clinicId: visit.clinicId };
      const allowed = allowedTransitions(appointmentWorkflow, item, session.grants());
      const [step] = stepsOnward(allowed.filter((one) => suitsVisit(visit, one)));
      if (step) takeStep({ visit, step });
    },
    moveTo({ appointmentId, expectedVersion: known, providerId, startsAt }) {
      const visit = store.appointments()[appointmentId];
      if (!visit) return;
      const expectedVersion = known ?? visit.version;
      const wish = { expectedVersion, startsAt, providerId, overrides: [] };
      dispatch.moved({ commandId: newCommandId(), appointmentId, wish });
    },
    resizeTo({ appointmentId, expectedVersion: known, minutes }) {
      const visit = store.appointments()[appointmentId];
      if (!visit) return;
      const wish = { expectedVersion: known ?? visit.version, minutes, overrides: [] };
      dispatch.resized({ commandId: newCommandId(), appointmentId, wish });
    },
    confirmTold({ id: appointmentId, version: expectedVersion }, way) {
      const wish = { expectedVersion, way };
      dispatch.toldConfirmed({ commandId: newCommandId(), appointmentId, wish });
    },
    reinstate({ id: appointmentId, version: expectedVersion }) {
      dispatch.reinstated({ commandId: newCommandId(), appointmentId, expectedVersion });
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
