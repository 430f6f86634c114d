// The calendar's single keys; they stand in the help sheet while the calendar is shown.
import { DestroyRef, inject } from '@angular/core';
import { Keymap } from '../platform/keymap';

export interface CalendarActs {
  goToToday: () => void;
  goBy: (days: number) => void;
  book: () => void;
  move: () => void;
  cancel: () => void;
  close: () => void;
}

export function listenToCalendarKeys(acts: CalendarActs): void {
  const back = (): void => acts.goBy(-1);
  const on = (): void => acts.goBy(1);
  const release = inject(Keymap).add([
    { id: 'calendar.today', keys: 't', words: 'Today', run: acts.goToToday },
    { id: 'calendar.day-before', keys: '[', words: 'Day before', run: back },
    { id: 'calendar.day-after', keys: ']', words: 'Day after', run: on },
    {
      id: 'calendar.day-before-arrow',
      keys: 'ArrowLeft',
      words: 'Day before, outside of the grid',
      run: back,
    },
    {
      id: 'calendar.day-after-arrow',
      keys: 'ArrowRight',
      words: 'Day after, outside of the grid',
      run: on,
    },
    { id: 'calendar.book-visit', keys: 'c', words: 'Book a visit', run: acts.book },
    { id: 'calendar.move-visit', keys: 'm', words: 'Move the visit', run: acts.move },
    { id: 'calendar.cancel-visit', keys: 'x', words: 'Cancel the visit', run: acts.cancel },
    { id: 'calendar.close-visit', keys: 'Escape', words: 'Close the visit', run: acts.close },
  ]);
  inject(DestroyRef).onDestroy(release);
}
