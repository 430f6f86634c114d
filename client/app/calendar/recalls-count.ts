// The number beside "To schedule" in the navigation: who is to be booked by today.
import { effect, inject, Service, signal, untracked, type Signal } from '@angular/core';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { RecallsApi } from './recalls-api';

/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

@Service()
export class RecallsCount {
  readonly #api = inject(RecallsApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #due = signal<number | null>(null);

  /** `null` while it is not known, or not for this person to know. */
  readonly due: Signal<number | null> = this.#due.asReadonly();

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#session.clinic()?.id;
      const mayRead = this.#session.can('recall:read');
      this.#due.set(null);
      if (clinicId && mayRead) onCleanup(untracked(() => this.#watch(clinicId)));
    });
  }

  #watch(clinicId: string): () => void {
    let isWatched = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (due: number): void => {
      if (isWatched) this.#due.set(due);
    };
    const count = (): void => {
      timer = undefined;
      // Without an answer the last number stays, as everything else on screen does.
      this.#api.countDue(clinicId).then(show, () => undefined);
    };
    const stopHearing = this.#feed.hear(feedOf('recalls', clinicId), () => {
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
