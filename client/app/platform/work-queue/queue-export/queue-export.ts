import { DOCUMENT } from '@angular/common';
import { Component, computed, inject, input, signal, type OnDestroy } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { problemOf } from '../../api';
import { Clock } from '../../clock';
import { Session } from '../../session';
import { Toasts } from '../../toasts';
import { localDateOf } from '../../wall-time';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { injectCellWords } from '../cell-words';
import type { QueueColumn } from '../queue-columns';
import { QueueOnShow } from '../queue-look/queue-on-show';
import { WORK_QUEUE } from '../work-queue';
import { WorkQueueStore } from '../work-queue-store';
import { sheetOf } from './list-sheet';
import { ListTaker } from './take-list';

/** The list on show, as a file or on paper: these rows, these columns, all pages of them. */
@Component({
  selector: 'app-queue-export',
  imports: [MatButton, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, SvgIcon],
  providers: [ListTaker],
  templateUrl: './queue-export.html',
  styleUrl: './queue-export.scss',
})
export class QueueExport implements OnDestroy {
  readonly title = input.required<string>();

  readonly #onShow = inject(QueueOnShow);
  readonly #columns = computed(() => this.#onShow.columns().map(({ column }) => column));
  readonly #clock = inject(Clock);
  readonly #document = inject(DOCUMENT);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #taker = inject(ListTaker);
  readonly #toasts = inject(Toasts);
  protected readonly queue = inject(WORK_QUEUE);
  readonly #words = injectCellWords(inject(WorkQueueStore).nameOf);
  #under: AbortController | null = null;

  /** How many items are here so far; `null` while no file is made. */
  protected readonly taken = signal<number | null>(null);
  protected readonly takenWords = computed(() => this.taken()?.toLocaleString('en-US') ?? '');

  ngOnDestroy(): void {
    this.cancel();
  }

  /** On paper it is a page of its own, in another tab: this one goes on living. */
  protected print(): void {
    const queryParams = {
      ...this.#onShow.filter(),
      columns: keysOf(this.#columns()).join(','),
    };
    const tree = this.#router.createUrlTree(['/print', this.queue.name], { queryParams });
    const url = this.#router.serializeUrl(tree);
    this.#document.defaultView?.open(url, '_blank', 'noopener');
  }

  protected cancel(): void {
    this.#under?.abort();
    this.taken.set(null);
  }

  protected async save(): Promise<void> {
    const clinic = this.#session.clinic();
    if (!clinic || this.taken() !== null) return;
    const under = new AbortController();
    this.#under = under;
    this.taken.set(0);
    const columns = this.#columns();
    const filter = this.#onShow.filter();
    const list = { clinicId: clinic.id, filter, target: 'csv' as const, columns: keysOf(columns) };
    try {
      const { csvTextOf } = await import('./csv-text');
      const taken = await this.#taker.take(list, {
        progressed: (items) => this.taken.set(items),
        signal: under.signal,
      });
      const { workflow } = this.queue;
      const about = { title: this.title(), clinic: clinic.name, filter, workflow, columns };
      const name = `${this.queue.name}-${localDateOf(this.#clock.now(), clinic.zone)}.csv`;
      this.#give(csvTextOf(sheetOf(taken, about, this.#words())), name);
      this.#toasts.show({ message: `${this.#countWords(taken.items.length)} saved as ${name}` });
    } catch (error) {
      if (!under.signal.aborted) this.#toasts.problem(problemOf(error));
    } finally {
      if (this.#under === under) this.taken.set(null);
    }
  }

  #countWords(count: number): string {
    return `${count.toLocaleString('en-US')} ${this.queue.noun[count === 1 ? 0 : 1]}`;
  }

  #give(text: string, name: string): void {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = this.#document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  }
}

function keysOf(columns: readonly QueueColumn[]): string[] {
  return columns.map(({ key }) => key);
}
