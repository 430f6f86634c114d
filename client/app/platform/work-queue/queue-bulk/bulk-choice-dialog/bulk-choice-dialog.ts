import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { mostTags } from '#contract/work';
import type { BulkAction } from '#contract/work-bulk';
import { Modal } from '../../../../ui/modal/modal';
import { injectQueueWorkers } from '../../queue-workers';
import { WorkQueueStore } from '../../work-queue-store';

const longestTag = 40;
const pool = 'pool';

/** Who answers for all that is selected from now on, or what tags it gains and loses. */
@Component({
  selector: 'app-bulk-choice-dialog',
  imports: [MatButton, Modal],
  templateUrl: './bulk-choice-dialog.html',
  styleUrl: './bulk-choice-dialog.scss',
})
export class BulkChoiceDialog {
  readonly verb = input.required<'assign' | 'tag'>();
  /** Those that can be taken off. */
  readonly tags = input<readonly string[]>([]);
  readonly chosen = output<BulkAction>();
  readonly closed = output();

  protected readonly store = inject(WorkQueueStore);
  readonly #people = injectQueueWorkers();

  protected readonly isOpen = signal(true);
  protected readonly owner = signal('');
  protected readonly typed = signal('');
  protected readonly takenOff = signal<readonly string[]>([]);
  protected readonly error = signal('');
  protected readonly colleagues = computed(() =>
    this.#people.mayAssign()
      ? this.#people.workers().filter(({ id }) => id !== this.store.me())
      : [],
  );

  protected type(field: 'owner' | 'typed', event: Event): void {
    this[field].set((event.target as HTMLInputElement | HTMLSelectElement).value);
    this.error.set('');
  }

  protected takeOff(tag: string): void {
    this.takenOff.update((tags) =>
      tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag],
    );
    this.error.set('');
  }

  protected choose(event: Event): void {
    event.preventDefault();
    const action = this.verb() === 'assign' ? this.#assignment() : this.#tagging();
    if (typeof action === 'string') this.error.set(action);
    else this.chosen.emit(action);
  }

  #assignment(): BulkAction | string {
    const owner = this.owner();
    if (!owner) return 'Choose who they go to.';
    return { verb: 'assign', ownerId: owner === pool ? null : owner };
  }

  #tagging(): BulkAction | string {
    const add = [
      ...new Set(
        this.typed()
          .split(',')
          .map((tag) => tag.trim()),
      ),
    ].filter(Boolean);
    const remove = this.takenOff();
    if (add.length + remove.length === 0) return 'Say which tags to put on or take off.';
    if (add.some((tag) => remove.includes(tag))) return 'A tag is put on or taken off, not both.';
    if (add.length > mostTags) return `One has at most ${mostTags} tags.`;
    const long = add.find((tag) => tag.length > longestTag);
    if (long) return `“${long.slice(0, 20)}…” is longer than ${longestTag} characters.`;
    return { verb: 'tag', add, remove: [...remove] };
  }
}
