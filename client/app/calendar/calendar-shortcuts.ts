import type { ShortcutSet } from '../platform/shortcut-set';

export const calendarShortcuts = {
  scope: 'Calendar',
  shortcuts: [
    { id: 'calendar.today', keys: 't', words: 'Today' },
    { id: 'calendar.show-grid', keys: 'd', words: 'Day by the clock' },
    { id: 'calendar.show-week', keys: 'w', words: 'Week of one provider' },
    { id: 'calendar.show-month', keys: 'o', words: 'Month: how full each day is' },
    { id: 'calendar.show-board', keys: 'b', words: 'Day board: where each patient is' },
    { id: 'calendar.show-agenda', keys: 'l', words: 'Day as a list' },
    { id: 'calendar.day-before', keys: '[', words: 'Day, week or month before' },
    { id: 'calendar.day-after', keys: ']', words: 'Day, week or month after' },
    {
      id: 'calendar.day-before-arrow',
      keys: 'ArrowLeft',
      words: 'Day before, outside of the grid',
    },
    { id: 'calendar.day-after-arrow', keys: 'ArrowRight', words: 'Day after, outside of the grid' },
    { id: 'calendar.book-visit', keys: 'c', words: 'Book a visit' },
    { id: 'calendar.receive-walk-in', keys: 'W', words: 'Walk-in: a patient without a booking' },
    {
      id: 'calendar.move-visit',
      keys: 'm',
      words: 'Move the visit: arrows carry it, Enter drops it, Escape puts it back',
    },
    { id: 'calendar.move-in-dialog', keys: 'M', words: 'Move the visit in a dialog' },
    {
      id: 'calendar.edit-length',
      keys: 'L',
      words: 'Edit the length of the visit; on the grid also Shift+↑ and Shift+↓',
    },
    { id: 'calendar.cancel-visit', keys: 'x', words: 'Cancel the visit' },
    { id: 'calendar.next-step', keys: 'a', words: 'Next step of the visit: arrived, checked in…' },
    { id: 'calendar.close-visit', keys: 'Escape', words: 'Close the visit' },
  ],
} as const satisfies ShortcutSet;
