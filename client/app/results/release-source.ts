// Who sees the result in hand, now or as of another time, read again whenever something of it was written.
import { computed, inject, resource, type Signal } from '@angular/core';
import type { Result } from '#contract/result-report';
import { problemOf } from '../platform/api';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { hearOfResult } from './record-source';
import { ResultsApi, type ResultRelease } from './results-api';

export interface ReleaseSource {
  release: Signal<ResultRelease | null>;
  /** Why it could not be read; `''` while nothing is wrong. */
  problem: Signal<string>;
  isLoading: Signal<boolean>;
  reload: () => void;
}

/** `asOf` empty = now. */
export function injectRelease(result: Signal<Result>, asOf: Signal<string>): ReleaseSource {
  const api = inject(ResultsApi);
  const feed = inject(RealtimeFeed);
  const itemId = computed(() => result().id);
  const clinicId = computed(() => result().work.clinicId);
  const read = resource({
    params: () => ({ id: itemId(), at: asOf() }),
    loader: async ({ params: { id, at } }) => {
      await feed.opened();
      return { id, ...(await api.release(id, at === '' ? undefined : at)) };
    },
  });
  const reload = (): void => void read.reload();
  hearOfResult({ feed, itemId, clinicId }, reload);
  return {
    release: computed(() => (read.hasValue() ? read.value() : null)),
    problem: computed(() => {
      const error = read.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    isLoading: read.isLoading,
    reload,
  };
}
