import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, ElementRef, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import type { Notification } from '#contract/notifications';
import { Clock } from '../../../platform/clock';
import { messageOf } from '../../../platform/problem-message';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { injectStaleness } from '../../../platform/work-queue/staleness';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { SvgIcon } from '../../../ui/svg-icon/svg-icon';
import { bellEvents } from '../notification-events';
import { NotificationStore } from '../notification-store';
import { notificationUrl, topicIcons, wordsHere } from '../notification-words';
import { OpenNotification } from '../open-notification';

/** What concerns this person, the latest first; each leads to what it is about. */
@Component({
  selector: 'app-notification-panel',
  imports: [CdkTrapFocus, EmptyState, ErrorState, MatButton, RouterLink, Skeleton, SvgIcon],
  templateUrl: './notification-panel.html',
  styleUrl: './notification-panel.scss',
})
export class NotificationPanel {
  readonly closed = output();

  protected readonly store = inject(NotificationStore);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(bellEvents);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #format = inject(TimeFormat);
  readonly #opener = inject(OpenNotification);
  readonly #session = inject(Session);

  protected readonly staleness = injectStaleness(this.store.hasData);
  protected readonly message = computed(() => {
    const problem = this.store.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly rows = computed(() =>
    this.store.list().map((notification) => ({
      notification,
      icon: topicIcons[notification.topic],
      isUnread: notification.readAt === null,
      url: notificationUrl(notification),
      words: wordsHere(notification, this.store.colleagues()),
      clinic: this.#clinicOf(notification),
    })),
  );

  protected when({ at }: Notification): string {
    const now = this.#clock.now();
    return at > now.slice(0, 17) ? 'just now' : this.#format.relative(at, now);
  }

  protected exactly({ at }: Notification): string {
    return this.#format.dayAndTime(at);
  }

  /** With Ctrl or the middle button it opens in a tab of its own, as every link does. */
  protected open(event: MouseEvent, notification: Notification): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void this.#opener.open(notification);
  }

  protected read({ id }: Notification): void {
    this.#dispatch.readOne({ id });
  }

  protected readAll(): void {
    this.#dispatch.readAll();
  }

  protected more(): void {
    this.#dispatch.moreWanted();
  }

  protected retry(): void {
    this.#dispatch.retried();
  }

  /** Up and down walk through the list, from wherever the focus is in the panel. */
  protected walk(event: Event, by: 1 | -1): void {
    const links = [...this.#element.nativeElement.querySelectorAll<HTMLElement>('a.row')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? links[0] : links[at + by];
    next?.focus();
    event.preventDefault();
  }

  /** Said where a person has more than one. */
  #clinicOf({ clinicId }: Notification): string {
    const clinics = this.#session.clinics();
    if (clinics.length < 2) return '';
    return clinics.find(({ id }) => id === clinicId)?.shortName ?? '';
  }
}
