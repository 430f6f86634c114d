// The claim of the follow-up in hand whole, read again whenever something of it was written.
import { computed, effect, inject, resource, type Signal } from '@angular/core';
import type { ClaimRecord } from '#contract/claim-record';
import type { FollowUp } from '#contract/claim-follow-up';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import { problemOf } from '../platform/api';
import type { Hearer } from '../platform/followed-feed';
import { messageOf } from '../platform/problem-message';
import { RealtimeFeed } from '../platform/realtime-feed';
import { ClaimsApi } from './claims-api';

export interface RecordSource {
  record: Signal<ClaimRecord | null>;
  /** Why it could not be read; `''` while nothing is wrong. */
  problem: Signal<string>;
  /** It has changed, and what is shown is what it was. */
  isStale: Signal<boolean>;
  reload: () => void;
}

export function injectClaimRecord(followUp: Signal<FollowUp>): RecordSource {
  const api = inject(ClaimsApi);
  const feed = inject(RealtimeFeed);
  const itemId = computed(() => followUp().id);
  const clinicId = computed(() => followUp().work.clinicId);
  const read = resource({
    params: () => itemId(),
    loader: async ({ params }) => {
      await feed.opened();
      return api.record(params);
    },
  });
  const record = computed(() => (read.hasValue() ? read.value() : null));
  effect((onCleanup) => {
    const id = itemId();
    const hearer: Hearer = (changes) => {
      if (changes === null || changes.some((change) => isAbout(change, id))) read.reload();
    };
    onCleanup(feed.hear(feedOf('claims', clinicId()), hearer, 'once-opened'));
  });
  return {
    record,
    problem: computed(() => {
      const error = read.error();
      return error ? messageOf(problemOf(error)) : '';
    }),
    isStale: computed(() => read.isLoading() && record() !== null),
    reload: () => void read.reload(),
  };
}

/** A read is an entry in the audit log: who has it in hand is no reason for another. */
function isAbout({ entityId, type }: ChangeEnvelope, itemId: string): boolean {
  return entityId === itemId && !type.startsWith('claims.work-');
}
