import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SeriesLine, SeriesRhythm, SeriesView } from '#contract/visit-series';
import { Skeleton } from '../../ui/skeleton/skeleton';
import type { BookAppointment } from '../calendar-api';
import { decideSeries } from '../decide-series';
import { SeriesApi } from '../series-api';
import { overridesOf, startOf } from '../series-decisions';
import { SeriesLines } from '../series-lines/series-lines';
import { rhythmWords, visitsWords } from '../series-words';

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
  /** The same once a hold that is on its way has been answered: nobody's own hold stands in their way. */
  readonly settleHold = input.required<() => Promise<string | null>>();
  readonly booked = output<SeriesView>();
  readonly back = output();

  readonly #api = inject(SeriesApi);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #place = computed(() => {
    const { clinicId, providerId, patientId, visitTypeId, startsAt } = this.wish();
    const holdId = this.holdId();
    return {
      ...{ clinicId, providerId, patientId, visitTypeId, startsAt, rhythm: this.rhythm() },
      ...(holdId === null ? {} : { holdId }),
    };
  });
  protected readonly series = decideSeries({
    place: this.#place,
    load: (place, chosen) =>
      this.#api.preview({
        ...place,
        chosen: chosen.map(({ key, startsAt }) => ({ place: Number(key), startsAt })),
      }),
    lineOf: (line: SeriesLine) => ({ ...line, key: String(line.place) }),
    whyOut: true,
  });
  protected readonly rhythmWords = computed(() => rhythmWords(this.rhythm()));
  protected readonly bookWords = computed(() => `Book ${visitsWords(this.series.counts().going)}`);
  protected readonly stateWords = computed(() => {
    const { open, out } = this.series.counts();
    if (open > 0) return `${visitsWords(open)} to decide about.`;
    return out > 0 ? `${String(out)} left out.` : '';
  });

  constructor() {
    afterNextRender(() => this.#element.nativeElement.querySelector<HTMLElement>('h3')?.focus());
  }

  protected book(): Promise<void> {
    const { reason, callNumber, recallId } = this.wish();
    return this.series.send(async (commandId) => {
      const holdId = await this.settleHold()();
      const wish = {
        ...this.#place(),
        ...(holdId === null ? {} : { holdId }),
        ...(reason === undefined ? {} : { reason }),
        ...(callNumber === undefined ? {} : { callNumber }),
        ...(recallId === undefined ? {} : { recallId }),
        lines: this.series.shown().map((line) => this.#decided(line)),
      };
      this.booked.emit(await this.#api.book(wish, commandId));
    });
  }

  #decided(line: SeriesLine & { key: string }) {
    const decision = this.series.decisions()[line.key];
    const out = decision?.kind === 'out' ? { because: decision.because.trim() } : {};
    const [startsAt, overrides] = [startOf(line, decision), overridesOf(line, decision)];
    return { place: line.place, startsAt, overrides, ...out };
  }
}
