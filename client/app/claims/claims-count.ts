// The numbers beside "Claims" in the navigation.
import { computed, Service } from '@angular/core';
import { claimQueue } from '#contract/claims';
import { liveQueueCounts } from '../platform/work-queue/queue-counts';

@Service()
export class ClaimsCount {
  readonly #counts = liveQueueCounts({ name: 'claims', endpoints: claimQueue });

  /** `null` while they are not known, or not for this person to know. */
  readonly open = computed(() => this.#counts()?.open ?? null);
  readonly late = computed(() => this.#counts()?.late ?? 0);
}
