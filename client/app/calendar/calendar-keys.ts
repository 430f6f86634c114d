// The calendar's single keys; they stand in the help sheet while the calendar is shown.
import { DestroyRef, inject } from '@angular/core';
import { Keymap } from '../platform/keymap';
import { bindShortcuts } from '../platform/shortcut-set';
import { calendarShortcuts } from './calendar-shortcuts';

export interface CalendarActs {
  goToToday: () => void;
  showGrid: () => void;
  showWeek: () => void;
  showMonth: () => void;
  showBoard: () => void;
  showAgenda: () => void;
  goBy: (units: number) => void;
  book: () => void;
  receiveWalkIn: () => void;
  move: () => void;
  moveInDialog: () => void;
  editLength: () => void;
  cancel: () => void;
  advance: () => void;
  close: () => void;
}

export function listenToCalendarKeys(acts: CalendarActs): void {
  const back = (): void => acts.goBy(-1);
  const on = (): void => acts.goBy(1);
  const shortcuts = bindShortcuts(calendarShortcuts, {
    'calendar.today': acts.goToToday,
    'calendar.show-grid': acts.showGrid,
    'calendar.show-week': acts.showWeek,
    'calendar.show-month': acts.showMonth,
    'calendar.show-board': acts.showBoard,
    'calendar.show-agenda': acts.showAgenda,
    'calendar.day-before': back,
    'calendar.day-after': on,
    'calendar.day-before-arrow': back,
    'calendar.day-after-arrow': on,
    'calendar.book-visit': acts.book,
    'calendar.receive-walk-in': acts.receiveWalkIn,
    'calendar.move-visit': acts.move,
    'calendar.move-in-dialog': acts.moveInDialog,
    'calendar.edit-length': acts.editLength,
    'calendar.cancel-visit': acts.cancel,
    'calendar.next-step': acts.advance,
    'calendar.close-visit': acts.close,
  });
  const release = inject(Keymap).add(shortcuts);
  inject(DestroyRef).onDestroy(release);
}
