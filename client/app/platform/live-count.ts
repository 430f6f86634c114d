// A number beside a page in the navigation, counted by the server and counted again when its feed stirs.
import { effect, inject, signal, untracked, type Signal } from '@angular/core';
import type { Permission } from '#contract/permission';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from './realtime-feed';
import { Session } from './session';

/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

interface Counted {
  /** Whose feed of the clinic tells that the number may be another. */
  capability: string;
  needs: Permission;
  count: (clinicId: string) => Promise<number>;
}

/** `null` while it is not known, or not for this person to know. Called where things are injected. */
export function liveCount({ capability, needs, count }: Counted): Signal<number | null> {
  const feed = inject(RealtimeFeed);
  const session = inject(Session);
  const known = signal<number | null>(null);

  function watch(clinicId: string): () => void {
    let isWatched = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (number: number): void => {
      if (isWatched) known.set(number);
    };
    const recount = (): void => {
      timer = undefined;
      // Without an answer the last number stays, as everything else on screen does.
      count(clinicId).then(show, () => undefined);
    };
    const stopHearing = feed.hear(feedOf(capability, clinicId), () => {
      timer ??= setTimeout(recount, recountMs);
    });
    recount();
    return () => {
      isWatched = false;
      clearTimeout(timer);
      stopHearing();
    };
  }

  effect((onCleanup) => {
    const clinicId = session.clinic()?.id;
    const mayRead = session.can(needs);
    known.set(null);
    if (clinicId && mayRead) onCleanup(untracked(() => watch(clinicId)));
  });
  return known.asReadonly();
}
