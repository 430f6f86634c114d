import { inject, Service } from '@angular/core';
import {
  createCalendarFeed,
  listCalendarFeeds,
  revokeCalendarFeed,
  type CalendarFeed,
} from '#contract/calendar-feed';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type MakeCalendarFeed = NonNullable<CallArguments<typeof createCalendarFeed>['body']>;
export type MadeCalendarFeed = AnswerOf<typeof createCalendarFeed>;

export interface ClinicFeeds {
  feeds: CalendarFeed[];
  providers: Provider[];
}

/** Every call about links to calendars. */
@Service()
export class CalendarFeedsApi {
  readonly #api = inject(Api);

  async load(clinicId: string): Promise<ClinicFeeds> {
    const inClinic = { query: { clinicId } };
    const [feeds, providers] = await Promise.all([
      this.#api.call(listCalendarFeeds, inClinic),
      this.#api.call(listProviders, inClinic),
    ]);
    return { feeds: feeds.items, providers: providers.items };
  }

  make(body: MakeCalendarFeed): Promise<MadeCalendarFeed> {
    return this.#api.call(createCalendarFeed, { body });
  }

  async revoke({ id: feedId }: CalendarFeed, commandId: string): Promise<true> {
    await this.#api.call(revokeCalendarFeed, { params: { feedId } }, { commandId });
    return true;
  }
}
