// Single-key shortcuts and two-key chords (`g c`). A person can switch them off or give them other keys (WCAG 2.1.4).
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import { Session } from './session';
import { SHORTCUT_SETS, type Shortcut } from './shortcut-set';

/** The second key of a chord must follow within this time. */
export const chordMs = 1000;

@Service()
export class Keymap {
  readonly #session = inject(Session);
  readonly #shortcuts = signal<readonly Shortcut[]>([]);
  #first: { key: string; at: number } | null = null;

  readonly #declared = inject(SHORTCUT_SETS).flatMap(({ shortcuts }) => shortcuts);
  readonly #ownKeys = computed(() => this.#session.preferences()?.shortcutKeys ?? {});

  /** What counts now, with the keys of this person. */
  readonly shortcuts = computed<readonly Shortcut[]>(() =>
    this.#shortcuts().map((held) => ({ ...held, keys: this.#ownKeys()[held.id] ?? held.keys })),
  );

  constructor() {
    const listen = (event: KeyboardEvent): void => this.#pressed(event);
    document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen));
  }

  /** Where two have the same keys the later one counts. Call the answer to take them back. */
  add(shortcuts: readonly Shortcut[]): () => void {
    this.#shortcuts.update((held) => [...held, ...shortcuts]);
    return () =>
      this.#shortcuts.update((held) => held.filter((shortcut) => !shortcuts.includes(shortcut)));
  }

  /** The keys of this person for it; empty when nobody declared it. */
  keysOf(id: string): string {
    const own = this.#ownKeys()[id];
    if (own !== undefined) return own;
    const known = [...this.#declared, ...this.#shortcuts()].findLast((held) => held.id === id);
    return known?.keys ?? '';
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#session.preferences()?.shortcuts === false || !isFree(event)) return;
    const isChord = this.#first !== null && event.timeStamp - this.#first.at < chordMs;
    const keys = isChord ? `${this.#first?.key ?? ''} ${event.key}` : event.key;
    const shortcut = this.shortcuts().findLast((held) => held.keys === keys);
    this.#first = null;
    if (shortcut) {
      event.preventDefault();
      shortcut.run();
    } else if (this.shortcuts().some((held) => held.keys.startsWith(`${event.key} `))) {
      this.#first = { key: event.key, at: event.timeStamp };
    }
  }
}

/** No text is being typed, no dialog is open, and no other meaning is asked for by a modifier. */
function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector('dialog:modal')) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  return !target.isContentEditable && !target.closest(taken);
}

const taken =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, ' +
  '[role=dialog], [role=menu], [role=listbox], [role=combobox]';
