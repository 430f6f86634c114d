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
    { keys: 't', words: 'Today', run: acts.goToToday },
    { keys: '[', words: 'Day before', run: back },
    { keys: ']', words: 'Day after', run: on },
    { keys: 'ArrowLeft', words: 'Day before, outside of the grid', run: back },
    { keys: 'ArrowRight', words: 'Day after, outside of the grid', run: on },
    { keys: 'c', words: 'Book a visit', run: acts.book },
    { keys: 'm', words: 'Move the visit', run: acts.move },
    { keys: 'x', words: 'Cancel the visit', run: acts.cancel },
    { keys: 'Escape', words: 'Close the visit', run: acts.close },
  ]);
  inject(DestroyRef).onDestroy(release);
}
