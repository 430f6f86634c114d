// Refusals that no dialog holds: a conflict is shown in the panel, a refused drag goes on in a dialog.
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import type { Problem } from '#contract/problem';
import { Toasts } from '../platform/toasts';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';
import type { LengthWish, MoveWish } from './day-grid/visit-drag';
import type { RefusedLength } from './length-dialog/length-dialog';
import type { RefusedMove } from './move-dialog/move-dialog';

interface Screen {
  isDialogOpen: () => boolean;
  showConflict: (appointmentId: string) => void;
  goOn: (appointmentId: string, refused: RefusedMove) => void;
  goOnWithLength: (appointmentId: string, refused: RefusedLength) => void;
}

/** Call once, where the calendar is shown. */
export function answerRefusals(screen: Screen): void {
  const events = inject(Events);
  const store = inject(CalendarStore);
  const toasts = inject(Toasts);
  const moves = new Map<string, MoveWish>();
  const lengths = new Map<string, LengthWish>();

  events
    .on(calendarPageEvents.moved)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, appointmentId, wish } }) => {
      const { startsAt, providerId } = wish;
      if (providerId) moves.set(commandId, { appointmentId, startsAt, providerId });
    });
  events
    .on(calendarPageEvents.resized)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, appointmentId, wish } }) =>
      lengths.set(commandId, { appointmentId, minutes: wish.minutes }),
    );
  events
    .on(calendarServerEvents.actAnswered)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload }) => {
      moves.delete(payload.commandId);
      lengths.delete(payload.commandId);
    });
  events
    .on(calendarServerEvents.actRefused)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, problem } }) => {
      const move = moves.get(commandId);
      moves.delete(commandId);
      const length = lengths.get(commandId);
      lengths.delete(commandId);
      const conflict = store.conflict();
      if (conflict?.commandId === commandId) screen.showConflict(conflict.appointmentId);
      else if (screen.isDialogOpen()) return;
      else if (move && canGoOn(problem)) screen.goOn(move.appointmentId, { commandId, ...move });
      else if (length && canGoOn(problem))
        screen.goOnWithLength(length.appointmentId, { commandId, minutes: length.minutes });
      else toasts.problem(problem);
    });
}

function canGoOn({ code, overridable = [] }: Problem): boolean {
  return code === 'slot-taken' || overridable.length > 0;
}
