import type { ShortcutSet } from '../platform/shortcut-set';

/** Letters choose a step; the words of each stand on its button. */
export const claimsShortcuts = {
  scope: 'Claims',
  shortcuts: [
    { id: 'claims.correct', keys: 'r', words: 'Correct the claim, or send it anew' },
    { id: 'claims.reopening', keys: 'y', words: 'Ask for a reopening' },
    { id: 'claims.appeal', keys: 'p', words: 'Appeal' },
    { id: 'claims.member-appeal', keys: 'q', words: 'Appeal for the member' },
    { id: 'claims.answer', keys: 't', words: 'Write down the payer’s decision' },
    { id: 'claims.records', keys: 'd', words: 'Send records' },
    { id: 'claims.next-payer', keys: 'b', words: 'Bill the next payer' },
    { id: 'claims.take-up', keys: 'i', words: 'Take up again' },
    { id: 'claims.write-off', keys: 'w', words: 'Write off, or settle a write-off' },
    { id: 'claims.match', keys: 'h', words: 'Match' },
    { id: 'claims.root-cause', keys: 'f', words: 'What led to it' },
    { id: 'claims.other-step', keys: 'Backspace', words: 'Choose another step' },
  ],
} as const satisfies ShortcutSet;
