// The numbers beside "Authorizations" in the navigation.
import { computed, Service } from '@angular/core';
import { authorizationQueue } from '#contract/authorizations';
import { liveQueueCounts } from '../platform/work-queue/queue-counts';

@Service()
export class AuthorizationsCount {
  readonly #counts = liveQueueCounts({ name: 'authorizations', endpoints: authorizationQueue });

  /** `null` while they are not known, or not for this person to know. */
  readonly open = computed(() => this.#counts()?.open ?? null);
  readonly late = computed(() => this.#counts()?.late ?? 0);
}
