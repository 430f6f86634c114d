// How much waits in a queue, kept up to date while somebody may read it.
import { effect, inject, InjectionToken, signal, untracked, type Signal } from '@angular/core';
import type * as z from 'zod/mini';
import type { AnswerOf } from '#contract/endpoint';
import { feedOf } from '#contract/realtime';
import type { QueueEndpoints } from '#contract/work-queue';
import { Api } from '../api';
import { RealtimeFeed } from '../realtime-feed';
import { Session } from '../session';

/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

type Endpoints = Pick<QueueEndpoints<z.ZodMiniType>, 'count' | 'permissions'>;
export type QueueCounts = AnswerOf<Endpoints['count']>;

/** `null` while they are not known, or not for this person to know. */
export const QUEUE_COUNTS = new InjectionToken<Signal<QueueCounts | null>>('queue counts');

/** Call in an injection context; it counts in the clinic on show until that context is destroyed. */
export function liveQueueCounts({
  name,
  endpoints,
}: {
  name: string;
  endpoints: Endpoints;
}): Signal<QueueCounts | null> {
  const api = inject(Api);
  const feed = inject(RealtimeFeed);
  const session = inject(Session);
  const counts = signal<QueueCounts | null>(null);

  const watch = (clinicId: string): (() => void) => {
    let isWatched = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (now: QueueCounts): void => {
      if (isWatched) counts.set(now);
    };
    const count = (): void => {
      timer = undefined;
      // Without an answer the last numbers stay, as everything else on screen does.
      api.call(endpoints.count, { query: { clinicId } }).then(show, () => undefined);
    };
    const stopHearing = feed.hear(feedOf(name, clinicId), () => {
      timer ??= setTimeout(count, recountMs);
    });
    count();
    return () => {
      isWatched = false;
      clearTimeout(timer);
      stopHearing();
    };
  };

  effect((onCleanup) => {
    const clinicId = session.clinic()?.id;
    const mayRead = session.can(endpoints.permissions.read);
    counts.set(null);
    if (clinicId && mayRead) onCleanup(untracked(() => watch(clinicId)));
  });
  return counts.asReadonly();
}
