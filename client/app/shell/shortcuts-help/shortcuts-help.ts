import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { keysAsWritten } from '../../platform/key-words';
import { Keymap } from '../../platform/keymap';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';

/** The shortcuts that count on the page on show, and the switch for all of them. */
@Component({
  selector: 'app-shortcuts-help',
  imports: [MatButton, Modal, RouterLink],
  templateUrl: './shortcuts-help.html',
  styleUrl: './shortcuts-help.scss',
})
export class ShortcutsHelp {
  readonly open = input(false);
  readonly closed = output();

  readonly #session = inject(Session);
  readonly #keymap = inject(Keymap);

  protected readonly isOn = computed(() => this.#session.preferences()?.shortcuts ?? true);
  protected readonly shortcuts = computed(() =>
    this.#keymap
      .shortcuts()
      // A key without words means nothing at the moment.
      .filter(({ words }) => words)
      .map(({ keys, words }) => ({ keys: keysAsWritten(keys), words })),
  );

  protected toggle(): void {
    void this.#session.changePreferences({ shortcuts: !this.isOn() });
  }
}
