import { computed, Directive, inject, input } from '@angular/core';
import { keysAsWritten } from './key-words';
import { Keymap } from './keymap';

/** The key beside a word, as this person has it: `<kbd shortcut="calendar.move-visit"></kbd>`. */
@Directive({
  selector: 'kbd[shortcut]',
  host: { '[textContent]': 'written()', '[hidden]': 'written() === ""' },
})
export class ShortcutKey {
  readonly shortcut = input.required<string>();

  readonly #keymap = inject(Keymap);

  protected readonly written = computed(() =>
    keysAsWritten(this.#keymap.keysOf(this.shortcut())).join(' '),
  );
}
