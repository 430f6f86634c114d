import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { addDays, localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { AuthorizationsApi } from '../authorizations-api';
import { approvedWords, rateWords, turnaroundWords } from './figures-words';

const spans = [30, 90, 365] as const;
const most = 10_000;
/** Counts again at most this often while changes stream in. */
const recountMs = 5000;

/** How payers answer, and what is due before the day is over. */
@Component({
  selector: 'app-authorization-figures-page',
  imports: [EmptyState, ErrorState, MatButton, PageHeader, RouterLink, Skeleton],
  templateUrl: './figures-page.html',
  styleUrl: './figures-page.scss',
})
export class AuthorizationFiguresPage {
  readonly #api = inject(AuthorizationsApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  readonly #clinic = computed(() => this.#session.clinic());
  protected readonly spans = spans;
  protected readonly days = signal<(typeof spans)[number]>(90);
  readonly #today = computed(() => localDateOf(this.#clock.now(), this.#clinic()?.zone ?? 'UTC'));
  protected readonly known = resource({
    params: () => {
      const clinicId = this.#clinic()?.id;
      return clinicId ? { clinicId, after: addDays(this.#today(), -this.days()) } : undefined;
    },
    loader: ({ params }) => this.#api.figures(params),
  });
  protected readonly loaded = computed(() => (this.known.hasValue() ? this.known.value() : null));
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.loaded() ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly now = computed(() => {
    const loaded = this.loaded();
    if (!loaded) return [];
    return [
      { count: counted(loaded.late), words: 'late already', link: { level: 'late' } },
      {
        count: counted(loaded.breaching),
        words: 'due before the day is over',
        link: { before: loaded.dayEndsAt },
      },
      {
        count: counted(loaded.ending),
        words: 'approvals that end within 30 days and are not renewed',
        link: null,
      },
    ];
  });
  protected readonly rows = computed(() =>
    (this.loaded()?.payers ?? []).map((payer) => ({
      id: payer.payerId,
      name: payer.payerName,
      answered: payer.answered,
      median: turnaroundWords(payer.medianMinutes),
      ninetieth: turnaroundWords(payer.ninetiethMinutes),
      approved: approvedWords(payer),
      denied: payer.denied,
      overturned:
        payer.appealed === 0
          ? '–'
          : `${rateWords(payer.overturned, payer.appealed)} (${payer.overturned} of ${payer.appealed})`,
      late: payer.late,
      waiting: payer.waiting,
    })),
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#clinic()?.id;
      if (!clinicId) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stopHearing = this.#feed.hear(feedOf('authorizations', clinicId), () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          this.known.reload();
        }, recountMs);
      });
      onCleanup(() => {
        clearTimeout(timer);
        stopHearing();
      });
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }
}

function counted(count: number): string {
  return count >= most ? '10,000+' : count.toLocaleString('en-US');
}
