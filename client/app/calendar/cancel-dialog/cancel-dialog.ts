import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { cancelReasons, type CancelReason } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { SeriesReach, WiderReach } from '#contract/visit-series';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { CalendarApi } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { Session } from '../../platform/session';
import { addDays, localDateOf, minutesBetween } from '../../platform/wall-time';
import { linkedActs } from '../linked-acts';
import { LinkedApi } from '../linked-api';
import { linkedInHand } from '../linked-in-hand';
import { ReachChoice } from '../reach-choice/reach-choice';
import { seriesActs } from '../series-acts';
import { SeriesApi } from '../series-api';
import { seriesInHand } from '../series-in-hand';
import { visitsWords } from '../series-words';

/** Cancels a visit with a reason. The first reason is chosen, so that Enter is enough. */
@Component({
  selector: 'app-cancel-dialog',
  imports: [FormsModule, MatButton, Modal, ReachChoice],
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
  readonly #session = inject(Session);
  protected readonly act = actInFlight((appointment) => this.cancelled.emit(appointment));

  /** A death is told by the patient's flag, which stops everything else too; an answer by the patient's page. */
  protected readonly reasons = Object.entries(cancelReasons)
    .filter(([code]) => code !== 'pat-dec' && code !== 'pat-crs')
    .map(([code, words]) => ({ code: code as CancelReason, words }));
  protected readonly reason = signal<CancelReason>('pat');
  protected readonly note = signal('');

  /** Puts the patient on the list of who is to be booked. */
  protected readonly isLater = signal(false);
  protected readonly mayRecall = computed(() => this.#session.can('recall:edit'));
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly laterOn = linkedSignal(() => addDays(this.today(), 7));

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
  readonly #seriesActs = seriesActs();
  readonly #seriesApi = inject(SeriesApi);
  protected readonly series = seriesInHand(this.appointment);
  protected readonly reach = signal<SeriesReach>('this');
  protected readonly counts = computed(() => ({
    following: this.series.reached('following').length,
    all: this.series.reached('all').length,
  }));
  readonly #linkedActs = linkedActs();
  readonly #linkedApi = inject(LinkedApi);
  protected readonly linked = linkedInHand(this.appointment);
  /** With all that it is linked with. */
  protected readonly isLinkedToo = signal(false);
  protected readonly linkedLines = computed(() =>
    this.linked.toCome().map(({ id, startsAt, patient }) => ({
      id,
      words: `${this.#format.dayAndTime(startsAt)} ${listName(patient)}`,
    })),
  );
  /** Nothing but the visit in hand. */
  protected readonly isAlone = computed(() => this.reach() === 'this' && !this.isLinkedToo());
  /** When the visits are that are cancelled with this one. */
  protected readonly others = computed(() => {
    const reach = this.reach();
    return reach === 'this'
      ? []
      : this.series.reached(reach).map(({ startsAt }) => this.#format.dayAndTime(startsAt));
  });
  protected readonly cancelWords = computed(() => {
    const reach = this.reach();
    if (this.isLinkedToo()) return `Cancel ${visitsWords(this.linkedLines().length)}`;
    return reach === 'this' ? 'Cancel the visit' : `Cancel ${visitsWords(this.counts()[reach])}`;
  });
  protected readonly isSendingAll = signal(false);
  readonly #problem = signal<Problem | null>(null);
  #commandId = newCommandId();
  protected readonly message = computed(() => {
    const problem = this.#problem() ?? this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected cancel(): void {
    if (this.act.isSending() || this.isSendingAll()) return;
    if (this.isLinkedToo()) {
      void this.#cancelLinked();
      return;
    }
    const reach = this.reach();
    if (reach !== 'this') {
      void this.#cancelAll(reach);
      return;
    }
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const note = this.note().trim();
    const dueOn = this.laterOn();
    const wish = {
      ...{ expectedVersion, reason: this.reason() },
      ...(note ? { note } : {}),
      ...(this.isLater() && dueOn ? { later: { dueOn } } : {}),
    };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.cancelled({ commandId, appointmentId, wish });
  }

  async #cancelAll(reach: WiderReach): Promise<void> {
    const { id: appointmentId, series } = this.appointment();
    if (!series) return;
    const visits = this.series.reached(reach);
    await this.#sendAll(async (commandId) => {
      const wish = { ...this.#wishOf(visits), appointmentId, reach };
      const view = await this.#seriesApi.cancel(series.id, wish, commandId);
      const cancelled = asTheyAre(visits, view.visits);
      this.#seriesActs.tellCancelled(view, cancelled);
      return cancelled;
    });
  }

  async #cancelLinked(): Promise<void> {
    const { linkId } = this.appointment();
    if (linkId === null) return;
    const visits = this.linked.toCome();
    await this.#sendAll(async (commandId) => {
      const view = await this.#linkedApi.cancel(linkId, this.#wishOf(visits), commandId);
      const cancelled = asTheyAre(visits, view.visits);
      this.#linkedActs.tellCancelled(linkId, cancelled);
      return cancelled;
    });
  }

  #wishOf(visits: readonly Appointment[]) {
    const lines = visits.map(({ id, version }) => ({
      ...{ appointmentId: id, expectedVersion: version },
    }));
    const note = this.note().trim();
    return { lines, reason: this.reason(), ...(note ? { note } : {}) };
  }

  async #sendAll(send: (commandId: string) => Promise<Appointment[]>): Promise<void> {
    // Without an answer it may have been done: the same under the same name is done only once.
    if (this.#problem()?.code !== 'unavailable') this.#commandId = newCommandId();
    this.#problem.set(null);
    this.isSendingAll.set(true);
    try {
      const cancelled = await send(this.#commandId);
      const own = cancelled.find(({ id }) => id === this.appointment().id);
      this.cancelled.emit(own ?? this.appointment());
    } catch (error) {
      this.#problem.set(problemOf(error));
      this.series.reload();
      this.linked.reload();
    } finally {
      this.isSendingAll.set(false);
    }
  }
}

function asTheyAre(before: readonly Appointment[], now: readonly Appointment[]): Appointment[] {
  const ids = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => ids.has(id));
}

/** `24 hours`, `90 minutes`. */
function noticeWords(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
