// The result in hand whole, read again whenever something of it was written. What was shown for a stated reason is kept no
// longer than it is looked at.
import {
  computed,
  effect,
  inject,
  linkedSignal,
  resource,
  signal,
  type Signal,
} from '@angular/core';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import type { ResultRecord } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import { problemOf } from '../platform/api';
import type { Hearer } from '../platform/followed-feed';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { ResultsApi } from './results-api';

export interface RecordSource {
  record: Signal<ResultRecord | null>;
  /** Why it could not be read; `''` while nothing is wrong. */
  problem: Signal<string>;
  /** It has changed, and what is shown is what it was. */
  isStale: Signal<boolean>;
  reload: () => void;
  /** Values of a sensitive result, for a reason that is kept. */
  show: (reason: string) => Promise<void>;
  isShowing: Signal<boolean>;
  refusal: Signal<string>;
}

export function injectResultRecord(result: Signal<Result>): RecordSource {
  const api = inject(ResultsApi);
  const feed = inject(RealtimeFeed);
  const itemId = computed(() => result().id);
  const clinicId = computed(() => result().work.clinicId);
  const read = resource({
    params: () => itemId(),
    loader: async ({ params }) => {
      await feed.opened();
      return api.record(params);
    },
  });
  const known = computed(() => (read.hasValue() ? read.value() : null));
  const unhidden = linkedSignal<unknown, ResultRecord | null>({
    source: () => [itemId(), known()],
    computation: () => null,
  });
  const isShowing = signal(false);
  const refusal = linkedSignal({ source: itemId, computation: () => '' });
  const reload = (): void => void read.reload();
  hearOfResult({ feed, itemId, clinicId }, reload);
  return {
    record: computed(() => unhidden() ?? known()),
    problem: computed(() => {
      const error = read.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    isStale: computed(() => read.isLoading() && known() !== null),
    reload,
    isShowing,
    refusal,
    async show(reason) {
      const id = itemId();
      isShowing.set(true);
      refusal.set('');
      try {
        const shown = await api.unhide(id, reason);
        if (itemId() === id) unhidden.set(shown);
      } catch (error) {
        refusal.set(messageOf(problemOf(error)));
      } finally {
        isShowing.set(false);
      }
    },
  };
}

/** Calls in an injection context whenever something is written about the result in hand. */
export function hearOfResult(
  of: { feed: RealtimeFeed; itemId: Signal<string>; clinicId: Signal<string> },
  hear: () => void,
): void {
  effect((onCleanup) => {
    const id = of.itemId();
    const hearer: Hearer = (changes) => {
      if (changes === null || changes.some((change) => isAbout(change, id))) hear();
    };
    onCleanup(of.feed.hear(feedOf('results', of.clinicId()), hearer, 'once-opened'));
  });
}

/** A read is an entry in the audit log: who has it in hand is no reason for another. */
function isAbout({ entityId, type }: ChangeEnvelope, itemId: string): boolean {
  return entityId === itemId && !type.startsWith('results.work-');
}
