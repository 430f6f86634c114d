import type { ShortcutSet } from '../platform/shortcut-set';

/** Digits choose what came of a call, then why; the words of each stand on its button. */
export const callsShortcuts = {
  scope: 'Calls',
  shortcuts: [
    { id: 'calls.start', keys: 'd', words: 'Start the call' },
    { id: 'calls.choice-1', keys: '1', words: 'First outcome or reason' },
    { id: 'calls.choice-2', keys: '2', words: 'Second outcome or reason' },
    { id: 'calls.choice-3', keys: '3', words: 'Third outcome or reason' },
    { id: 'calls.choice-4', keys: '4', words: 'Fourth outcome or reason' },
    { id: 'calls.choice-5', keys: '5', words: 'Fifth outcome or reason' },
    { id: 'calls.other-outcome', keys: '0', words: 'Choose another outcome' },
  ],
} as const satisfies ShortcutSet;
