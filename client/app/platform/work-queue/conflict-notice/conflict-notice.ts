import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { WorkItem } from '#contract/work';
import { TimeFormat } from '../../time-format';
import { WORK_QUEUE } from '../work-queue';
import type { QueueConflict } from '../work-queue-state';
import { applyWords, conflictTitle, differences } from './conflict-words';

/** An act that came too late: nothing was changed by it, and the person decides whether it still counts. */
@Component({
  selector: 'app-conflict-notice',
  imports: [MatButton],
  templateUrl: './conflict-notice.html',
  styleUrl: './conflict-notice.scss',
})
export class ConflictNotice {
  readonly conflict = input.required<QueueConflict>();
  readonly current = input.required<WorkItem>();
  readonly me = input.required<string>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly keepTheirs = output();
  readonly applyMine = output();

  readonly #format = inject(TimeFormat);
  readonly #queue = inject(WORK_QUEUE);

  protected readonly isComparing = signal(false);
  readonly #speech = computed(() => ({
    me: this.me(),
    workflow: this.#queue.workflow,
    factsOf: this.#queue.factsOf,
    nameOf: this.nameOf(),
    when: (iso: string) => this.#format.dayAndTime(iso),
  }));
  protected readonly title = computed(() => conflictTitle(this.current(), this.#speech()));
  protected readonly apply = computed(() => applyWords(this.conflict(), this.current(), this.me()));
  protected readonly facts = computed(() =>
    differences(this.conflict().seen, this.current(), this.#speech()),
  );
}
