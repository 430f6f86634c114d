// The keys of the calendar that count while a month is shown.
import { DestroyRef, inject } from '@angular/core';
import { Keymap } from '../../platform/keymap';
import { bindShortcuts } from '../../platform/shortcut-set';
import { calendarShortcuts } from '../calendar-shortcuts';
import type { CalendarView } from '../day-toolbar/calendar-views';

interface MonthActs {
  goToToday: () => void;
  goBy: (months: number) => void;
  showAs: (view: CalendarView) => void;
}

export function listenToMonthKeys({ goToToday, goBy, showAs }: MonthActs): void {
  const shortcuts = bindShortcuts(calendarShortcuts, {
    'calendar.today': goToToday,
    'calendar.show-grid': () => showAs('grid'),
    'calendar.show-week': () => showAs('week'),
    'calendar.show-board': () => showAs('board'),
    'calendar.show-agenda': () => showAs('agenda'),
    'calendar.day-before': () => goBy(-1),
    'calendar.day-after': () => goBy(1),
    'calendar.day-before-arrow': () => goBy(-1),
    'calendar.day-after-arrow': () => goBy(1),
  });
  const release = inject(Keymap).add(shortcuts);
  inject(DestroyRef).onDestroy(release);
}
