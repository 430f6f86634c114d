// The number beside "Waitlist" in the navigation: openings that can still be filled.
import { effect, inject, Service, signal, untracked, type Signal } from '@angular/core';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { WaitlistApi } from './waitlist-api';

/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

@Service()
export class WaitlistCount {
  readonly #api = inject(WaitlistApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #open = signal<number | null>(null);

  /** `null` while it is not known, or not for this person to know. */
  readonly open: Signal<number | null> = this.#open.asReadonly();

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#session.clinic()?.id;
      const mayRead = this.#session.can('waitlist:read');
      this.#open.set(null);
      if (clinicId && mayRead) onCleanup(untracked(() => this.#watch(clinicId)));
    });
  }

  #watch(clinicId: string): () => void {
    let isWatched = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (open: number): void => {
      if (isWatched) this.#open.set(open);
    };
    const count = (): void => {
      timer = undefined;
      // Without an answer the last number stays, as everything else on screen does.
      this.#api.countOpenings(clinicId).then(show, () => undefined);
    };
    const stopHearing = this.#feed.hear(feedOf('waitlist', clinicId), () => {
      timer ??= setTimeout(count, recountMs);
    });
    count();
    return () => {
      isWatched = false;
      clearTimeout(timer);
      stopHearing();
    };
  }
}
