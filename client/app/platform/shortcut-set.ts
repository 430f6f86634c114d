// The shortcuts that a slice declares, so that the account page knows them all while only one page is on show.
import { InjectionToken, type Provider } from '@angular/core';

export interface Shortcut {
  /** Stays when keys and words change: a person's own keys are kept under it. `calendar.book-visit`. */
  id: string;
  /** As `KeyboardEvent.key` names them, with a space between the keys of a chord: `?`, `g c`. */
  keys: string;
  /** What it does, for the help sheet and the command palette. */
  words: string;
  run: () => void;
}

export type NamedShortcut = Pick<Shortcut, 'id' | 'keys' | 'words'>;

export interface ShortcutSet {
  /** Where they count. */
  scope: string;
  shortcuts: readonly NamedShortcut[];
}

/** The scope of the shell: its keys count on every page. */
export const everywhere = 'Everywhere';

export const SHORTCUT_SETS = new InjectionToken<readonly ShortcutSet[]>('shortcut sets', {
  factory: () => [],
});

export function provideShortcuts(...sets: readonly ShortcutSet[]): Provider {
  return { provide: SHORTCUT_SETS, useValue: sets };
}

type IdOf<S extends ShortcutSet> = S['shortcuts'][number]['id'];

/** Those of the set that can be done now, each with what it does. */
export function bindShortcuts<const S extends ShortcutSet>(
  { shortcuts }: S,
  acts: Partial<Record<IdOf<S>, () => void>>,
): Shortcut[] {
  return shortcuts.flatMap((shortcut) => {
    const run = acts[shortcut.id as IdOf<S>];
    return run ? [{ ...shortcut, run }] : [];
  });
}
