import { DOCUMENT } from '@angular/common';
import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { importLeftOutWords } from '#contract/import-words';
import type { ImportRun, ImportStatus } from '#contract/import-run';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { hearImports } from '../heard-imports';
import { ImportColumns, type ChosenColumns } from '../import-columns/import-columns';
import { ImportProblems } from '../import-problems/import-problems';
import { count, percentOf, records, statusChips, subjectWords } from '../import-words';
import { ImportsApi } from '../imports-api';
import { saveText } from '../save-text';

/** Of which nothing is said about its lines. */
const unjudged: readonly ImportStatus[] = ['staging', 'checking', 'discarded'];

type Step = 'checking' | 'committing' | 'discarding' | 'reporting';

/** One import, from its columns over its check to the last line. */
@Component({
  selector: 'app-import-page',
  imports: [
    EmptyState,
    ErrorState,
    ImportColumns,
    ImportProblems,
    MatButton,
    MatProgressBar,
    Modal,
    PageHeader,
    RouterLink,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
})
export class ImportPage {
  readonly importId = input.required<string>();

  readonly #api = inject(ImportsApi);
  readonly #document = inject(DOCUMENT);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #toasts = inject(Toasts);

  protected readonly known = resource({
    params: () => this.importId(),
    loader: ({ params }) => this.#api.get(params),
  });
  readonly #clinicId = computed(() =>
    this.known.hasValue() ? this.known.value().clinicId : undefined,
  );
  readonly #heard = hearImports(this.#clinicId, () => this.known.reload());
  protected readonly run = computed(() =>
    this.known.hasValue() ? this.#heard.newest(this.known.value()) : null,
  );
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  /** Nothing of it was written, and it can still be given up. */
  protected readonly isOpen = computed(() => {
    const status = this.run()?.status;
    return status === 'staging' || status === 'checking' || status === 'checked';
  });
  protected readonly isChecking = computed(
    () => this.step() === 'checking' || this.run()?.status === 'checking',
  );
  readonly #previewed = computed(() => {
    const run = this.run();
    return this.isOpen() && run?.format === 'csv' ? run.id : undefined;
  });
  protected readonly preview = resource({
    params: () => this.#previewed(),
    loader: ({ params }) => this.#api.preview(params),
  });
  protected readonly lines = computed(() => (this.preview.hasValue() ? this.preview.value() : []));
  protected readonly step = signal<Step | null>(null);
  /** What was refused; gone when the import has moved on since. */
  protected readonly refusal = linkedSignal({
    source: () => this.run()?.version,
    computation: () => '',
  });
  /** The columns of a checked file are on show again. */
  protected readonly isMapping = linkedSignal({
    source: () => this.run()?.status,
    computation: () => false,
  });
  protected readonly isDiscarding = signal(false);

  protected readonly chips = statusChips;
  protected readonly about = computed(() => {
    const run = this.run();
    if (!run) return '';
    const { title } = subjectWords[run.subject];
    return `${title} from ${run.system}, ${this.#format.dayAndTime(run.startedAt)}`;
  });
  protected readonly leftOut = computed(() =>
    (this.run()?.leftOut ?? []).map(importLeftOutWords).join('; '),
  );
  protected readonly figures = computed(() => {
    const run = this.run();
    if (!run) return [];
    const { status, ready, unchanged, refused, done, warned, total } = run;
    const all = [
      { word: 'lines', number: total, tone: 'plain', always: true },
      { word: 'ready', number: ready, tone: 'ok', always: status === 'checked' },
      { word: 'written', number: done, tone: 'ok', always: status !== 'checked' },
      { word: 'there already', number: unchanged, tone: 'plain', always: false },
      { word: 'with a warning', number: warned, tone: 'soon', always: false },
      { word: 'refused', number: refused, tone: 'late', always: true },
    ];
    return all
      .filter(({ number, always }) => always || number > 0)
      .map((each) => ({ ...each, shown: count(each.number) }));
  });
  protected readonly percent = computed(() => {
    const run = this.run();
    return run ? percentOf(run) : 0;
  });
  protected readonly ready = computed(() => {
    const run = this.run();
    return run ? records(run.subject, run.ready) : '';
  });
  protected readonly progress = computed(() => {
    const run = this.run();
    return run ? `${count(run.done)} of ${records(run.subject, run.done + run.ready)} written` : '';
  });
  protected readonly isFaulty = computed(() => {
    const run = this.run();
    const isJudged = run !== null && !unjudged.includes(run.status);
    return isJudged && run.refused + run.warned > 0;
  });

  constructor() {
    whenBack(() => this.known.reload());
  }

  protected map({ subject, mapping }: ChosenColumns): Promise<void> {
    return this.#take('checking', async (run) => {
      const mapped = await this.#api.map(run, subject, mapping);
      this.#heard.take(mapped);
      return this.#api.check(mapped.id);
    });
  }

  protected check(): Promise<void> {
    return this.#take('checking', ({ id }) => this.#api.check(id));
  }

  protected commit(): Promise<void> {
    return this.#take('committing', (run) => this.#api.commit(run));
  }

  protected discard(): Promise<void> {
    this.isDiscarding.set(false);
    return this.#take('discarding', (run) => this.#api.discard(run));
  }

  /** Every problem, line by line, as a file. */
  protected async report(): Promise<void> {
    const run = this.run();
    if (!run || this.step() !== null) return;
    this.step.set('reporting');
    try {
      const { reportText } = await import('../report-text');
      const text = reportText(run, await this.#api.allProblems(run.id));
      const name = run.fileName.replace(/\.[a-z0-9]+$/i, '');
      saveText(this.#document, text, `problems-${name}.csv`);
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.step.set(null);
    }
  }

  async #take(step: Step, act: (run: ImportRun) => Promise<ImportRun>): Promise<void> {
    const run = this.run();
    if (!run || this.step() !== null) return;
    this.step.set(step);
    this.refusal.set('');
    try {
      this.#heard.take(await act(run));
    } catch (error) {
      this.refusal.set(messageOf(problemOf(error)));
    } finally {
      this.step.set(null);
    }
  }
}
