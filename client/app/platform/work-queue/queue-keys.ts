// The single keys of every queue; they stand in the help sheet while its page is shown.
import { effect, inject, untracked, type Signal } from '@angular/core';
import { Keymap } from '../keymap';
import { bindShortcuts } from '../shortcut-set';
import { queueShortcuts } from './queue-shortcuts';

export interface QueueKeys {
  step: (by: 1 | -1) => void;
  open: () => void;
  close: () => void;
  showChanges: () => void;
  chooseView: () => void;
  next: () => void;
  claimOrRelease: () => void;
  assignToMe: () => void;
  snooze: () => void;
  comment: () => void;
  select: () => void;
  toBar: () => void;
  clearSelection: () => void;
}

export interface QueueKeysFor {
  mayWork: Signal<boolean>;
  isOpen: Signal<boolean>;
  hasSelection: Signal<boolean>;
}

export function listenToQueueKeys(
  acts: QueueKeys,
  { mayWork, isOpen, hasSelection }: QueueKeysFor,
): void {
  const keymap = inject(Keymap);
  effect((onCleanup) => {
    const onList = {
      'queue.next-row': () => acts.step(1),
      'queue.previous-row': () => acts.step(-1),
      'queue.open': acts.open,
      'queue.show-changes': acts.showChanges,
      'queue.choose-view': acts.chooseView,
      ...(mayWork() ? { 'queue.take-next': acts.next, 'queue.select': acts.select } : {}),
    };
    const onSelection = hasSelection()
      ? { 'queue.to-selection': acts.toBar, 'queue.clear-selection': acts.clearSelection }
      : {};
    const onItem = isOpen() ? { 'queue.back': acts.close, 'queue.close': acts.close } : {};
    const onWork =
      mayWork() && isOpen()
        ? {
            'queue.take-or-release': acts.claimOrRelease,
            'queue.assign-to-me': acts.assignToMe,
            'queue.snooze': acts.snooze,
            'queue.comment': acts.comment,
          }
        : {};
    const bound = bindShortcuts(queueShortcuts, {
      ...onList,
      ...onSelection,
      ...onItem,
      ...onWork,
    });
    onCleanup(untracked(() => keymap.add(bound)));
  });
}
