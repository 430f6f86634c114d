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
import type { Appointment } from '#contract/calendar';
import type { Problem } from '#contract/problem';
import type { RefusedLines, SeriesMoveLine, WiderReach } from '#contract/visit-series';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { seriesActs } from '../series-acts';
import { SeriesApi } from '../series-api';
import { chosenOf, countOf, overridesOf, startOf, type Decisions } from '../series-decisions';
import { SeriesLines } from '../series-lines/series-lines';
import { visitsWords } from '../series-words';

const asks = { whyOut: false };

export interface SeriesMoveWish {
  reach: WiderReach;
  /** Of the visit in hand. */
  startsAt: string;
  /** Left out = each keeps its provider. */
  providerId?: string;
  telling?: 'told-later';
}

/** Where each visit of a series would go; each is decided about, and all are moved at once. */
@Component({
  selector: 'app-move-series',
  imports: [MatButton, SeriesLines, Skeleton],
  templateUrl: './move-series.html',
  styleUrl: '../book-series/book-series.scss',
})
export class MoveSeries {
  readonly appointment = input.required<Appointment>();
  readonly wish = input.required<SeriesMoveWish>();
  readonly zone = input.required<string>();
  /** Places of the series. */
  readonly count = input.required<number>();
  readonly moved = output();
  readonly back = output();

  readonly #acts = seriesActs();
  readonly #api = inject(SeriesApi);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  #commandId = newCommandId();
  protected readonly decisions = signal<Decisions>({});
  readonly #chosen = computed(() => chosenOf(this.decisions()), { equal: isSame });
  readonly #place = computed(() => {
    const { reach, startsAt, providerId } = this.wish();
    const wanted = { appointmentId: this.appointment().id, reach, startsAt };
    return { ...wanted, ...(providerId === undefined ? {} : { providerId }) };
  });
  readonly #seriesId = computed(() => this.appointment().series?.id ?? '');
  protected readonly preview = resource({
    params: () => ({ place: this.#place(), chosen: this.#chosen(), seriesId: this.#seriesId() }),
    loader: ({ params: { place, chosen, seriesId } }) =>
      this.#api.previewMove(seriesId, {
        ...place,
        chosen: chosen.map(({ key, startsAt }) => ({ appointmentId: key, startsAt })),
      }),
  });
  protected readonly lines = linkedSignal<SeriesMoveLine[] | null, SeriesMoveLine[] | null>({
    source: () => (this.preview.hasValue() ? this.preview.value() : null),
    computation: (lines, before) => lines ?? before?.value ?? null,
  });
  protected readonly shown = computed(
    () =>
      this.lines()?.map((line) => ({
        ...line,
        key: line.appointment.id,
        place: line.appointment.series?.place ?? 0,
      })) ?? [],
  );
  protected readonly counts = computed(() => countOf(this.shown(), this.decisions(), asks));
  protected readonly moveWords = computed(() => `Move ${visitsWords(this.counts().going)}`);
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
    return out > 0 ? `${visitsWords(out)} left in place.` : '';
  });

  /** Not while the visits are judged again, as in a booking. */
  protected readonly mayMove = computed(() => {
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

  protected async move(): Promise<void> {
    if (!this.mayMove()) return;
    if (this.problem()?.code !== 'unavailable') this.#commandId = newCommandId();
    this.isSending.set(true);
    this.problem.set(null);
    this.refused.set(new Set());
    const { telling } = this.wish();
    const lines = this.shown().map((line) => ({
      appointmentId: line.key,
      expectedVersion: line.appointment.version,
      startsAt: startOf(line, this.decisions()[line.key]),
      overrides: overridesOf(line, this.decisions()[line.key]),
    }));
    const body = { ...this.#place(), lines, ...(telling ? { telling } : {}) };
    try {
      const { visits } = await this.#api.move(this.#seriesId(), body, this.#commandId);
      const went = new Set(lines.filter((line) => line.startsAt !== null).map(idOf));
      this.#acts.tellMoved(visits.filter(({ id }) => went.has(id)));
      this.moved.emit();
    } catch (error) {
      this.#lookAgain(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  /** What was decided stays; the visits are judged as they stand now. */
  #lookAgain(problem: Problem): void {
    this.problem.set(problem);
    if (problem.rule !== 'lines-refused' && problem.rule !== 'series-changed') return;
    const { items } = problem.current as RefusedLines;
    this.refused.set(new Set(items.map(({ place }) => place)));
    this.preview.reload();
  }
}

function idOf({ appointmentId }: { appointmentId: string }): string {
  return appointmentId;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
