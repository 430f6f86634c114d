import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BulkAction } from '#contract/work-bulk';
import { Modal } from '../../../../ui/modal/modal';
import { injectQueueWorkers } from '../../queue-workers';
import { WorkQueueStore } from '../../work-queue-store';

const mostTags = 10;
const longestTag = 40;
const pool = 'pool';

/** Who answers for all that is selected from now on, or what tags it has. */
@Component({
  selector: 'app-bulk-choice-dialog',
  imports: [MatButton, Modal],
  templateUrl: './bulk-choice-dialog.html',
  styleUrl: './bulk-choice-dialog.scss',
})
export class BulkChoiceDialog {
  readonly verb = input.required<'assign' | 'tag'>();
  readonly tags = input<readonly string[]>([]);
  readonly chosen = output<BulkAction>();
  readonly closed = output();

  protected readonly store = inject(WorkQueueStore);
  readonly #people = injectQueueWorkers();

  protected readonly isOpen = signal(true);
  protected readonly owner = signal('');
  protected readonly typed = linkedSignal(() => this.tags().join(', '));
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
    const tags = [
      ...new Set(
        this.typed()
          .split(',')
          .map((tag) => tag.trim()),
      ),
    ].filter(Boolean);
    if (tags.length > mostTags) return `One has at most ${mostTags} tags.`;
    const long = tags.find((tag) => tag.length > longestTag);
    if (long) return `“${long.slice(0, 20)}…” is longer than ${longestTag} characters.`;
    return { verb: 'tag', tags };
  }
}
