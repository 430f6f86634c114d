import type { ShortcutSet } from '../platform/shortcut-set';

export const waitlistShortcuts = {
  scope: 'Waitlist',
  shortcuts: [
    { id: 'waitlist.next-opening', keys: 'j', words: 'Next opening' },
    { id: 'waitlist.previous-opening', keys: 'k', words: 'Previous opening' },
    { id: 'waitlist.ask-wave', keys: 'w', words: 'Ask the next patients' },
    { id: 'waitlist.offer-to-best', keys: 'o', words: 'Offer to the best candidate' },
  ],
} as const satisfies ShortcutSet;
