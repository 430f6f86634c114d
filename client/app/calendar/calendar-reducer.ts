// How the page's state answers to what people did and what the server told; every reducer is pure.
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { listName } from '#contract/patients';
import { upsertAllVersioned, upsertVersioned } from '#contract/realtime';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import {
  byId,
  fold,
  initialCalendarState,
  noHours,
  refuse,
  settle,
  type CalendarPageState,
  type PendingAct,
  type Scope,
  type ShownHours,
} from './calendar-state';
import { addMinutes, minutesBetween } from '../platform/wall-time';

export function withCalendarReducer() {
  return signalStoreFeature(
    { state: typeOf<CalendarPageState>() },
    withReducer<CalendarPageState>(
      on(calendarPageEvents.opened, ({ payload: scope }, state: CalendarPageState) => {
        const opening = { ...scope, days: [], status: 'loading' as const };
        return state.clinicId === scope.clinicId
          ? { ...noHours, ...opening, problem: null, touched: {} }
          : { ...initialCalendarState, ...opening };
      }),
      on(calendarPageEvents.retried, () => ({ status: 'loading' as const, problem: null })),
      on(calendarPageEvents.visitPicked, () => ({ missing: null })),
      on(calendarServerEvents.loaded, ({ payload }, state: CalendarPageState) =>
        isShown(state, payload.scope)
          ? {
              status: 'loaded' as const,
              problem: null,
              days: payload.days,
              appointments: upsertAllVersioned(state.appointments, payload.appointments),
              providers: byId(payload.providers),
              visitTypes: byId(payload.visitTypes),
              resources: byId(payload.resources),
              ...hoursOf(payload),
            }
          : {},
      ),
      on(calendarServerEvents.loadFailed, ({ payload }, state: CalendarPageState) =>
        isShown(state, payload.scope)
          ? { status: 'failed' as const, problem: payload.problem }
          : {},
      ),
      on(calendarServerEvents.windowsLoaded, ({ payload }, state: CalendarPageState) =>
        isShown(state, payload.scope)
          ? { ...hoursOf(payload), resources: byId(payload.resources) }
          : {},
      ),
      on(calendarServerEvents.changed, ({ payload }, state: CalendarPageState) =>
        fold(state, payload.changes, payload.by),
      ),
      on(calendarServerEvents.visitLoaded, ({ payload }, state: CalendarPageState) => ({
        appointments: upsertVersioned(state.appointments, payload.appointment),
      })),
      on(calendarServerEvents.visitMissing, ({ payload }) => ({ missing: payload })),
      on(
        calendarPageEvents.booked,
        ({ payload: { commandId, wish, patient } }, state: CalendarPageState) =>
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
      on(
        calendarPageEvents.moved,
        ({ payload: { commandId, appointmentId, wish } }, state: CalendarPageState) => {
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
        },
      ),
      on(calendarPageEvents.eVisitBooked, ({ payload: { commandId } }, state: CalendarPageState) =>
        begin(state, commandId, { kind: 'book', appointmentId: null, place: null, title: '' }),
      ),
      on(calendarPageEvents.walkInAdded, ({ payload: { commandId } }, state: CalendarPageState) =>
        begin(state, commandId, { kind: 'book', appointmentId: null, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.walkInPlaced,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'move', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.eVisitMoved,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'move', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.resized,
        ({ payload: { commandId, appointmentId, wish } }, state: CalendarPageState) => {
          const visit = state.appointments[appointmentId];
          if (!visit) return {};
          const { providerId, startsAt, patient } = visit;
          return begin(state, commandId, {
            kind: 'resize',
            appointmentId,
            place: { providerId, startsAt, endsAt: addMinutes(startsAt, wish.minutes) },
            title: listName(patient),
          });
        },
      ),
      on(
        calendarPageEvents.cancelled,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'cancel', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.described,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'describe', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.toldConfirmed,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'tell', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.assigned,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'assign', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.reinstated,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'reinstate', appointmentId, place: null, title: '' }),
      ),
      on(
        calendarPageEvents.stepped,
        ({ payload: { commandId, appointmentId } }, state: CalendarPageState) =>
          begin(state, commandId, { kind: 'step', appointmentId, place: null, title: '' }),
      ),
      on(calendarPageEvents.conflictDismissed, () => ({ conflict: null })),
      on(calendarServerEvents.actAnswered, ({ payload }, state: CalendarPageState) =>
        settle(state, payload.commandId, payload.appointment),
      ),
      on(calendarServerEvents.actRefused, ({ payload }, state: CalendarPageState) =>
        refuse(state, payload.commandId, payload.problem),
      ),
    ),
  );
}

function hoursOf({
  windows,
  exceptions,
  closedDays,
  closedHours,
  outsideBusy,
}: ShownHours): ShownHours {
  return { windows, exceptions, closedDays, closedHours, outsideBusy };
}

/** An act begins: what stood in its way before is forgotten. */
function begin(
  state: CalendarPageState,
  commandId: string,
  act: PendingAct,
): Partial<CalendarPageState> {
  return { conflict: null, refusals: {}, pending: { ...state.pending, [commandId]: act } };
}

function isShown(state: CalendarPageState, told: Scope): boolean {
  return (
    told.clinicId === state.clinicId &&
    told.date === state.date &&
    told.providerId === state.providerId
  );
}
