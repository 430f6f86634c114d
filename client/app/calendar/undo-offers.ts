// After a cancel, a move or another length: one sentence about it, with the way back for as long as there is one.
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events, injectDispatch } from '@ngrx/signals/events';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Clock } from '../platform/clock';
import { newCommandId } from '../platform/command-id';
import { TimeFormat } from '../platform/time-format';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';
import { lengthWords } from './length-words';
import { minutesBetween } from '../platform/wall-time';
import { LatestNews } from './latest-news';

const moveUndoSeconds = 15;

interface Asked {
  kind: 'cancel' | 'move' | 'resize' | 'reinstate';
  before: Appointment | undefined;
  isUndo: boolean;
}

/** Call once, where the calendar is shown. */
export function offerUndo(): void {
  const events = inject(Events);
  const dispatch = injectDispatch(calendarPageEvents);
  const store = inject(CalendarStore);
  const clock = inject(Clock);
  const format = inject(TimeFormat);
  const news = inject(LatestNews);
  const asked = new Map<string, Asked>();
  const undoing = new Set<string>();

  const remember =
    (kind: Asked['kind']) =>
    ({ payload: { commandId, appointmentId } }: Asking): void => {
      const before = store.appointments()[appointmentId];
      asked.set(commandId, { kind, before, isUndo: undoing.delete(commandId) });
    };
  events.on(calendarPageEvents.cancelled).pipe(takeUntilDestroyed()).subscribe(remember('cancel'));
  events.on(calendarPageEvents.moved).pipe(takeUntilDestroyed()).subscribe(remember('move'));
  events.on(calendarPageEvents.resized).pipe(takeUntilDestroyed()).subscribe(remember('resize'));
  events
    .on(calendarPageEvents.reinstated)
    .pipe(takeUntilDestroyed())
    .subscribe(remember('reinstate'));
  events
    .on(calendarServerEvents.actRefused)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload }) => asked.delete(payload.commandId));
  events
    .on(calendarServerEvents.actAnswered)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, appointment } }) => {
      const act = asked.get(commandId);
      asked.delete(commandId);
      if (act) tell(act, appointment);
    });

  function tell({ kind, before, isUndo }: Asked, visit: Appointment): void {
    const name = listName(visit.patient);
    if (kind === 'reinstate') news.show({ message: `${name}: the visit stands again` });
    if (kind === 'cancel') tellCancelled(visit, name);
    if (kind === 'resize') tellResized({ before, isUndo }, visit, name);
    if (kind !== 'move') return;
    const stays = visit.linkId === null ? '' : '; its linked visits stay';
    const message = `${name} moved to ${format.dayAndTime(visit.startsAt)}${stays}`;
    news.show({
      message: isUndo ? `${message} again` : message,
      seconds: moveUndoSeconds,
      ...(before && !isUndo
        ? { action: { label: 'Undo', run: () => moveBack(before, visit) } }
        : {}),
    });
  }

  function tellResized(
    { before, isUndo }: Omit<Asked, 'kind'>,
    visit: Appointment,
    name: string,
  ): void {
    const message = `${name}: ${lengthWords(visit)}, until ${format.time(visit.endsAt)}`;
    news.show({
      message: isUndo ? `${message} again` : message,
      seconds: moveUndoSeconds,
      ...(before && !isUndo
        ? { action: { label: 'Undo', run: () => resizeBack(before, visit) } }
        : {}),
    });
  }

  function tellCancelled(visit: Appointment, name: string): void {
    const { cancellation } = visit;
    const until = cancellation ? Date.parse(cancellation.undoUntil) : 0;
    const seconds = Math.floor((until - clock.exact()) / 1000);
    news.show({
      message: `Visit cancelled: ${name}`,
      seconds,
      ...(seconds > 0 && !cancellation?.undoClosed
        ? { action: { label: 'Undo', run: () => reinstate(visit) } }
        : {}),
    });
  }

  function reinstate({ id: appointmentId, version: expectedVersion }: Appointment): void {
    dispatch.reinstated({ commandId: newCommandId(), appointmentId, expectedVersion });
  }

  function resizeBack(before: Appointment, visit: Appointment): void {
    const commandId = newCommandId();
    undoing.add(commandId);
    const minutes = minutesBetween(before.startsAt, before.endsAt);
    const wish = { expectedVersion: visit.version, minutes, overrides: [] };
    dispatch.resized({ commandId, appointmentId: visit.id, wish });
  }

  function moveBack(before: Appointment, visit: Appointment): void {
    const commandId = newCommandId();
    undoing.add(commandId);
    const { startsAt, providerId } = before;
    const wish = { expectedVersion: visit.version, startsAt, providerId, overrides: [] };
    dispatch.moved({ commandId, appointmentId: visit.id, wish });
  }
}

interface Asking {
  payload: { commandId: string; appointmentId: string };
}
