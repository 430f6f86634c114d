// What happens after an event: calls to the server, and the live feed of the clinic on show.
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Events, withEventHandlers } from '@ngrx/signals/events';
import { EMPTY, from, mergeMap, switchMap, type Observable } from 'rxjs';
import type { Appointment } from '#contract/calendar';
import { problemOf } from '../platform/api';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { CalendarApi, type BookAppointment, type ConfirmAppointment } from './calendar-api';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import type { CalendarPageState } from './calendar-state';
import { watchCalendar, type ServerEvent } from './watch-calendar';

export function withCalendarHandlers() {
  return signalStoreFeature(
    { state: typeOf<CalendarPageState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(CalendarApi);
      const feed = inject(RealtimeFeed);
      const session = inject(Session);
      return {
        watch$: events.on(calendarPageEvents.opened, calendarPageEvents.retried).pipe(
          switchMap((): Observable<ServerEvent> => {
            const [clinicId, date] = [store.clinicId(), store.date()];
            if (!clinicId || !date) return EMPTY;
            const scope = { clinicId, date, providerId: store.providerId() };
            return watchCalendar({ scope, by: session.me()?.staffId ?? null }, api, feed);
          }),
        ),
        visit$: events
          .on(calendarPageEvents.visitPicked)
          .pipe(
            switchMap(({ payload: { appointmentId } }) =>
              store.appointments()[appointmentId] ? EMPTY : from(loadVisit(api, appointmentId)),
            ),
          ),
        book$: events
          .on(calendarPageEvents.booked)
          .pipe(
            mergeMap(({ payload: { commandId, wish, hold } }) =>
              act(commandId, () =>
                hold
                  ? api.confirmAppointment(hold, wishOfHold(wish), commandId)
                  : api.bookAppointment(wish, commandId),
              ),
            ),
          ),
        move$: events
          .on(calendarPageEvents.moved)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.moveAppointment(appointmentId, wish, commandId)),
            ),
          ),
        bookEVisit$: events
          .on(calendarPageEvents.eVisitBooked)
          .pipe(
            mergeMap(({ payload: { commandId, wish } }) =>
              act(commandId, () => api.bookEVisit(wish, commandId)),
            ),
          ),
        addWalkIn$: events
          .on(calendarPageEvents.walkInAdded)
          .pipe(
            mergeMap(({ payload: { commandId, wish } }) =>
              act(commandId, () => api.addWalkIn(wish, commandId)),
            ),
          ),
        placeWalkIn$: events
          .on(calendarPageEvents.walkInPlaced)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.placeWalkIn(appointmentId, wish, commandId)),
            ),
          ),
        moveEVisit$: events
          .on(calendarPageEvents.eVisitMoved)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.moveEVisit(appointmentId, wish, commandId)),
            ),
          ),
        resize$: events
          .on(calendarPageEvents.resized)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.resizeAppointment(appointmentId, wish, commandId)),
            ),
          ),
        cancel$: events
          .on(calendarPageEvents.cancelled)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.cancelAppointment(appointmentId, wish, commandId)),
            ),
          ),
        describe$: events
          .on(calendarPageEvents.described)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.describeAppointment(appointmentId, wish, commandId)),
            ),
          ),
        tell$: events
          .on(calendarPageEvents.toldConfirmed)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.confirmTold(appointmentId, wish, commandId)),
            ),
          ),
        assign$: events
          .on(calendarPageEvents.assigned)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.assignResources(appointmentId, wish, commandId)),
            ),
          ),
        step$: events
          .on(calendarPageEvents.stepped)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, wish } }) =>
              act(commandId, () => api.takeStep(appointmentId, wish, commandId)),
            ),
          ),
        reinstate$: events
          .on(calendarPageEvents.reinstated)
          .pipe(
            mergeMap(({ payload: { commandId, appointmentId, expectedVersion } }) =>
              act(commandId, () =>
                api.reinstateAppointment(appointmentId, expectedVersion, commandId),
              ),
            ),
          ),
      };
    }),
  );
}

/** Where and when is known of the hold already. */
function wishOfHold({
  reason,
  callNumber,
  recallId,
  overrides = [],
}: BookAppointment): Omit<ConfirmAppointment, 'expectedVersion'> {
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(callNumber === undefined ? {} : { callNumber }),
    ...(recallId === undefined ? {} : { recallId }),
    overrides,
  };
}

async function loadVisit(api: CalendarApi, appointmentId: string): Promise<ServerEvent> {
  try {
    const appointment = await api.getAppointment(appointmentId);
    return calendarServerEvents.visitLoaded({ appointment });
  } catch (error) {
    return calendarServerEvents.visitMissing({ appointmentId, problem: problemOf(error) });
  }
}

async function act(commandId: string, call: () => Promise<Appointment>): Promise<ServerEvent> {
  try {
    const appointment = await call();
    return calendarServerEvents.actAnswered({ commandId, appointment });
  } catch (error) {
    return calendarServerEvents.actRefused({ commandId, problem: problemOf(error) });
  }
}
