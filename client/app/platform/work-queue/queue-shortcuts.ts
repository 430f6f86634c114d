import type { ShortcutSet } from '../shortcut-set';

export const queueShortcuts = {
  scope: 'Queues',
  shortcuts: [
    { id: 'queue.next-row', keys: 'j', words: 'Next row' },
    { id: 'queue.previous-row', keys: 'k', words: 'Previous row' },
    { id: 'queue.open', keys: 'o', words: 'Open the row (or Enter)' },
    { id: 'queue.show-changes', keys: '.', words: 'Show what changed meanwhile' },
    { id: 'queue.choose-view', keys: 'v', words: 'Choose a saved view' },
    { id: 'queue.take-next', keys: 'n', words: 'Take the next' },
    { id: 'queue.select', keys: 'x', words: 'Select the row (Shift+arrows: a range)' },
    { id: 'queue.to-selection', keys: ',', words: 'To what can be done with the selection' },
    { id: 'queue.clear-selection', keys: 'Escape', words: 'Clear the selection' },
    // Where something is open, Escape closes that first: the later of two counts.
    { id: 'queue.back', keys: 'u', words: 'Back to the list' },
    { id: 'queue.close', keys: 'Escape', words: 'Close what is open' },
    { id: 'queue.take-or-release', keys: 'l', words: 'Take it, or give it back' },
    { id: 'queue.assign-to-me', keys: 'a', words: 'Answer for it yourself' },
    { id: 'queue.snooze', keys: 's', words: 'Put it off' },
    { id: 'queue.comment', keys: 'm', words: 'Comment' },
  ],
} as const satisfies ShortcutSet;
