import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ShortcutKeys } from '#contract/shortcut-keys';
import { keysAsWritten } from '../../platform/key-words';
import { chordMs } from '../../platform/keymap';
import { Session } from '../../platform/session';
import { SHORTCUT_SETS, type NamedShortcut } from '../../platform/shortcut-set';
import { keyRefusal, reservedKey } from './key-refusal';

interface Row extends NamedShortcut {
  /** As this person has them. */
  now: readonly string[];
  isOwn: boolean;
  /** Keys that print nothing stay: they walk through a page and close what is open. */
  isFixed: boolean;
}

/** Single keys on or off, and which key does what (WCAG 2.1.4). */
@Component({
  selector: 'app-keyboard-settings',
  imports: [MatButton],
  templateUrl: './keyboard-settings.html',
  styleUrl: './keyboard-settings.scss',
})
export class KeyboardSettings {
  readonly #session = inject(Session);
  readonly #sets = inject(SHORTCUT_SETS);
  #wait: ReturnType<typeof setTimeout> | undefined;

  protected readonly isOn = computed(() => this.#session.preferences()?.shortcuts ?? true);
  readonly #own = computed(() => this.#session.preferences()?.shortcutKeys ?? {});
  protected readonly hasOwn = computed(() => Object.keys(this.#own()).length > 0);
  protected readonly groups = computed(() =>
    this.#sets.map(({ scope, shortcuts }) => ({
      scope,
      rows: shortcuts.map((shortcut): Row => this.#rowOf(shortcut)),
    })),
  );
  /** Whose next keys are awaited. */
  protected readonly recording = signal<string | null>(null);
  /** The first of perhaps two keys. */
  protected readonly first = signal<string | null>(null);
  protected readonly refusal = signal<{ id: string; because: string } | null>(null);
  protected readonly news = signal('');

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#wait));
  }

  protected toggle(): void {
    void this.#session.changePreferences({ shortcuts: !this.isOn() });
  }

  protected record({ id, words }: Row): void {
    this.stop();
    this.recording.set(id);
    this.news.set(`Press the new key for “${words}”, or two one after the other.`);
  }

  protected stop(): void {
    clearTimeout(this.#wait);
    this.recording.set(null);
    this.first.set(null);
    this.refusal.set(null);
  }

  /** While keys are awaited every key is meant for the shortcut; Tab still leads away and Escape gives up. */
  protected hear(event: KeyboardEvent, row: Row): void {
    if (this.recording() !== row.id || event.key === 'Tab' || modifiers.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const first = this.first();
    if (event.key === 'Escape') this.#giveUp();
    else if (event.key === 'Enter' && first !== null) this.#take(row, first);
    else this.#hearKey(event, row, first);
  }

  protected reset(row: Row): void {
    this.stop();
    const because = keyRefusal(row, row.keys, { sets: this.#sets, own: this.#own() });
    if (because !== null) {
      this.refusal.set({ id: row.id, because });
      return;
    }
    this.#keep(without(this.#own(), row.id));
    this.news.set(`“${row.words}” has its standard key again: ${row.keys}.`);
  }

  protected resetAll(): void {
    this.stop();
    this.#keep({});
    this.news.set('All shortcuts have their standard keys again.');
  }

  #hearKey(event: KeyboardEvent, row: Row, first: string | null): void {
    clearTimeout(this.#wait);
    const because = reservedKey(event);
    if (because !== null) {
      this.first.set(null);
      this.refusal.set({ id: row.id, because });
    } else if (first !== null) {
      this.#take(row, `${first} ${event.key}`);
    } else {
      this.refusal.set(null);
      this.first.set(event.key);
      this.#wait = setTimeout(() => this.#take(row, event.key), chordMs);
    }
  }

  #take(row: Row, keys: string): void {
    clearTimeout(this.#wait);
    this.first.set(null);
    const because = keyRefusal(row, keys, { sets: this.#sets, own: this.#own() });
    this.refusal.set(because === null ? null : { id: row.id, because });
    if (because !== null) return;
    this.recording.set(null);
    const others = without(this.#own(), row.id);
    this.#keep(keys === row.keys ? others : { ...others, [row.id]: keys });
    this.news.set(`“${row.words}” is now ${keys}.`);
  }

  #giveUp(): void {
    this.stop();
    this.news.set('Nothing was changed.');
  }

  #keep(shortcutKeys: ShortcutKeys): void {
    void this.#session.changePreferences({ shortcutKeys });
  }

  #rowOf(shortcut: NamedShortcut): Row {
    const own = this.#own()[shortcut.id];
    return {
      ...shortcut,
      now: keysAsWritten(own ?? shortcut.keys),
      isOwn: own !== undefined,
      isFixed: shortcut.keys.split(' ').some((key) => key.length > 1),
    };
  }
}

function without(own: ShortcutKeys, id: string): ShortcutKeys {
  return Object.fromEntries(Object.entries(own).filter(([held]) => held !== id));
}

/** Pressed on the way to another key. */
const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph']);
