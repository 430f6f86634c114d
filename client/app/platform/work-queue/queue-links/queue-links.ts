import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { WorkItem } from '#contract/work';
import type { LinkKey, WorkLink } from '#contract/work-link';
import { TimeFormat } from '../../time-format';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { WorkQueueStore } from '../work-queue-store';
import { LinkRecordDialog } from './link-record-dialog/link-record-dialog';
import { hiddenWords } from './link-words';

/** What an item is about beside its patient: opened, added and taken away. */
@Component({
  selector: 'app-queue-links',
  imports: [LinkRecordDialog, MatButton, MatIconButton, RouterLink, SvgIcon],
  templateUrl: './queue-links.html',
  styleUrl: './queue-links.scss',
})
export class QueueLinks {
  readonly item = input.required<WorkItem>();
  readonly links = input.required<readonly WorkLink[]>();
  readonly mayChange = input(false);
  readonly busy = input(false);
  readonly linked = output<LinkKey>();
  readonly unlinked = output<LinkKey>();

  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #store = inject(WorkQueueStore);
  protected readonly itemId = computed(() => this.item().id);

  protected readonly isChoosing = linkedSignal<string, boolean>({
    source: this.itemId,
    computation: () => false,
  });
  protected readonly lines = computed(() =>
    this.links().map(({ id, kind, recordId, record, linkedById, at }) => ({
      id,
      key: { kind, recordId },
      title: record?.title ?? hiddenWords[kind],
      // It may carry a query, which a list of path segments cannot.
      address: record?.path ? this.#router.parseUrl(record.path) : null,
      detail: record?.detail,
      by: `Linked by ${this.#store.nameOf()(linkedById)} · ${this.#format.dayAndTime(at)}`,
    })),
  );
}
