import {
  afterNextRender,
  Component,
  computed,
  inject,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import {
  changeNotificationChoices,
  getNotificationChoices,
  notificationTopics,
  topicNames,
  type NotificationChoice,
  type NotificationChoices,
  type NotificationTopic,
} from '#contract/notifications';
import type { Problem } from '#contract/problem';
import { Api, problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';

const marginPx = 16;

/** Which topics this person is told of, and how. */
@Component({
  selector: 'app-notification-settings',
  imports: [ErrorState, Skeleton],
  templateUrl: './notification-settings.html',
  styleUrl: './notification-settings.scss',
})
export class NotificationSettings {
  readonly #api = inject(Api);
  readonly #route = inject(ActivatedRoute);
  readonly #toasts = inject(Toasts);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly choices = signal<NotificationChoices | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly topics = topicNames.map((topic) => ({ topic, ...notificationTopics[topic] }));
  protected readonly ways: readonly { choice: NotificationChoice; title: string }[] = [
    { choice: 'off', title: 'Off' },
    { choice: 'bell', title: 'Bell' },
    { choice: 'at-once', title: 'Bell and at once' },
  ];

  constructor() {
    void this.load();
    afterNextRender({ read: () => this.#comeHere() });
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.choices.set(await this.#api.call(getNotificationChoices));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  /** Shown at once; what could not be kept is taken back. */
  protected async choose(topic: NotificationTopic, choice: NotificationChoice): Promise<void> {
    const before = this.choices()?.[topic];
    this.#show(topic, choice);
    try {
      await this.#api.call(changeNotificationChoices, { body: { [topic]: choice } });
    } catch (error) {
      if (before && this.choices()?.[topic] === choice) this.#show(topic, before);
      this.#toasts.problem(problemOf(error));
    }
  }

  #show(topic: NotificationTopic, choice: NotificationChoice): void {
    this.choices.update((held) => held && { ...held, [topic]: choice });
  }

  /** The bell leads to this part of the page. */
  #comeHere(): void {
    if (this.#route.snapshot.fragment !== 'notifications') return;
    const heading = this.heading().nativeElement;
    heading.focus({ preventScroll: true });
    // The page scrolls, never what surrounds it.
    const page = heading.closest('main');
    const top = heading.getBoundingClientRect().top - (page?.getBoundingClientRect().top ?? 0);
    page?.scrollBy({ top: top - marginPx });
  }
}
