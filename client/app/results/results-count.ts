// The numbers beside "Results" in the navigation.
import { computed, Service } from '@angular/core';
import { resultQueue } from '#contract/results';
import { liveQueueCounts } from '../platform/work-queue/queue-counts';

@Service()
export class ResultsCount {
  readonly #counts = liveQueueCounts({ name: 'results', endpoints: resultQueue });

  /** `null` while they are not known, or not for this person to know. */
  readonly open = computed(() => this.#counts()?.open ?? null);
  readonly late = computed(() => this.#counts()?.late ?? 0);
}
