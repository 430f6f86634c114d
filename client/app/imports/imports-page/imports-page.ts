import { DOCUMENT } from '@angular/common';
import { Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { importSubjects, type ImportSubject } from '#contract/import-fields';
import type { ImportRun } from '#contract/import-run';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { hearImports } from '../heard-imports';
import { figures, percentOf, statusChips, subjectWords } from '../import-words';
import { ImportsApi } from '../imports-api';
import { ReadFileDialog } from '../read-file-dialog/read-file-dialog';
import { saveText } from '../save-text';

/** The clinic's imports, and the way in for another file: by button or drop. */
@Component({
  selector: 'app-imports-page',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatProgressBar,
    PageHeader,
    ReadFileDialog,
    RouterLink,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './imports-page.html',
  styleUrl: './imports-page.scss',
  host: {
    // A file that misses would take the place of the whole page.
    '(document:dragover)': 'over($event)',
    '(document:drop)': 'dropped($event)',
    '(document:dragleave)': 'away($event)',
  },
})
export class ImportsPage {
  readonly #api = inject(ImportsApi);
  readonly #clock = inject(Clock);
  readonly #document = inject(DOCUMENT);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly subjects = importSubjects.map((subject) => ({
    subject,
    title: subjectWords[subject].title,
  }));
  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.list(params),
  });
  readonly #heard = hearImports(this.clinicId, () => this.known.reload());
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly runs = computed(() => {
    if (!this.known.hasValue()) return [];
    const listed = this.known.value().map(this.#heard.newest);
    const others = this.#heard.all().filter(({ id }) => listed.every((run) => run.id !== id));
    return [...listed, ...others].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  });
  protected readonly rows = computed(() =>
    this.runs().map((run) => ({
      run,
      subject: subjectWords[run.subject].title,
      chip: statusChips[run.status],
      figures: figures(run),
      percent: percentOf(run),
      started: this.#format.relative(run.startedAt, this.#clock.now()),
      startedAt: this.#format.dayAndTime(run.startedAt),
    })),
  );
  protected readonly summary = computed(() => (this.isStale() ? 'May be out of date' : ''));
  /** Offered for the next file: the systems that files came from, the last one first. */
  protected readonly systems = computed(() => [
    ...new Set(this.runs().map(({ system }) => system)),
  ]);
  protected readonly isOver = signal(false);
  protected readonly isReading = signal(false);
  protected readonly files = signal<readonly File[]>([]);

  constructor() {
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected ask(...files: File[]): void {
    this.files.set(files);
    this.isReading.set(true);
  }

  /** A CSV file with the headings of these records and nothing else, for people who fill one in. */
  protected async saveHeadings(subject: ImportSubject): Promise<void> {
    const { headingsText } = await import('../report-text');
    saveText(this.#document, headingsText(subject), `${subject}.csv`);
  }

  protected taken(runs: readonly ImportRun[]): void {
    for (const run of runs) this.#heard.take(run);
    this.isReading.set(false);
    const [first] = runs;
    if (first) void this.#router.navigate(['/imports', first.id]);
  }

  protected over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(!this.isReading());
  }

  protected away(event: DragEvent): void {
    if (event.relatedTarget === null) this.isOver.set(false);
  }

  protected dropped(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0 && !this.isReading()) this.ask(...files);
  }
}
