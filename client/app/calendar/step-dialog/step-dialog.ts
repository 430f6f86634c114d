import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { appointmentWorkflow } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { TimeFormat } from '../../platform/time-format';
import { addMinutes, instantsAt, localDateOf } from '../../platform/wall-time';
import { Modal } from '../../ui/modal/modal';
import { actInFlight } from '../act-in-flight';
import { CalendarApi, type StepWish } from '../calendar-api';
import { calendarPageEvents } from '../calendar-events';
import { stepAsks, type VisitStep } from '../step-words';

/** A step of a visit that needs more than a click: a reason, its real time, or a second thought. */
@Component({
  selector: 'app-step-dialog',
  imports: [MatButton, Modal],
  templateUrl: './step-dialog.html',
  styleUrl: './step-dialog.scss',
})
export class StepDialog {
  readonly appointment = input.required<Appointment>();
  readonly step = input.required<VisitStep>();
  readonly zone = input.required<string>();
  readonly taken = output<Appointment>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(calendarPageEvents);
  readonly #format = inject(TimeFormat);
  protected readonly act = actInFlight((appointment) => this.taken.emit(appointment));

  readonly #declared = computed(() => appointmentWorkflow.transitions[this.step()]);
  protected readonly label = computed(() => this.#declared().title);
  protected readonly title = computed(
    () => `${this.label()}: ${listName(this.appointment().patient)}`,
  );
  protected readonly when = computed(() => this.#format.dayAndTime(this.appointment().startsAt));
  protected readonly asksTime = computed(() => stepAsks(this.step()) === 'time');
  protected readonly reasons = computed(() =>
    Object.entries(this.#declared().reasons ?? {}).map(([code, words]) => ({ code, words })),
  );
  readonly #chosen = signal<string | null>(null);
  protected readonly reason = computed(() => this.#chosen() ?? this.reasons()[0]?.code ?? null);
  protected readonly time = signal('');
  readonly #isNoShow = computed(() => this.step() === 'markNoShow');

  readonly #past = resource({
    params: () => (this.#isNoShow() ? this.appointment().patient.id : undefined),
    loader: ({ params }) => this.#api.listPatientAppointments(params),
  });
  readonly #policy = resource({
    params: () => (this.#isNoShow() ? this.appointment().clinicId : undefined),
    loader: ({ params }) => this.#api.getNoShowPolicy(params),
  });
  /** How often the patient was missed before: a fact to weigh, from the clinics that the reader may see. */
  protected readonly before = computed(() => {
    if (!this.#past.hasValue()) return '';
    const count = this.#past.value().filter(({ status }) => status === 'noshow').length;
    if (count === 0) return 'No no-show before this one.';
    return count === 1 ? '1 no-show before this one.' : `${count} no-shows before this one.`;
  });
  /** Empty once a no-show may be marked. */
  protected readonly tooEarly = computed(() => {
    if (!this.#policy.hasValue()) return '';
    const from = addMinutes(this.appointment().startsAt, this.#policy.value().graceMinutes);
    return from > this.#clock.now()
      ? `The patient may still come: possible from ${this.#format.time(from)} on.`
      : '';
  });
  protected readonly message = computed(() => {
    const problem = this.act.refusal();
    return problem ? messageOf(problem) : '';
  });

  protected choose(code: string): void {
    this.#chosen.set(code);
  }

  protected type(event: Event): void {
    this.time.set((event.target as HTMLInputElement).value);
  }

  protected take(event: Event): void {
    event.preventDefault();
    if (this.act.isSending() || this.tooEarly()) return;
    const { id: appointmentId, version: expectedVersion } = this.appointment();
    const reason = this.reason();
    const at = this.#realTime();
    const wish: StepWish = {
      step: this.step(),
      expectedVersion,
      ...(reason === null ? {} : { reason }),
      ...(at === undefined ? {} : { at }),
    };
    const commandId = this.act.begin({ appointmentId, ...wish });
    this.#dispatch.stepped({ commandId, appointmentId, wish });
  }

  /** On the visit's day, by the clinic's clocks. */
  #realTime(): string | undefined {
    if (!this.asksTime() || !this.time()) return undefined;
    const zone = this.zone();
    return instantsAt(localDateOf(this.appointment().startsAt, zone), this.time(), zone)[0];
  }
}
