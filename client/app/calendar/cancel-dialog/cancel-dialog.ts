import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { cancelReasons, type CancelReason } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { CalendarApi } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { minutesBetween } from '../../platform/wall-time';

/** Cancels a visit with a reason. The first reason is chosen, so that Enter is enough. */
@Component({
  selector: 'app-cancel-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './cancel-dialog.html',
  styleUrl: './cancel-dialog.scss',
})
export class CancelDialog {
  readonly appointment = input.required<Appointment>();
  readonly cancelled = output<Appointment>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  protected readonly act = actInFlight((appointment) => this.cancelled.emit(appointment));

  /** A death is told by the patient's flag, which stops everything else too. */
  protected readonly reasons = Object.entries(cancelReasons)
    .filter(([code]) => code !== 'pat-dec')
    .map(([code, words]) => ({ code: code as CancelReason, words }));
  protected readonly reason = signal<CancelReason>('pat');
  protected readonly note = signal('');

  protected readonly title = computed(() => `Cancel ${listName(this.appointment().patient)}`);
  protected readonly when = computed(() => this.#format.dayAndTime(this.appointment().startsAt));
  protected readonly inTime = computed(() =>
    this.#format.relative(this.appointment().startsAt, this.#clock.now()),
  );
  readonly #policy = resource({
    params: () => this.appointment().clinicId,
    loader: ({ params }) => this.#api.getCancellationPolicy(params),
  });
  /** Of the clinic's own rule; empty while the cancellation is not late by it, or the rule is not known. */
  protected readonly lateBelow = computed(() => {
    if (!this.#policy.hasValue()) return '';
    const { lateMinutes } = this.#policy.value();
    const notice = minutesBetween(this.#clock.now(), this.appointment().startsAt);
    return notice < lateMinutes ? noticeWords(lateMinutes) : '';
  });
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected cancel(): void {
    if (this.act.isSending()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const note = this.note().trim();
    const wish = { expectedVersion, reason: this.reason(), ...(note ? { note } : {}) };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.cancelled({ commandId, appointmentId, wish });
  }
}

/** `24 hours`, `90 minutes`. */
function noticeWords(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
