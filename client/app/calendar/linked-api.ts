import { inject, Service } from '@angular/core';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { findLinkedTimes } from '#contract/linked-times';
import {
  bookLinkedVisits,
  cancelLinkedVisits,
  getLinkedVisits,
  reinstateLinkedVisits,
  type LinkedVisits,
} from '#contract/linked-visits';
import { Api } from '../platform/api';

export type FindLinkedTimes = NonNullable<CallArguments<typeof findLinkedTimes>['body']>;
export type BookLinkedVisits = NonNullable<CallArguments<typeof bookLinkedVisits>['body']>;
type CancelLinkedVisits = NonNullable<CallArguments<typeof cancelLinkedVisits>['body']>;
type ReinstateLinkedVisits = NonNullable<CallArguments<typeof reinstateLinkedVisits>['body']>;

/** Every call about visits that belong together. */
@Service()
export class LinkedApi {
  readonly #api = inject(Api);

  get(linkId: string): Promise<LinkedVisits> {
    return this.#api.call(getLinkedVisits, { params: { linkId } });
  }

  find(body: FindLinkedTimes): Promise<AnswerOf<typeof findLinkedTimes>> {
    return this.#api.call(findLinkedTimes, { body });
  }

  book(body: BookLinkedVisits, commandId: string): Promise<LinkedVisits> {
    return this.#api.call(bookLinkedVisits, { body }, { commandId });
  }

  cancel(linkId: string, body: CancelLinkedVisits, commandId: string): Promise<LinkedVisits> {
    return this.#api.call(cancelLinkedVisits, { params: { linkId }, body }, { commandId });
  }

  reinstate(linkId: string, body: ReinstateLinkedVisits, commandId: string): Promise<LinkedVisits> {
    return this.#api.call(reinstateLinkedVisits, { params: { linkId }, body }, { commandId });
  }
}
