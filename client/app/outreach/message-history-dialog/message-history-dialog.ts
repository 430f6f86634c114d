import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Message } from '#contract/outreach';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { stepLine } from '../message-history-words';
import { whatOf } from '../message-words';
import { OutreachApi } from '../outreach-api';

/** What became of one message, step by step: when, who, why. What happens meanwhile is added. */
@Component({
  selector: 'app-message-history-dialog',
  imports: [ErrorState, MatButton, Modal, Skeleton],
  templateUrl: './message-history-dialog.html',
  styleUrl: './message-history-dialog.scss',
})
export class MessageHistoryDialog {
  readonly message = input.required<Message>();
  readonly closed = output();

  readonly #api = inject(OutreachApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  readonly #id = computed(() => this.message().id);
  readonly #loading = resource({
    params: () => this.#id(),
    loader: ({ params }) => this.#api.history(params),
  });

  protected readonly isOpen = signal(true);
  protected readonly what = computed(() => whatOf(this.message()));
  protected readonly who = computed(() => listName(this.message().patient));
  protected readonly steps = computed(() =>
    this.#loading.hasValue()
      ? this.#loading.value().map((step) => stepLine(step, (at) => this.#format.dayAndTime(at)))
      : null,
  );
  protected readonly problem = computed(() => {
    const error = this.#loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });

  constructor() {
    effect((onCleanup) => {
      const { id, clinicId } = this.message();
      onCleanup(
        this.#feed.hear(feedOf('outreach', clinicId), (changes) => {
          if (changes === null || changes.some(({ entityId }) => entityId === id)) this.reload();
        }),
      );
    });
  }

  protected reload(): void {
    this.#loading.reload();
  }
}
