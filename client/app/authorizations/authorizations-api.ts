import { inject, Service } from '@angular/core';
import { getAuthorizationFigures } from '#contract/authorization-figures';
import { checkAuthorizationNeed } from '#contract/authorization-standing';
import { getAuthorizationRecord, openAuthorization } from '#contract/authorizations';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { Api } from '../platform/api';

export type AuthorizationStory = AnswerOf<typeof getAuthorizationRecord>;

export type OpenAuthorization = NonNullable<CallArguments<typeof openAuthorization>['body']>;
export type OpenedAuthorization = AnswerOf<typeof openAuthorization>;
export type NeedQuestion = NonNullable<CallArguments<typeof checkAuthorizationNeed>['body']>;
export type NeedAnswer = AnswerOf<typeof checkAuthorizationNeed>;

export type AuthorizationFigures = AnswerOf<typeof getAuthorizationFigures>;

/** Every call about authorizations beside those of the queue. */
@Service()
export class AuthorizationsApi {
  readonly #api = inject(Api);

  story(itemId: string): Promise<AuthorizationStory> {
    return this.#api.call(getAuthorizationRecord, { params: { itemId } });
  }

  need(body: NeedQuestion): Promise<NeedAnswer> {
    return this.#api.call(checkAuthorizationNeed, { body });
  }

  open(body: OpenAuthorization, commandId: string): Promise<OpenedAuthorization> {
    return this.#api.call(openAuthorization, { body }, { commandId });
  }

  figures(query: { clinicId: string; after: string }): Promise<AuthorizationFigures> {
    return this.#api.call(getAuthorizationFigures, { query });
  }
}
