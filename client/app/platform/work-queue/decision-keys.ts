// The keys of a queue's decisions. They are dead for a moment after another item has come under the hand.
import { effect, inject, untracked, type Signal } from '@angular/core';
import { Clock } from '../clock';
import { Keymap } from '../keymap';
import type { Shortcut } from '../shortcut-set';

/** Faster nobody has read what is shown; the key was meant for the item before. */
const deadMs = 500;

export function listenToDecisionKeys(
  shownId: Signal<string>,
  shortcuts: Signal<readonly Shortcut[]>,
): void {
  const clock = inject(Clock);
  const keymap = inject(Keymap);
  let since = 0;
  effect(() => {
    shownId();
    since = untracked(() => clock.exact());
  });
  const awake = (run: () => void) => (): void => {
    if (clock.exact() - since >= deadMs) run();
  };
  effect((onCleanup) => {
    const held = shortcuts().map((shortcut) => ({ ...shortcut, run: awake(shortcut.run) }));
    onCleanup(untracked(() => keymap.add(held)));
  });
}
