import { Component, effect, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import type { AccessToReview } from '#contract/privacy';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { FlagChips } from '../flag-chips/flag-chips';
import { ListFrame } from '../list-frame/list-frame';
import { pagedList } from '../paged-list';
import { PrivacyApi } from '../privacy-api';
import { ReviewDialog } from '../review-dialog/review-dialog';

type Shown = 'waiting' | 'reviewed';

/** Flagged look-ups by person and patient, and the notes of those that were reviewed. */
@Component({
  selector: 'app-to-review',
  imports: [FlagChips, ListFrame, MatButton, ReviewDialog, RouterLink],
  templateUrl: './to-review.html',
  styleUrl: './to-review.scss',
})
export class ToReview {
  readonly #api = inject(PrivacyApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly format = inject(TimeFormat);
  protected readonly nameOf = listName;

  protected readonly shown = signal<Shown>('waiting');
  protected readonly waiting = pagedList(
    () => (this.shown() === 'waiting' ? 'all' : undefined),
    (_all, after) => this.#api.toReview(after),
  );
  protected readonly reviewed = pagedList(
    () => (this.shown() === 'reviewed' ? 'all' : undefined),
    (_all, after) => this.#api.reviews(after),
  );
  protected readonly inHand = signal<AccessToReview | null>(null);

  constructor() {
    effect((onCleanup) => {
      onCleanup(this.#feed.hear(feedOf('privacy', null), () => this.reload()));
    });
  }

  protected reload(): void {
    this.waiting.reload();
    this.reviewed.reload();
  }

  protected choose(event: Event): void {
    this.shown.set((event.target as HTMLSelectElement).value as Shown);
  }

  /** Nobody reviews their own look-ups. */
  protected isOwn({ person }: AccessToReview): boolean {
    return person.id === this.#session.me()?.staffId;
  }

  protected times({ count, opened }: AccessToReview): string {
    const requests = `${count} ${count === 1 ? 'request' : 'requests'}`;
    if (opened === 0) return `Parts of the chart, ${requests}`;
    return `Opened ${opened === 1 ? 'once' : `${opened} times`}, ${requests}`;
  }

  protected written(): void {
    this.inHand.set(null);
    this.#toasts.show({ message: 'The review note is kept' });
    this.reload();
  }
}
