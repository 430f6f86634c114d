import type { ShortcutSet } from '../platform/shortcut-set';

/** Letters choose a step; the words of each stand on its button. */
export const authorizationsShortcuts = {
  scope: 'Authorizations',
  shortcuts: [
    { id: 'authorizations.require', keys: 'y', words: 'It is required' },
    { id: 'authorizations.not-required', keys: 'f', words: 'It is not required' },
    { id: 'authorizations.describe', keys: 'w', words: 'Change what is asked' },
    { id: 'authorizations.attest', keys: 't', words: 'Attest that it is urgent' },
    { id: 'authorizations.submit', keys: 'b', words: 'Submitted by hand' },
    { id: 'authorizations.send', keys: 'e', words: 'Send electronically' },
    { id: 'authorizations.receipt', keys: 'i', words: 'The payer received it' },
    { id: 'authorizations.answer', keys: 'r', words: 'The payer answered' },
    { id: 'authorizations.peer', keys: 'p', words: 'Peer-to-peer' },
    { id: 'authorizations.appeal', keys: 'd', words: 'Appeal' },
    { id: 'authorizations.accept', keys: 'q', words: 'Accept the denial' },
    { id: 'authorizations.ask-anew', keys: 'h', words: 'Ask anew, or renew' },
    { id: 'authorizations.extend', keys: '+', words: 'Extended' },
    { id: 'authorizations.other-step', keys: 'Backspace', words: 'Choose another step' },
  ],
} as const satisfies ShortcutSet;
