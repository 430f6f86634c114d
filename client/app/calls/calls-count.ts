// The numbers beside "Calls" in the navigation.
import { computed, Service } from '@angular/core';
import { callQueue } from '#contract/calls';
import { liveQueueCounts } from '../platform/work-queue/queue-counts';

@Service()
export class CallsCount {
  readonly #counts = liveQueueCounts({ name: 'calls', endpoints: callQueue });

  /** `null` while they are not known, or not for this person to know. */
  readonly open = computed(() => this.#counts()?.open ?? null);
  readonly late = computed(() => this.#counts()?.late ?? 0);
}
