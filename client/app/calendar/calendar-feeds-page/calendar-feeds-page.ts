import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { feedTitles, type CalendarFeed } from '#contract/calendar-feed';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { ShownOnceDialog } from '../../ui/shown-once-dialog/shown-once-dialog';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { CalendarFeedsApi, type MadeCalendarFeed } from '../calendar-feeds-api';
import { MakeCalendarFeedDialog } from '../make-calendar-feed-dialog/make-calendar-feed-dialog';
import { RevokeCalendarFeedDialog } from '../revoke-calendar-feed-dialog/revoke-calendar-feed-dialog';

/** Links by which a calendar of one's own shows the visits of a provider: who has one, and an end of it. */
@Component({
  selector: 'app-calendar-feeds-page',
  imports: [
    EmptyState,
    ErrorState,
    MakeCalendarFeedDialog,
    MatButton,
    PageHeader,
    RevokeCalendarFeedDialog,
    ShownOnceDialog,
    Skeleton,
  ],
  templateUrl: './calendar-feeds-page.html',
  styleUrl: './calendar-feeds-page.scss',
})
export class CalendarFeedsPage {
  readonly #api = inject(CalendarFeedsApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.load(params),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  readonly #providers = computed(() => (this.known.hasValue() ? this.known.value().providers : []));
  /** Those to whose calendars this person may make a link. */
  protected readonly choices = computed(() => {
    const me = this.#session.me()?.staffId;
    const mayAll = this.#session.can('availability:manage');
    return this.#providers().filter(({ id }) => mayAll || id === me);
  });
  protected readonly rows = computed(() => {
    const feeds = this.known.hasValue() ? this.known.value().feeds : [];
    return feeds.map((feed) => ({
      feed,
      name: this.#nameOf(feed),
      shows: feedTitles[feed.titles],
      made: `${this.#format.dayAndTime(feed.createdAt)} · ${feed.createdBy}`,
      read: feed.lastReadAt ? this.#format.relative(feed.lastReadAt, this.#clock.now()) : null,
    }));
  });
  protected readonly isMaking = signal(false);
  protected readonly made = signal<MadeCalendarFeed | null>(null);
  protected readonly revoking = signal<CalendarFeed | null>(null);
  protected readonly address = computed(() => `${location.origin}${this.made()?.path ?? ''}`);
  protected readonly madeFor = computed(() => {
    const made = this.made();
    return made ? this.#nameOf(made.feed) : '';
  });

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('calendar-feeds', clinicId), () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected done(made: MadeCalendarFeed): void {
    this.isMaking.set(false);
    this.made.set(made);
    this.known.reload();
  }

  protected revoked(): void {
    this.revoking.set(null);
    this.#toasts.show({ message: 'The link no longer works' });
    this.known.reload();
  }

  #nameOf({ providerId }: Pick<CalendarFeed, 'providerId'>): string {
    const provider = this.#providers().find(({ id }) => id === providerId);
    return provider ? listName(provider) : 'Somebody';
  }
}
