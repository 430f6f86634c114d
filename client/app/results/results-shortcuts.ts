import type { ShortcutSet } from '../platform/shortcut-set';

/** Letters choose a step; the words of each stand on its button. */
export const resultsShortcuts = {
  scope: 'Results',
  shortcuts: [
    { id: 'results.sign', keys: 'y', words: 'Sign' },
    { id: 'results.attempt', keys: 't', words: 'Write down a call in vain' },
    { id: 'results.read-back', keys: 'r', words: 'Read back' },
    { id: 'results.letter', keys: 'w', words: 'Write to the patient' },
    { id: 'results.visit', keys: 'b', words: 'Ask for a visit' },
    { id: 'results.hold', keys: 'h', words: 'Hold it back' },
    { id: 'results.release', keys: 'e', words: 'Release it now' },
    { id: 'results.categorize', keys: 'q', words: 'Say what it is about' },
    { id: 'results.later', keys: 'i', words: 'It comes later' },
    { id: 'results.drop', keys: 'd', words: 'It does not come' },
    { id: 'results.mark-in-error', keys: 'p', words: 'Entered in error' },
    { id: 'results.version', keys: 'f', words: 'Next version of the report' },
    { id: 'results.other-step', keys: 'Backspace', words: 'Choose another step' },
  ],
} as const satisfies ShortcutSet;
