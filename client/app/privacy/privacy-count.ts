// The number beside "Privacy" in the navigation: pairs of person and patient that wait for a review.
import { effect, inject, Service, signal, untracked, type Signal } from '@angular/core';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { PrivacyApi } from './privacy-api';

/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

@Service()
export class PrivacyCount {
  readonly #api = inject(PrivacyApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #toReview = signal<number | null>(null);

  /** `null` while it is not known, or not for this person to know. */
  readonly toReview: Signal<number | null> = this.#toReview.asReadonly();

  constructor() {
    effect((onCleanup) => {
      const mayRead = this.#session.can('audit:read');
      this.#toReview.set(null);
      if (mayRead) onCleanup(untracked(() => this.#watch()));
    });
  }

  #watch(): () => void {
    let isWatched = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (count: number): void => {
      if (isWatched) this.#toReview.set(count);
    };
    const count = (): void => {
      timer = undefined;
      // Without an answer the last number stays, as everything else on screen does.
      this.#api.count().then(show, () => undefined);
    };
    const stopHearing = this.#feed.hear(feedOf('privacy', null), () => {
      // Whoever was refused once is refused every time, and each refusal is written down.
      if (this.#toReview() !== null) timer ??= setTimeout(count, recountMs);
    });
    count();
    return () => {
      isWatched = false;
      clearTimeout(timer);
      stopHearing();
    };
  }
}
