import { everywhere, type ShortcutSet } from '../platform/shortcut-set';
import { places } from './places';

export const shellShortcuts = {
  scope: everywhere,
  shortcuts: [
    { id: 'shell.show-shortcuts', keys: '?', words: 'Show the shortcuts' },
    { id: 'shell.find-patient', keys: '/', words: 'Find a patient' },
    { id: 'shell.show-notifications', keys: 'g n', words: 'Show the notifications' },
    { id: 'shell.undo', keys: 'z', words: 'Do what the notice below offers, e.g. Undo' },
    ...places.map(({ id, keys, title }) => ({ id, keys, words: `Go to ${title.toLowerCase()}` })),
  ],
} as const satisfies ShortcutSet;
