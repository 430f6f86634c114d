import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { OutsideCalendar } from '#contract/outside-calendar';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { OutsideCalendarDialog } from '../outside-calendar-dialog/outside-calendar-dialog';
import { OutsideCalendarsApi } from '../outside-calendars-api';
import { RemoveOutsideDialog } from '../remove-outside-dialog/remove-outside-dialog';

interface Row {
  calendar: OutsideCalendar;
  provider: string;
  takes: string;
  read: string;
  /** Read in this clinic, whose managers replace it. */
  isOwn: boolean;
}

/** The calendars that providers keep elsewhere, and when each was read. */
@Component({
  selector: 'app-outside-section',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    OutsideCalendarDialog,
    RemoveOutsideDialog,
    Skeleton,
  ],
  templateUrl: './outside-section.html',
  styleUrl: './outside-section.scss',
})
export class OutsideSection {
  readonly clinicId = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();

  readonly #api = inject(OutsideCalendarsApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #toasts = inject(Toasts);

  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.list(params),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly rows = computed<Row[]>(() => {
    const names = new Map(this.providers().map((provider) => [provider.id, listName(provider)]));
    return (this.known.hasValue() ? this.known.value() : []).map((calendar) => ({
      calendar,
      provider: names.get(calendar.providerId) ?? 'Somebody',
      takes: takesWords(calendar),
      read: this.#format.dayAndTime(calendar.readAt),
      isOwn: calendar.clinicId === this.clinicId(),
    }));
  });
  protected readonly isAdding = signal(false);
  protected readonly replaced = signal<OutsideCalendar | null>(null);
  protected readonly removing = signal<Row | null>(null);

  constructor() {
    effect((onCleanup) => {
      const reload = (): boolean => this.known.reload();
      onCleanup(this.#feed.hear(feedOf('availability', this.clinicId()), reload));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected saved({ name, busy }: OutsideCalendar): void {
    this.#toasts.show({ message: `“${name}” is read: ${busy} busy` });
    this.closeDialog();
    this.known.reload();
  }

  protected removed(): void {
    this.#toasts.show({ message: `“${this.removing()?.calendar.name}” is removed` });
    this.removing.set(null);
    this.known.reload();
  }

  protected closeDialog(): void {
    this.isAdding.set(false);
    this.replaced.set(null);
  }
}

function takesWords({ busy, unread }: OutsideCalendar): string {
  const times = busy === 1 ? '1 time' : `${busy} times`;
  return unread > 0 ? `${times} · ${unread} unread` : times;
}
