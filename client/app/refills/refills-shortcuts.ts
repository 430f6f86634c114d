import type { ShortcutSet } from '../platform/shortcut-set';

/** Letters choose a decision, digits its reason; the words of each stand on its button. */
export const refillsShortcuts = {
  scope: 'Refills',
  shortcuts: [
    { id: 'refills.approve', keys: 'y', words: 'Approve as asked' },
    { id: 'refills.approve-with-changes', keys: 'w', words: 'Approve with changes' },
    { id: 'refills.bridge', keys: 'b', words: 'Bridge to a visit' },
    { id: 'refills.replace', keys: 'p', words: 'Replace' },
    { id: 'refills.reroute', keys: 'r', words: 'Send elsewhere' },
    { id: 'refills.deny', keys: 'd', words: 'Deny' },
    { id: 'refills.on-file', keys: 'f', words: 'Refills are on file' },
    { id: 'refills.ask-clinician', keys: 'q', words: 'Needs a clinician' },
    { id: 'refills.ask-information', keys: 'i', words: 'Needs information' },
    { id: 'refills.ask-authorization', keys: 'h', words: 'Needs authorization' },
    { id: 'refills.resume', keys: 'e', words: 'Decide it now' },
    { id: 'refills.other-decision', keys: 'Backspace', words: 'Choose another decision' },
    { id: 'refills.next-of-patient', keys: 't', words: 'Next request of the same patient' },
    { id: 'refills.reason-one', keys: '1', words: 'First reason' },
    { id: 'refills.reason-two', keys: '2', words: 'Second reason' },
    { id: 'refills.reason-three', keys: '3', words: 'Third reason' },
    { id: 'refills.reason-four', keys: '4', words: 'Fourth reason' },
    { id: 'refills.reason-five', keys: '5', words: 'Fifth reason' },
    { id: 'refills.reason-six', keys: '6', words: 'Sixth reason' },
    { id: 'refills.reason-seven', keys: '7', words: 'Seventh reason' },
    { id: 'refills.reason-eight', keys: '8', words: 'Eighth reason' },
    { id: 'refills.reason-nine', keys: '9', words: 'Ninth reason' },
    { id: 'refills.reason-ten', keys: '0', words: 'Tenth reason' },
  ],
} as const satisfies ShortcutSet;
