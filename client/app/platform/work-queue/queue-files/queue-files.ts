import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { attachmentKinds, type Attachment, type AttachmentKind } from '#contract/attachment';
import type { WorkItem } from '#contract/work';
import { messageOf } from '../../problem-message';
import { TimeFormat } from '../../time-format';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { RemoveFileDialog } from '../remove-file-dialog/remove-file-dialog';
import { WorkQueueStore } from '../work-queue-store';
import { sizeWords } from '../../file-size';
import { FilesOnTheWay } from './files-on-the-way';

/** The files of an item: read, brought by button or drop, and removed with a reason. */
@Component({
  selector: 'app-queue-files',
  imports: [MatButton, MatIconButton, MatProgressBar, RemoveFileDialog, SvgIcon],
  templateUrl: './queue-files.html',
  styleUrl: './queue-files.scss',
  host: {
    // A file that misses would take the place of the whole page.
    '(document:dragover)': 'over($event)',
    '(document:drop)': 'dropped($event)',
    '(document:dragleave)': 'away($event)',
  },
})
export class QueueFiles {
  readonly item = input.required<WorkItem>();
  readonly files = input.required<readonly Attachment[]>();
  readonly mayChange = input(false);
  readonly busy = input(false);
  readonly removed = output<{ id: string; reason: string }>();

  readonly #format = inject(TimeFormat);
  readonly #onTheWay = inject(FilesOnTheWay);
  readonly #store = inject(WorkQueueStore);
  readonly #itemId = computed(() => this.item().id);

  protected readonly kinds = Object.entries(attachmentKinds) as [AttachmentKind, string][];
  protected readonly isOver = signal(false);
  /** Chosen, and not yet sent: whoever took the wrong file sees it in time. They belong to one item. */
  protected readonly chosen = linkedSignal<string, readonly File[]>({
    source: this.#itemId,
    computation: () => [],
  });
  protected readonly kind = linkedSignal<string, AttachmentKind | ''>({
    source: this.#itemId,
    computation: () => '',
  });
  protected readonly removing = linkedSignal<string, Attachment | null>({
    source: this.#itemId,
    computation: () => null,
  });
  protected readonly lines = computed(() =>
    this.files().map((file) => ({
      file,
      href: this.#onTheWay.hrefOf(this.#itemId(), file.id),
      facts: `${attachmentKinds[file.kind]} · ${sizeWords(file.bytes)}`,
      by: `${this.#store.nameOf()(file.byId)} · ${this.#format.dayAndTime(file.at)}`,
      gone: file.removedAt
        ? `Removed ${this.#format.dayAndTime(file.removedAt)}: ${file.removedBecause ?? ''}`
        : null,
    })),
  );
  protected readonly sending = computed(() =>
    this.#onTheWay
      .files()
      .filter(({ itemId }) => itemId === this.#itemId())
      .map(({ id, file, sent, problem }) => ({
        id,
        name: file.name,
        percent: (100 * sent) / Math.max(file.size, 1),
        // What the server says of a file is a whole sentence; its field has no name that says more.
        message: problem && (problem.code === 'invalid-input' ? problem.title : messageOf(problem)),
      })),
  );

  protected readonly size = sizeWords;

  protected choose(event: Event): void {
    const field = event.target as HTMLInputElement;
    this.#add(field.files);
    // The same file may be chosen again.
    field.value = '';
  }

  protected chooseKind(event: Event): void {
    this.kind.set((event.target as HTMLSelectElement).value as AttachmentKind | '');
  }

  protected leaveOut(file: File): void {
    this.chosen.update((files) => files.filter((each) => each !== file));
  }

  protected attach(): void {
    const kind = this.kind();
    if (!kind) return;
    for (const file of this.chosen()) this.#onTheWay.send(this.#itemId(), file, kind);
    this.chosen.set([]);
    this.kind.set('');
  }

  protected again(id: string): void {
    this.#onTheWay.again(id);
  }

  protected giveUp(id: string): void {
    this.#onTheWay.drop(id);
  }

  protected over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(this.mayChange());
  }

  protected away(event: DragEvent): void {
    if (event.relatedTarget === null) this.isOver.set(false);
  }

  protected dropped(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(false);
    const target = event.target;
    const isHere = target instanceof Element && target.closest('app-queue-panel') !== null;
    if (this.mayChange() && isHere) this.#add(event.dataTransfer.files);
  }

  #add(files: FileList | null): void {
    this.chosen.update((held) => [...held, ...(files ?? [])]);
  }
}
