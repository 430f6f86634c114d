import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { offerWays, type OfferWay } from '#contract/waitlist-opening';
import {
  fairnessGroups,
  published,
  type FairnessGroup,
  type FairnessRow,
  type WaitlistFigures,
} from '#contract/waitlist-figures';
import { problemOf } from '../../platform/api';
import { languageWords } from '../../platform/language-words';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { addDays } from '../../platform/wall-time';
import { WaitlistApi } from '../waitlist-api';

interface Tile {
  title: string;
  figure: string;
  /** What it is made of, or measured against. */
  beside: string;
}

const dash = '–';

/** How freed time was filled in a week, and whether everybody was asked alike. */
@Component({
  selector: 'app-figures-week',
  imports: [ErrorState, MatButton, MatIconButton, Skeleton, SvgIcon],
  templateUrl: './figures-week.html',
  styleUrl: './figures-week.scss',
})
export class FiguresWeek {
  readonly clinicId = input.required<string>();
  /** The clinic's own day. */
  readonly today = input.required<string>();

  readonly #api = inject(WaitlistApi);
  readonly #format = inject(TimeFormat);

  protected readonly date = linkedSignal(() => this.today());
  readonly #loaded = resource({
    params: () => ({ clinicId: this.clinicId(), date: this.date() }),
    loader: ({ params }) => this.#api.getFigures(params.clinicId, params.date),
  });
  protected readonly figures = computed(() =>
    this.#loaded.hasValue() ? this.#loaded.value() : null,
  );
  protected readonly message = computed(() => {
    const error = this.#loaded.error();
    return error ? messageOf(problemOf(error.cause ?? error)) : '';
  });
  protected readonly week = computed(() => {
    const figures = this.figures();
    return figures ? this.#format.week(figures.from) : '';
  });
  protected readonly isThisWeek = computed(() => {
    const figures = this.figures();
    return !figures || figures.until >= this.today();
  });
  protected readonly tiles = computed(() => tilesOf(this.figures()));
  protected readonly groups = computed(() => {
    const rows = this.figures()?.fairness ?? [];
    return (Object.entries(fairnessGroups) as [FairnessGroup, string][]).map(([group, title]) => ({
      group,
      title,
      rows: rows.filter((row) => row.group === group).map(rowWords),
    }));
  });

  protected go(weeks: number): void {
    this.date.update((date) => addDays(date, weeks * 7));
  }

  protected retry(): void {
    this.#loaded.reload();
  }
}

function tilesOf(figures: WaitlistFigures | null): Tile[] {
  if (!figures) return [];
  const { openings, offers } = figures;
  const ended = openings.filled + openings.lapsed + openings.withdrawn + openings.passedOver;
  return [
    {
      title: 'Freed times filled',
      figure: share(openings.filled, ended),
      beside: `${openings.filled} of ${ended}; elsewhere ${published.filled} %`,
    },
    {
      title: 'Offers accepted',
      figure: share(offers.accepted, offers.sent),
      beside: `${offers.accepted} of ${offers.sent}; elsewhere ${published.acceptedFrom}–${published.acceptedTo} %`,
    },
    {
      title: 'Median time to fill',
      figure: minutesWords(figures.medianMinutesToFill),
      beside: 'from the freeing to the yes',
    },
    {
      title: 'Days gained',
      figure: String(figures.daysGained),
      beside:
        figures.medianDaysGained === null
          ? `elsewhere ${published.daysGained} in the median`
          : `${figures.medianDaysGained} in the median; elsewhere ${published.daysGained}`,
    },
    {
      title: 'Provider time saved',
      figure: minutesWords(figures.minutesFilled),
      beside: 'that would have stood empty',
    },
    {
      title: 'Other answers',
      figure: `${offers.declined} no`,
      beside: `${offers.expired} no answer, ${offers.unavailable} too late, ${offers.withdrawn} taken back`,
    },
  ];
}

function share(part: number, whole: number): string {
  return whole === 0 ? dash : `${Math.round((part / whole) * 100)} %`;
}

function minutesWords(minutes: number | null): string {
  if (minutes === null) return dash;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function rowWords(row: FairnessRow) {
  return {
    value: row.value,
    name: nameOf(row),
    waiting: row.waiting === null ? dash : String(row.waiting),
    offered: String(row.offered),
    accepted: String(row.accepted),
    rate: share(row.accepted, row.offered),
    /** Of those who wait so many were asked. */
    reach: row.waiting === null ? dash : share(row.offered, row.waiting),
  };
}

function nameOf({ group, value }: FairnessRow): string {
  if (group === 'language') return languageWords(value);
  if (group === 'way') return offerWays[value as OfferWay];
  return `${value.replace('-', '–')} years`;
}
