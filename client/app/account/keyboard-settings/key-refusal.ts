// Why keys cannot be given to a shortcut: pure, in words for the person.
import type { ShortcutKeys } from '#contract/shortcut-keys';
import { everywhere, type NamedShortcut, type ShortcutSet } from '../../platform/shortcut-set';

/** `null` when the keys are free. What counts on one page may have the same keys as on another. */
export function keyRefusal(
  { id }: NamedShortcut,
  keys: string,
  { sets, own }: { sets: readonly ShortcutSet[]; own: ShortcutKeys },
): string | null {
  const scope = sets.find(({ shortcuts }) => shortcuts.some((held) => held.id === id))?.scope;
  const taken = sets
    .filter((set) => [set.scope, scope].includes(everywhere) || set.scope === scope)
    .flatMap(({ shortcuts }) => shortcuts)
    .filter((held) => held.id !== id)
    .map(({ id: other, keys: standard, words }) => ({ keys: own[other] ?? standard, words }))
    .find((held) => held.keys === keys || begins(held.keys, keys) || begins(keys, held.keys));
  if (!taken) return null;
  return taken.keys === keys
    ? `“${keys}” is taken by “${taken.words}”. Press other keys, or change that one first.`
    : `“${keys}” cannot stand beside “${taken.keys}” for “${taken.words}”: one would begin the other. Press other keys.`;
}

/** Why a key cannot be used at all; `null` when it can. */
export function reservedKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return 'Keys together with Ctrl, Alt or ⌘ belong to the browser. Press a key alone.';
  }
  if (!/^\S$/u.test(event.key)) {
    return 'Enter, space, arrows and the like are needed to walk through the pages. Press a letter, digit or sign.';
  }
  return null;
}

/** The first key of a chord is pressed on its own too. */
function begins(keys: string, chord: string): boolean {
  return chord.startsWith(`${keys} `);
}
