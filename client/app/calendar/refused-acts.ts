// Refusals that no dialog holds: a conflict is shown in the panel, a refused drag goes on in the move dialog.
import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import type { Problem } from '#contract/problem';
import { Toasts } from '../platform/toasts';
import { calendarPageEvents, calendarServerEvents } from './calendar-events';
import { CalendarStore } from './calendar-store';
import type { MoveWish } from './day-grid/visit-drag';
import type { RefusedMove } from './move-dialog/move-dialog';

interface Screen {
  isDialogOpen: () => boolean;
  showConflict: (appointmentId: string) => void;
  goOn: (appointmentId: string, refused: RefusedMove) => void;
}

/** Call once, where the calendar is shown. */
export function answerRefusals(screen: Screen): void {
  const events = inject(Events);
  const store = inject(CalendarStore);
  const toasts = inject(Toasts);
  const moves = new Map<string, MoveWish>();

  events
    .on(calendarPageEvents.moved)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, appointmentId, wish } }) => {
      const { startsAt, providerId } = wish;
      if (providerId) moves.set(commandId, { appointmentId, startsAt, providerId });
    });
  events
    .on(calendarServerEvents.actAnswered)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload }) => moves.delete(payload.commandId));
  events
    .on(calendarServerEvents.actRefused)
    .pipe(takeUntilDestroyed())
    .subscribe(({ payload: { commandId, problem } }) => {
      const move = moves.get(commandId);
      moves.delete(commandId);
      const conflict = store.conflict();
      if (conflict?.commandId === commandId) screen.showConflict(conflict.appointmentId);
      else if (screen.isDialogOpen()) return;
      else if (move && canGoOn(problem)) screen.goOn(move.appointmentId, { commandId, ...move });
      else toasts.problem(problem);
    });
}

function canGoOn({ code, overridable = [] }: Problem): boolean {
  return code === 'slot-taken' || overridable.length > 0;
}
