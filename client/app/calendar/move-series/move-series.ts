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
import type { Appointment } from '#contract/calendar';
import type { SeriesMoveLine, WiderReach } from '#contract/visit-series';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { decideSeries } from '../decide-series';
import { seriesActs } from '../series-acts';
import { SeriesApi } from '../series-api';
import { overridesOf, startOf } from '../series-decisions';
import { SeriesLines } from '../series-lines/series-lines';
import { visitsWords } from '../series-words';

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
  readonly #place = computed(() => {
    const { reach, startsAt, providerId } = this.wish();
    const wanted = { appointmentId: this.appointment().id, reach, startsAt };
    return { ...wanted, ...(providerId === undefined ? {} : { providerId }) };
  });
  readonly #seriesId = computed(() => this.appointment().series?.id ?? '');
  protected readonly series = decideSeries({
    place: computed(() => ({ seriesId: this.#seriesId(), asked: this.#place() })),
    load: ({ seriesId, asked }, chosen) =>
      this.#api.previewMove(seriesId, {
        ...asked,
        chosen: chosen.map(({ key, startsAt }) => ({ appointmentId: key, startsAt })),
      }),
    lineOf: (line: SeriesMoveLine) => ({
      ...line,
      key: line.appointment.id,
      place: line.appointment.series?.place ?? 0,
    }),
    whyOut: false,
  });
  protected readonly moveWords = computed(() => `Move ${visitsWords(this.series.counts().going)}`);
  protected readonly stateWords = computed(() => {
    const { open, out } = this.series.counts();
    if (open > 0) return `${visitsWords(open)} to decide about.`;
    return out > 0 ? `${visitsWords(out)} left in place.` : '';
  });

  constructor() {
    afterNextRender(() => this.#element.nativeElement.querySelector<HTMLElement>('h3')?.focus());
  }

  protected move(): Promise<void> {
    const { telling } = this.wish();
    return this.series.send(async (commandId) => {
      const decisions = this.series.decisions();
      const lines = this.series.shown().map((line) => ({
        appointmentId: line.key,
        expectedVersion: line.appointment.version,
        startsAt: startOf(line, decisions[line.key]),
        overrides: overridesOf(line, decisions[line.key]),
      }));
      const body = { ...this.#place(), lines, ...(telling ? { telling } : {}) };
      const { visits } = await this.#api.move(this.#seriesId(), body, commandId);
      const went = new Set(lines.filter((line) => line.startsAt !== null).map(idOf));
      this.#acts.tellMoved(visits.filter(({ id }) => went.has(id)));
      this.moved.emit();
    });
  }
}

function idOf({ appointmentId }: { appointmentId: string }): string {
  return appointmentId;
}
