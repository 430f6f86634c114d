import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Problem } from '#contract/problem';
import type { RefusedLines, SeriesLine, SeriesRhythm, SeriesView } from '#contract/visit-series';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Skeleton } from '../../ui/skeleton/skeleton';
import type { BookAppointment } from '../calendar-api';
import { SeriesApi } from '../series-api';
import { chosenOf, countOf, overridesOf, startOf, type Decisions } from '../series-decisions';
import { SeriesLines } from '../series-lines/series-lines';
import { rhythmWords, visitsWords } from '../series-words';

const asks = { whyOut: true };

/** The visits of a series before they are booked: each is decided about, and all are booked at once. */
@Component({
  selector: 'app-book-series',
  imports: [MatButton, SeriesLines, Skeleton],
  templateUrl: './book-series.html',
  styleUrl: './book-series.scss',
})
export class BookSeries {
  /** The first visit. */
  readonly wish = input.required<Omit<BookAppointment, 'overrides' | 'resourceIds'>>();
  readonly rhythm = input.required<SeriesRhythm>();
  readonly zone = input.required<string>();
  /** What is held for the first visit. */
  readonly holdId = input<string | null>(null);
  readonly booked = output<SeriesView>();
  readonly back = output();

  readonly #api = inject(SeriesApi);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  #commandId = newCommandId();
  protected readonly decisions = signal<Decisions>({});
  readonly #chosen = computed(() => chosenOf(this.decisions()), { equal: isSame });
  readonly #place = computed(() => {
    const { clinicId, providerId, patientId, visitTypeId, startsAt } = this.wish();
    const holdId = this.holdId();
    return {
      ...{ clinicId, providerId, patientId, visitTypeId, startsAt, rhythm: this.rhythm() },
      ...(holdId === null ? {} : { holdId }),
    };
  });
  protected readonly preview = resource({
    params: () => ({ place: this.#place(), chosen: this.#chosen() }),
    loader: ({ params: { place, chosen } }) =>
      this.#api.preview({
        ...place,
        chosen: chosen.map(({ key, startsAt }) => ({ place: Number(key), startsAt })),
      }),
  });
  /** While they are judged again the last ones stay. */
  protected readonly lines = linkedSignal<SeriesLine[] | null, SeriesLine[] | null>({
    source: () => (this.preview.hasValue() ? this.preview.value() : null),
    computation: (lines, before) => lines ?? before?.value ?? null,
  });
  protected readonly shown = computed(
    () => this.lines()?.map((line) => ({ ...line, key: String(line.place) })) ?? [],
  );
  protected readonly counts = computed(() => countOf(this.shown(), this.decisions(), asks));
  protected readonly rhythmWords = computed(() => rhythmWords(this.rhythm()));
  protected readonly bookWords = computed(() => `Book ${visitsWords(this.counts().going)}`);
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly refused = signal<ReadonlySet<number>>(new Set());
  protected readonly message = computed(() => {
    const error = this.preview.error();
    const problem = this.problem() ?? (error ? problemOf(error) : null);
    return problem ? messageOf(problem) : '';
  });
  protected readonly stateWords = computed(() => {
    const { open, out } = this.counts();
    if (open > 0) return `${visitsWords(open)} to decide about.`;
    return out > 0 ? `${String(out)} left out.` : '';
  });

  /** Not while the visits are judged again: what is pressed then would be for a list that is not on show yet. */
  protected readonly mayBook = computed(() => {
    const { open, going } = this.counts();
    const isJudged = this.lines() !== null && !this.preview.isLoading();
    return isJudged && open === 0 && going > 0 && !this.isSending();
  });

  constructor() {
    afterNextRender(() => this.#element.nativeElement.querySelector<HTMLElement>('h3')?.focus());
  }

  protected retry(): void {
    this.preview.reload();
  }

  protected async book(): Promise<void> {
    if (!this.mayBook()) return;
    // Without an answer it may have been done: the same under the same name is done only once.
    if (this.problem()?.code !== 'unavailable') this.#commandId = newCommandId();
    this.isSending.set(true);
    this.problem.set(null);
    this.refused.set(new Set());
    const { reason, callNumber, recallId } = this.wish();
    try {
      const view = await this.#api.book(
        {
          ...this.#place(),
          ...(reason === undefined ? {} : { reason }),
          ...(callNumber === undefined ? {} : { callNumber }),
          ...(recallId === undefined ? {} : { recallId }),
          lines: this.shown().map((line) => this.#decided(line)),
        },
        this.#commandId,
      );
      this.booked.emit(view);
    } catch (error) {
      this.#lookAgain(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  #decided(line: SeriesLine & { key: string }) {
    const decision = this.decisions()[line.key];
    const out = decision?.kind === 'out' ? { because: decision.because.trim() } : {};
    const [startsAt, overrides] = [startOf(line, decision), overridesOf(line, decision)];
    return { place: line.place, startsAt, overrides, ...out };
  }

  /** What was decided stays; the visits are judged as they stand now. */
  #lookAgain(problem: Problem): void {
    this.problem.set(problem);
    if (problem.rule !== 'lines-refused') return;
    const { items } = problem.current as RefusedLines;
    this.refused.set(new Set(items.map(({ place }) => place)));
    this.preview.reload();
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
