import { inject, Service } from '@angular/core';
import { getAuthorizationRecord } from '#contract/authorizations';
import type { AnswerOf } from '#contract/endpoint';
import { Api } from '../platform/api';

export type AuthorizationStory = AnswerOf<typeof getAuthorizationRecord>;

/** Every call about authorizations beside those of the queue. */
@Service()
export class AuthorizationsApi {
  readonly #api = inject(Api);

  story(itemId: string): Promise<AuthorizationStory> {
    return this.#api.call(getAuthorizationRecord, { params: { itemId } });
  }
}
