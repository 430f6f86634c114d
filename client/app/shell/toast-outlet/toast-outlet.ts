import { Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Keymap } from '../../platform/keymap';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { Toasts } from '../../platform/toasts';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { shellShortcuts } from '../shell-shortcuts';

/** One toast at a time at the lower edge; it waits while somebody points at it or stands in it. */
@Component({
  selector: 'app-toast-outlet',
  imports: [MatButton, ShortcutKey, SvgIcon],
  templateUrl: './toast-outlet.html',
  styleUrl: './toast-outlet.scss',
})
export class ToastOutlet {
  readonly #toasts = inject(Toasts);

  readonly #keymap = inject(Keymap);
  readonly #session = inject(Session);

  protected readonly toast = this.#toasts.current;
  protected readonly hasKeys = computed(() => this.#session.preferences()?.shortcuts ?? true);

  constructor() {
    effect((onCleanup) => {
      const words = this.toast()?.action?.label;
      if (!words) return;
      const [undo] = bindShortcuts(shellShortcuts, { 'shell.undo': () => this.act() });
      if (undo) onCleanup(this.#keymap.add([{ ...undo, words }]));
    });
  }

  protected act(): void {
    this.#toasts.act();
  }

  protected dismiss(): void {
    this.#toasts.dismiss();
  }

  protected pause(): void {
    this.#toasts.pause();
  }

  protected resume(): void {
    this.#toasts.resume();
  }
}
