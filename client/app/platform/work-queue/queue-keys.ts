// The single keys of every queue; they stand in the help sheet while its page is shown.
import { effect, inject, untracked, type Signal } from '@angular/core';
import { Keymap, type Shortcut } from '../keymap';

export interface QueueKeys {
  step: (by: 1 | -1) => void;
  open: () => void;
  close: () => void;
  showChanges: () => void;
  next: () => void;
  claimOrRelease: () => void;
  assignToMe: () => void;
  snooze: () => void;
  comment: () => void;
}

export function listenToQueueKeys(
  acts: QueueKeys,
  { one, mayWork, isOpen }: { one: string; mayWork: Signal<boolean>; isOpen: Signal<boolean> },
): void {
  const keymap = inject(Keymap);
  effect((onCleanup) => {
    const shortcuts: Shortcut[] = [
      { keys: 'j', words: `Next row`, run: () => acts.step(1) },
      { keys: 'k', words: 'Previous row', run: () => acts.step(-1) },
      { keys: 'o', words: `Open the ${one} (or Enter)`, run: acts.open },
      { keys: '.', words: 'Show what changed meanwhile', run: acts.showChanges },
      ...(mayWork() ? [{ keys: 'n', words: `Take the next ${one}`, run: acts.next }] : []),
      ...(isOpen()
        ? [
            { keys: 'u', words: 'Back to the list', run: acts.close },
            { keys: 'Escape', words: 'Back to the list', run: acts.close },
          ]
        : []),
      ...(mayWork() && isOpen()
        ? [
            { keys: 'l', words: `Take the ${one}, or give it back`, run: acts.claimOrRelease },
            { keys: 'a', words: `Answer for the ${one} yourself`, run: acts.assignToMe },
            { keys: 's', words: `Put the ${one} off`, run: acts.snooze },
            { keys: 'm', words: 'Comment', run: acts.comment },
          ]
        : []),
    ];
    onCleanup(untracked(() => keymap.add(shortcuts)));
  });
}
