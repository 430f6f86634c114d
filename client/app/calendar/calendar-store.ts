// What a console knows of one clinic's day. Reducers are the contract's pure functions.
import { computed } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { upsertVersioned } from '#contract/realtime';
import { listName } from '#contract/patients';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import { withCalendarHandlers } from './calendar-handlers';
import {
  byId,
  fold,
  initialCalendarState,
  refuse,
  settle,
  type CalendarPageState,
  type PendingAct,
} from './calendar-state';
import { columnsOf } from './day-columns';
import { addMinutes, minutesBetween } from './wall-time';

export const CalendarStore = signalStore(
  withState(initialCalendarState),
  withReducer(
    on(calendarPageEvents.opened, ({ payload: { clinicId, date } }, state) =>
      state.clinicId === clinicId
        ? { date, day: null, windows: [], status: 'loading' as const, problem: null, touched: {} }
        : { ...initialCalendarState, clinicId, date, status: 'loading' as const },
    ),
    on(calendarPageEvents.retried, () => ({ status: 'loading' as const, problem: null })),
    on(calendarPageEvents.visitPicked, () => ({ missing: null })),
    on(calendarServerEvents.loaded, ({ payload }, state) =>
      isShown(state, payload)
        ? {
            status: 'loaded' as const,
            problem: null,
            day: { startsAt: payload.startsAt, endsAt: payload.endsAt },
            appointments: payload.appointments.reduce(upsertVersioned, state.appointments),
            providers: byId(payload.providers),
            visitTypes: byId(payload.visitTypes),
            windows: payload.windows,
          }
        : {},
    ),
    on(calendarServerEvents.loadFailed, ({ payload }, state) =>
      isShown(state, payload) ? { status: 'failed' as const, problem: payload.problem } : {},
    ),
    on(calendarServerEvents.windowsLoaded, ({ payload }, state) =>
      isShown(state, payload) ? { windows: payload.windows } : {},
    ),
    on(calendarServerEvents.changed, ({ payload }, state) =>
      fold(state, payload.changes, payload.by),
    ),
    on(calendarServerEvents.visitLoaded, ({ payload }, state) => ({
      appointments: upsertVersioned(state.appointments, payload.appointment),
    })),
    on(calendarServerEvents.visitMissing, ({ payload }) => ({ missing: payload })),
    on(calendarPageEvents.booked, ({ payload: { commandId, wish, patient } }, state) =>
      begin(state, commandId, {
        kind: 'book',
        appointmentId: null,
        place: {
          providerId: wish.providerId,
          startsAt: wish.startsAt,
          endsAt: addMinutes(wish.startsAt, state.visitTypes[wish.visitTypeId]?.minutes ?? 15),
        },
        title: listName(patient),
      }),
    ),
    on(calendarPageEvents.moved, ({ payload: { commandId, appointmentId, wish } }, state) => {
      const visit = state.appointments[appointmentId];
      if (!visit) return {};
      const minutes = minutesBetween(visit.startsAt, visit.endsAt);
      return begin(state, commandId, {
        kind: 'move',
        appointmentId,
        place: {
          providerId: wish.providerId ?? visit.providerId,
          startsAt: wish.startsAt,
          endsAt: addMinutes(wish.startsAt, minutes),
        },
        title: listName(visit.patient),
      });
    }),
    on(calendarPageEvents.cancelled, ({ payload: { commandId, appointmentId } }, state) =>
      begin(state, commandId, { kind: 'cancel', appointmentId, place: null, title: '' }),
    ),
    on(calendarPageEvents.reinstated, ({ payload: { commandId, appointmentId } }, state) =>
      begin(state, commandId, { kind: 'reinstate', appointmentId, place: null, title: '' }),
    ),
    on(calendarPageEvents.conflictDismissed, () => ({ conflict: null })),
    on(calendarServerEvents.actAnswered, ({ payload }, state) =>
      settle(state, payload.commandId, payload.appointment),
    ),
    on(calendarServerEvents.actRefused, ({ payload }, state) =>
      refuse(state, payload.commandId, payload.problem),
    ),
  ),
  withComputed((store) => ({
    columns: computed(() =>
      columnsOf({
        clinicId: store.clinicId(),
        day: store.day(),
        appointments: store.appointments(),
        providers: store.providers(),
        visitTypes: store.visitTypes(),
        windows: store.windows(),
        pending: store.pending(),
        touched: store.touched(),
      }),
    ),
    providerList: computed(() =>
      Object.values(store.providers()).sort((a, b) => listName(a).localeCompare(listName(b))),
    ),
    visitTypeList: computed(() =>
      Object.values(store.visitTypes())
        .filter(({ active }) => active)
        .sort((a, b) => a.name.localeCompare(b.name)),
    ),
  })),
  withCalendarHandlers(),
);

/** An act begins: what stood in its way before is forgotten. */
function begin(
  state: CalendarPageState,
  commandId: string,
  act: PendingAct,
): Partial<CalendarPageState> {
  return { conflict: null, refusals: {}, pending: { ...state.pending, [commandId]: act } };
}

function isShown(state: CalendarPageState, told: { clinicId: string; date: string }): boolean {
  return told.clinicId === state.clinicId && told.date === state.date;
}
