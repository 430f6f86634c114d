import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import {
  exceptionTitle,
  type ExceptionKind,
  type ScheduleException,
} from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { fieldMessage } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { AvailabilityApi, type ExceptionWish } from '../availability-api';
import { optionsOf } from '../availability-words';
import { spanOf, typedOf, type TypedTimes } from '../exception-words';
import {
  leaveOutside,
  OrphansNotice,
  orphansOf,
} from '../../platform/orphans-notice/orphans-notice';

/** Time off, a meeting, another block or extra hours of a provider: entered, or changed. */
@Component({
  selector: 'app-exception-dialog',
  imports: [FormsModule, MatButton, Modal, OrphansNotice],
  templateUrl: './exception-dialog.html',
  styleUrl: './exception-dialog.scss',
})
export class ExceptionDialog {
  readonly clinicId = input.required<string>();
  readonly zone = input.required<string>();
  readonly today = input.required<string>();
  readonly providers = input.required<readonly Provider[]>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  /** What is changed; `null` = something new. */
  readonly exception = input.required<ScheduleException | null>();
  readonly saved = output<ScheduleException>();
  readonly closed = output();

  readonly #api = inject(AvailabilityApi);
  #commandId = newCommandId();
  #lastWish = '';

  protected readonly kinds = optionsOf(exceptionTitle);
  protected readonly nameOf = listName;
  protected readonly isNew = computed(() => this.exception() === null);
  protected readonly providerId = linkedSignal(
    () => this.exception()?.providerId ?? this.providers()[0]?.id ?? '',
  );
  protected readonly kind = linkedSignal<ExceptionKind>(() => this.exception()?.kind ?? 'time-off');
  protected readonly note = linkedSignal(() => this.exception()?.note ?? '');
  protected readonly visitTypeIds = linkedSignal(() => this.exception()?.visitTypeIds ?? []);
  protected readonly times = linkedSignal<TypedTimes>(() => {
    const exception = this.exception();
    if (exception) return typedOf(exception, this.zone());
    const [fromDate, untilDate] = [this.today(), this.today()];
    return { wholeDays: true, fromDate, fromTime: '08:00', untilDate, untilTime: '12:00' };
  });
  protected readonly isExtra = computed(() => this.kind() === 'extra-hours');
  /** Extra hours are hours of a day. */
  protected readonly wholeDays = computed(() => !this.isExtra() && this.times().wholeDays);
  protected readonly bookedTypes = computed(() => this.visitTypes().filter(({ active }) => active));

  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly reason = signal('');
  readonly #span = computed(() =>
    spanOf({ ...this.times(), wholeDays: this.wholeDays() }, this.zone()),
  );
  protected readonly fromFault = computed(() => {
    if (this.wasTried() && !this.#span().startsAt) return noSuchTime;
    return fieldMessage(this.problem(), 'startsAt') ?? '';
  });
  protected readonly untilFault = computed(() => {
    const { startsAt, endsAt } = this.#span();
    if (this.wasTried() && !endsAt) return noSuchTime;
    if (this.wasTried() && startsAt && endsAt && endsAt <= startsAt)
      return 'It ends after it starts.';
    return fieldMessage(this.problem(), 'endsAt') ?? '';
  });
  protected readonly verb = computed(() =>
    orphansOf(this.problem()) && this.reason().trim() ? 'Save anyway' : 'Save',
  );

  protected type(changed: Partial<TypedTimes>): void {
    this.times.update((times) => {
      const next = { ...times, ...changed };
      // Whoever moves the first day rarely means to end before it.
      return next.untilDate < next.fromDate ? { ...next, untilDate: next.fromDate } : next;
    });
    this.problem.set(null);
  }

  protected allow(visitTypeId: string, isAllowed: boolean): void {
    this.visitTypeIds.update((ids) => [
      ...ids.filter((id) => id !== visitTypeId),
      ...(isAllowed ? [visitTypeId] : []),
    ]);
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    const wish = this.#wish();
    if (!wish || this.isSending()) return;
    this.#name(JSON.stringify([this.providerId(), wish]));
    this.isSending.set(true);
    try {
      this.saved.emit(await this.#send(wish));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  #send(wish: ExceptionWish): Promise<ScheduleException> {
    const exception = this.exception();
    if (exception) return this.#api.changeException(exception, wish, this.#commandId);
    const place = { clinicId: this.clinicId(), providerId: this.providerId() };
    return this.#api.addException({ ...place, ...wish }, this.#commandId);
  }

  #wish(): ExceptionWish | null {
    const { startsAt, endsAt } = this.#span();
    if (!startsAt || !endsAt || endsAt <= startsAt) return null;
    return {
      kind: this.kind(),
      startsAt,
      endsAt,
      note: this.note().trim() || null,
      visitTypeIds: this.isExtra() ? this.visitTypeIds() : [],
      overrides: orphansOf(this.problem()) ? leaveOutside(this.reason()) : [],
    };
  }

  /** Without an answer it may have been entered: the same wish under the same name is done only once. */
  #name(wish: string): void {
    const isRepeat = this.problem()?.code === 'unavailable' && wish === this.#lastWish;
    if (!isRepeat) this.#commandId = newCommandId();
    this.#lastWish = wish;
  }
}

const noSuchTime = 'Choose a day and a time that there is.';
