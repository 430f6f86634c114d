// The numbers beside "Refills" in the navigation.
import { computed, Service } from '@angular/core';
import { refillQueue } from '#contract/refills';
import { liveQueueCounts } from '../platform/work-queue/queue-counts';

@Service()
export class RefillsCount {
  readonly #counts = liveQueueCounts({ name: 'refills', endpoints: refillQueue });

  /** `null` while they are not known, or not for this person to know. */
  readonly open = computed(() => this.#counts()?.open ?? null);
  readonly late = computed(() => this.#counts()?.late ?? 0);
}
