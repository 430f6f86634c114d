import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { linkKinds, type LinkChoice, type LinkKey } from '#contract/work-link';
import { problemOf } from '../../../api';
import { messageOf } from '../../../problem-message';
import { ErrorState } from '../../../../ui/error-state/error-state';
import { Modal } from '../../../../ui/modal/modal';
import { Skeleton } from '../../../../ui/skeleton/skeleton';
import { WorkQueueApi } from '../../work-queue-api';
import { groupTitles } from '../link-words';

/** What an item can be linked to, narrowed by typing; Enter takes the first. */
@Component({
  selector: 'app-link-record-dialog',
  imports: [ErrorState, MatButton, Modal, Skeleton],
  templateUrl: './link-record-dialog.html',
  styleUrl: './link-record-dialog.scss',
})
export class LinkRecordDialog {
  readonly itemId = input.required<string>();
  readonly chosen = output<LinkKey>();
  readonly closed = output();

  readonly #api = inject(WorkQueueApi);

  protected readonly isOpen = signal(true);
  protected readonly wanted = signal('');
  protected readonly choices = resource({
    params: () => this.itemId(),
    loader: ({ params }) => this.#api.listLinkable(params),
  });
  protected readonly message = computed(() => {
    const error = this.choices.error();
    return error ? messageOf(problemOf(error)) : null;
  });
  readonly #shown = computed(() => {
    const words = this.wanted().toLowerCase().split(/\s+/);
    const all = this.choices.hasValue() ? this.choices.value() : [];
    return all.filter(({ title, detail }) => {
      const text = `${title} ${detail}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  });
  protected readonly groups = computed(() =>
    linkKinds
      .map((kind) => ({
        title: groupTitles[kind],
        choices: this.#shown().filter((choice) => choice.kind === kind),
      }))
      .filter(({ choices }) => choices.length > 0),
  );

  protected type(event: Event): void {
    this.wanted.set((event.target as HTMLInputElement).value);
  }

  protected chooseFirst(event: Event): void {
    event.preventDefault();
    const [first] = this.groups()[0]?.choices ?? [];
    if (first) this.choose(first);
  }

  protected choose({ kind, recordId }: LinkChoice): void {
    this.chosen.emit({ kind, recordId });
    this.isOpen.set(false);
  }
}
