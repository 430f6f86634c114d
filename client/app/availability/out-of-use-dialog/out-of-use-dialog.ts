import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import type { OutOfUse, Resource } from '#contract/resources';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { spanOf, spanWords, type TypedTimes } from '../exception-words';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';
import { ResourcesApi, type OutOfUseWish } from '../resources-api';

/** When a room or a device cannot be used: what stands, put back, and one more time. */
@Component({
  selector: 'app-out-of-use-dialog',
  imports: [FormsModule, MatButton, Modal, OrphansNotice],
  templateUrl: './out-of-use-dialog.html',
  styleUrl: './out-of-use-dialog.scss',
})
export class OutOfUseDialog {
  /** As it stands now: each act is based on the one before. */
  readonly resource = input.required<Resource>();
  readonly zone = input.required<string>();
  readonly today = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly changed = output();
  readonly closed = output();

  readonly #api = inject(ResourcesApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly standing = computed(() =>
    this.resource()
      .outOfUse.filter(({ endsAt }) => endsAt > this.#clock.now())
      .map((span) => ({ span, words: this.#wordsOf(span) })),
  );
  protected readonly times = linkedSignal<TypedTimes>(() => ({
    ...{ wholeDays: true, fromTime: '08:00', untilTime: '12:00' },
    ...{ fromDate: this.today(), untilDate: this.today() },
  }));
  protected readonly note = signal('');
  protected readonly reason = signal('');
  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  readonly #span = computed(() => spanOf(this.times(), this.zone()));
  protected readonly timesFault = computed(() => {
    const { startsAt, endsAt } = this.#span();
    if (this.wasTried() && (!startsAt || !endsAt)) return 'Choose a day and a time that there is.';
    if (this.wasTried() && startsAt && endsAt && endsAt <= startsAt)
      return 'It ends after it starts.';
    return fieldMessage(this.problem(), 'endsAt') ?? '';
  });
  protected readonly verb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim()
      ? 'Take out of use anyway'
      : 'Take out of use',
  );

  protected type(changed: Partial<TypedTimes>): void {
    this.times.update((times) => {
      const next = { ...times, ...changed };
      // Whoever moves the first day rarely means to end before it.
      return next.untilDate < next.fromDate ? { ...next, untilDate: next.fromDate } : next;
    });
    this.problem.set(null);
  }

  protected async putBack({ id }: OutOfUse): Promise<void> {
    await this.#send(id, (commandId) => this.#api.putBackInUse(this.resource(), id, commandId));
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    const wish = this.#wish();
    if (!wish) return;
    const isDone = await this.#send(JSON.stringify(wish), (commandId) =>
      this.#api.takeOutOfUse(this.resource(), wish, commandId),
    );
    if (!isDone) return;
    this.wasTried.set(false);
    this.note.set('');
    this.reason.set('');
  }

  #wish(): OutOfUseWish | null {
    const { startsAt, endsAt } = this.#span();
    if (!startsAt || !endsAt || endsAt <= startsAt) return null;
    const overrides = orphansOf(this.problem()) ? leaveOutside(this.reason()) : [];
    return { startsAt, endsAt, note: this.note().trim() || null, overrides };
  }

  /** Without an answer it may have been done: the same wish under the same name is done only once. */
  async #send(wish: string, send: (commandId: string) => Promise<Resource>): Promise<boolean> {
    if (this.isSending()) return false;
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
    this.isSending.set(true);
    try {
      await send(this.#commandId);
      this.problem.set(null);
      this.changed.emit();
      return true;
    } catch (error) {
      this.problem.set(problemOf(error));
      return false;
    } finally {
      this.isSending.set(false);
    }
  }

  #wordsOf(span: OutOfUse): string {
    return [spanWords(span, this.zone(), this.#format), span.note].filter(Boolean).join(' · ');
  }
}
