import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { importFieldTitle, importProblemWords } from '#contract/import-words';
import {
  importProblemCodes,
  type ImportProblem,
  type ImportProblemCode,
} from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { count } from '../import-words';
import { ImportsApi } from '../imports-api';

const atOnce = 200;

/** What is wrong with which line: by kind with their counts, and line by line. */
@Component({
  selector: 'app-import-problems',
  imports: [ErrorState, MatButton, Skeleton, StatusChip],
  templateUrl: './import-problems.html',
  styleUrl: './import-problems.scss',
})
export class ImportProblems {
  readonly run = input.required<ImportRun>();

  readonly #api = inject(ImportsApi);
  /** What is listed changes with the check and with what turns out while it is written, not with each batch. */
  readonly #place = computed(
    () => {
      const { id, refused, warned } = this.run();
      return { id, refused, warned };
    },
    { equal: (a, b) => a.id === b.id && a.refused === b.refused && a.warned === b.warned },
  );
  protected readonly show = signal<ImportProblemCode | ''>('');
  protected readonly counts = resource({
    params: () => this.#place(),
    loader: ({ params }) => this.#api.counts(params.id),
  });
  protected readonly first = resource({
    params: () => ({ ...this.#place(), show: this.show() }),
    loader: ({ params }) => this.#part(params.id, 0, params.show),
  });
  /** Beyond the first part. */
  protected readonly more = linkedSignal<
    unknown,
    { items: ImportProblem[]; next: number | null } | null
  >({ source: () => this.first.value(), computation: () => null });
  protected readonly isMore = signal(false);
  protected readonly moreFault = signal('');

  protected readonly problem = computed(() => {
    const error = this.counts.error() ?? this.first.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly kinds = computed(() => {
    if (!this.counts.hasValue()) return [];
    const kinds = new Map<
      ImportProblemCode,
      { code: ImportProblemCode; isWarning: boolean; lines: number }
    >();
    for (const { code, weight, count: lines } of this.counts.value()) {
      const kind = kinds.get(code) ?? { code, isWarning: weight === 'warned', lines: 0 };
      kinds.set(code, { ...kind, lines: kind.lines + lines });
    }
    return [...kinds.values()].map((kind) => ({
      ...kind,
      words: importProblemCodes[kind.code],
      number: count(kind.lines),
    }));
  });
  protected readonly rows = computed(() => {
    if (!this.first.hasValue()) return [];
    const { subject } = this.run();
    const items = [...this.first.value().items, ...(this.more()?.items ?? [])];
    return items.map((problem) => ({
      problem,
      place: problem.place === '' ? count(problem.line) : problem.place,
      field: problem.field === '' ? 'the line' : importFieldTitle(subject, problem.field),
      words: importProblemWords(problem),
    }));
  });
  protected readonly next = computed(() => {
    if (!this.first.hasValue()) return null;
    return this.more() === null ? this.first.value().next : (this.more()?.next ?? null);
  });

  protected choose(code: ImportProblemCode): void {
    this.show.update((shown) => (shown === code ? '' : code));
  }

  protected reload(): void {
    this.counts.reload();
    this.first.reload();
  }

  protected async loadMore(): Promise<void> {
    const after = this.next();
    if (after === null || this.isMore()) return;
    const before = this.first.value();
    this.isMore.set(true);
    this.moreFault.set('');
    try {
      const part = await this.#part(this.run().id, after, this.show());
      // Another kind may have been chosen meanwhile.
      if (this.first.value() !== before) return;
      this.more.update((held) => ({
        items: [...(held?.items ?? []), ...part.items],
        next: part.next,
      }));
    } catch (error) {
      this.moreFault.set(messageOf(problemOf(error)));
    } finally {
      this.isMore.set(false);
    }
  }

  #part(importId: string, after: number, show: ImportProblemCode | '') {
    return this.#api.problems(importId, { after, limit: atOnce, ...(show ? { show } : {}) });
  }
}
