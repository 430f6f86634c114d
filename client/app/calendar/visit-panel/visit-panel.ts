import { Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import {
  appointmentWorkflow,
  cancelReasons,
  closedReasons,
  occupiesTime,
  stepOf,
  suitsVisit,
} from '#contract/appointment-workflow';
import type { Appointment, AppointmentHistoryEntry } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { Resource } from '#contract/resources';
import type { Provider } from '#contract/staff';
import type { TellingWay } from '#contract/visit-told';
import { allowedTransitions } from '#contract/workflow';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf, minutesBetween } from '../../platform/wall-time';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CalendarApi } from '../calendar-api';
import type { Conflict } from '../calendar-state';
import { CopayLine } from '../copay-line/copay-line';
import { InterpreterLine } from '../interpreter-line/interpreter-line';
import { AuthorizationHint } from '../authorization-hint/authorization-hint';
import { CoverageHint } from '../coverage-hint/coverage-hint';
import { roomWords } from '../room-words';
import { otherSteps, stepAsks, stepsOnward, stepTone, type VisitStep } from '../step-words';
import type { MoveWish } from '../day-grid/visit-drag';
import { ToldNotice } from '../told-notice/told-notice';
import { TypeNotes } from '../type-notes/type-notes';
import { VisitPresence } from '../visit-presence/visit-presence';
import { VisitReach } from '../visit-reach/visit-reach';
import { LinkedSection } from '../linked-section/linked-section';
import { SeriesSection } from '../series-section/series-section';
import { WaitForEarlier } from '../wait-for-earlier/wait-for-earlier';
import { historyWords } from './history-words';

const modalityWords: Record<Appointment['modality'], string> = {
  'in-person': 'In person',
  video: 'Video',
  phone: 'Phone',
  'e-visit': 'E-visit',
};

function titled(step: VisitStep): { step: VisitStep; title: string; asks: boolean } {
  return {
    step,
    title: appointmentWorkflow.transitions[step].title,
    asks: stepAsks(step) === 'reason',
  };
}

/** The visit in hand: who, when, with whom, what may be done with it, and why it is as it is. */
@Component({
  selector: 'app-visit-panel',
  imports: [
    CopayLine,
    AuthorizationHint,
    CoverageHint,
    InterpreterLine,
    LinkedSection,
    MatButton,
    MatIconButton,
    PatientHeader,
    SeriesSection,
    ShortcutKey,
    StatusChip,
    SvgIcon,
    ToldNotice,
    TypeNotes,
    VisitPresence,
    VisitReach,
    WaitForEarlier,
  ],
  templateUrl: './visit-panel.html',
  styleUrl: './visit-panel.scss',
})
export class VisitPanel {
  readonly appointment = input.required<Appointment>();
  readonly providers = input.required<ById<Provider>>();
  readonly visitTypes = input.required<ById<VisitType>>();
  readonly resources = input<ById<Resource>>({});
  readonly pending = input(false);
  /** Somebody else was faster than what this person wanted. */
  readonly conflict = input<Conflict | null>(null);
  readonly moveAsked = output();
  readonly cancelAsked = output();
  readonly describeAsked = output();
  readonly lengthAsked = output();
  readonly assignAsked = output();
  readonly reinstateAsked = output();
  /** The patient knows now. */
  readonly told = output<TellingWay>();
  /** The hold is to end without a booking. */
  readonly releaseAsked = output();
  /** At once. */
  readonly stepTaken = output<VisitStep>();
  /** With a time or a reason. */
  readonly stepAsked = output<VisitStep>();
  /** To be over, and the patient to come back. */
  readonly checkOutAsked = output();
  readonly conflictDismissed = output();
  /** What this person wanted, onto the visit as it is now. */
  readonly mineApplied = output<MoveWish>();
  readonly closed = output();

  readonly #api = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  readonly #history = resource({
    params: () => ({ id: this.appointment().id, version: this.appointment().version }),
    loader: ({ params }) => this.#api.getHistory(params.id),
  });

  protected readonly type = computed(() => this.visitTypes()[this.appointment().visitTypeId]);
  /** Of a visit that is still to come. */
  protected readonly notes = computed(() =>
    this.appointment().status === 'booked' ? this.type() : undefined,
  );
  /** An e-visit is due on a day, and has no place by the clock. */
  protected readonly isTimed = computed(() => this.appointment().modality !== 'e-visit');
  /** Here without a booking, and without a time. */
  protected readonly waitsForTime = computed(
    () =>
      this.isTimed() &&
      !this.appointment().takesTime &&
      ['arrived', 'checked-in', 'roomed'].includes(stepOf(this.appointment())),
  );
  protected readonly mayGiveTime = computed(
    () => this.waitsForTime() && this.#session.can('appointment:check-in'),
  );
  protected readonly walkIn = computed(() => {
    const { walkIn } = this.appointment();
    if (walkIn === null) return '';
    return walkIn === 'first-free' ? 'For whoever is free first' : 'Asked for this provider';
  });
  protected readonly what = computed(() => {
    const type = this.type();
    const modality = modalityWords[this.appointment().modality];
    const { startsAt, endsAt } = this.appointment();
    const minutes = minutesBetween(startsAt, endsAt);
    const length = this.isTimed() ? `${minutes} min · ` : '';
    return type ? `${type.name} · ${length}${modality}` : modality;
  });
  protected readonly day = computed(() =>
    this.#format.dayAndTime(this.appointment().startsAt).replace(/[^,]*$/, ''),
  );
  protected readonly span = computed(() => {
    const { startsAt, endsAt } = this.appointment();
    if (this.waitsForTime()) return 'Walk-in · no time yet';
    return this.isTimed()
      ? `${this.#format.time(startsAt)} – ${this.#format.time(endsAt)}`
      : 'E-visit · no time is taken';
  });
  protected readonly inTime = computed(() =>
    this.isTimed()
      ? this.#format.relative(this.appointment().startsAt, this.#clock.now())
      : 'To be answered by the end of the day',
  );
  protected readonly provider = computed(() => this.#providerName(this.appointment().providerId));
  protected readonly expectedProvider = computed(() =>
    this.#providerName(this.appointment().notTold?.providerId ?? ''),
  );
  protected readonly state = computed<{ word: string; tone: Tone }>(() => {
    const step = stepOf(this.appointment());
    const { title } = appointmentWorkflow.states[step];
    if (step === 'cancelled' && this.cancellation()?.late) return { word: title, tone: 'late' };
    return { word: title, tone: stepTone[step] };
  });
  protected readonly cancellation = computed(() => this.appointment().cancellation);
  protected readonly reason = computed(() => {
    const cancellation = this.cancellation();
    return cancellation ? cancelReasons[cancellation.reason] : '';
  });
  protected readonly notice = computed(() => {
    const cancellation = this.cancellation();
    if (!cancellation) return '';
    const { startsAt } = this.appointment();
    const span = this.#format.relative(startsAt, cancellation.at).replace(/^in /, '');
    return cancellation.noticeMinutes < 0 ? 'after the start' : `${span} before the visit`;
  });
  protected readonly cancelledAt = computed(() => {
    const cancellation = this.cancellation();
    return cancellation ? this.#format.dayAndTime(cancellation.at) : '';
  });
  protected readonly transitions = computed(() =>
    allowedTransitions(
      appointmentWorkflow,
      { status: stepOf(this.appointment()), clinicId: this.appointment().clinicId },
      this.#session.grants(),
    ).filter((transition) => suitsVisit(this.appointment(), transition)),
  );
  protected readonly mayDescribe = computed(
    () =>
      !['pending', 'entered-in-error'].includes(this.appointment().status) &&
      this.#session.can('appointment:describe'),
  );
  protected readonly rooms = computed(() => roomWords(this.appointment(), this.resources()));
  protected readonly mayAssign = computed(
    () =>
      occupiesTime(this.appointment().status) &&
      this.appointment().takesTime &&
      this.#session.can('appointment:room') &&
      Object.values(this.resources()).some(({ active }) => active),
  );
  protected readonly isAhead = computed(() => this.appointment().startsAt > this.#clock.now());
  /** A visit begins on its day, or is entered after it. */
  readonly #hasItsDay = computed(() => {
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    return localDateOf(this.appointment().startsAt, zone) <= localDateOf(this.#clock.now(), zone);
  });
  protected readonly onward = computed(() =>
    this.#hasItsDay() || this.hold() || !this.isTimed()
      ? stepsOnward(this.transitions()).map(titled)
      : [],
  );
  protected readonly mayRecall = computed(
    () => this.onward().some(({ step }) => step === 'fulfil') && this.#session.can('recall:edit'),
  );
  /** Whoever may reset visits takes a no-show back; the desk only where the clinic says so. */
  readonly #noShowPolicy = resource({
    params: () => {
      const isAsked =
        this.transitions().includes('reverseNoShow') && !this.#session.can('appointment:reset');
      return isAsked ? this.appointment().clinicId : undefined;
    },
    loader: ({ params }) => this.#api.getNoShowPolicy(params),
  });
  readonly #mayReverse = computed(
    () =>
      this.#session.can('appointment:reset') ||
      (this.#noShowPolicy.hasValue() && this.#noShowPolicy.value().reversedBy === 'desk'),
  );
  protected readonly others = computed(() =>
    otherSteps(this.transitions())
      .filter((step) => step !== 'markNoShow' || !this.isAhead())
      .filter((step) => step !== 'reverseNoShow' || this.#mayReverse())
      .map(titled),
  );
  protected readonly steps = computed(() =>
    this.appointment().steps.map(({ step, at, enteredLate }) => ({
      word: appointmentWorkflow.states[step].title,
      at: this.#format.time(at),
      enteredLate,
    })),
  );
  /** Also of a visit that was missed: they had said that they come. */
  protected readonly confirmed = computed(() => {
    const { confirmedAt } = this.appointment();
    return confirmedAt === null ? '' : `By the patient, ${this.#format.dayAndTime(confirmedAt)}`;
  });
  protected readonly closedBecause = computed(() => {
    const because = this.appointment().closedBecause;
    return because === null ? '' : closedReasons[because];
  });
  protected readonly hold = computed(() => this.appointment().hold);
  readonly #holders = resource({
    params: () => (this.hold() ? { clinicId: this.appointment().clinicId } : undefined),
    loader: ({ params: { clinicId } }) => this.#api.listColleagues(clinicId),
  });
  protected readonly holdWords = computed(() => {
    const hold = this.hold();
    if (!hold) return '';
    const colleagues = this.#holders.hasValue() ? this.#holders.value() : [];
    const holder = colleagues.find(({ id }) => id === hold.by);
    const isMine = hold.by !== null && hold.by === this.#session.me()?.staffId;
    const by = isMine ? 'you' : holder ? listName(holder) : 'somebody else';
    return `Until ${this.#format.time(hold.until)}, by ${by}`;
  });
  protected readonly undoLeft = computed(() => {
    const cancellation = this.cancellation();
    const now = this.#clock.now();
    return cancellation && !cancellation.undoClosed && cancellation.undoUntil > now
      ? this.#format.relative(cancellation.undoUntil, now).replace(/^in /, '')
      : null;
  });
  protected readonly conflictWords = computed(() => {
    const verb = {
      move: 'moved',
      resize: 'given another length',
      cancel: 'cancelled',
      describe: 'written down',
      assign: 'given another room',
      reinstate: 'restored',
      book: 'booked',
      step: 'changed',
      tell: 'noted as told',
    };
    const conflict = this.conflict();
    return conflict ? `Your change was not made: it was not ${verb[conflict.kind]}.` : '';
  });
  /** A move that can be made all the same. */
  protected readonly mine = computed(() => {
    const { place, appointmentId } = this.conflict() ?? {};
    if (!place || !appointmentId || !this.transitions().includes('move')) return null;
    const { providerId, startsAt } = place;
    const isElsewhere = providerId !== this.appointment().providerId;
    if (!isElsewhere && startsAt === this.appointment().startsAt) return null;
    const who = isElsewhere ? ` with ${this.#providerName(providerId)}` : '';
    const words = `${this.#format.dayAndTime(startsAt)}${who}`;
    return { wish: { appointmentId, providerId, startsAt }, words };
  });
  /** Stays while the next version's history is on its way. */
  protected readonly history = linkedSignal<
    AppointmentHistoryEntry[] | null,
    AppointmentHistoryEntry[] | null
  >({
    source: () => (this.#history.hasValue() ? this.#history.value() : null),
    computation: (loaded, before) => loaded ?? before?.value ?? null,
  });
  protected readonly historyProblem = computed(() => {
    const error = this.#history.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly timeline = computed(() =>
    historyWords(this.history() ?? [], {
      placed: (iso) => this.#placed(iso),
      when: (iso) => this.#format.dayAndTime(iso),
      providerName: (id) => this.#providerName(id),
    }),
  );

  protected retryHistory(): void {
    this.#history.reload();
  }

  #placed(iso: string): string {
    const words = this.#format.dayAndTime(iso);
    return this.isTimed() ? words : words.replace(/, [^,]*$/, '');
  }

  #providerName(providerId: string): string {
    const provider = this.providers()[providerId];
    return provider ? `${listName(provider)}, ${provider.credentials}` : 'Another provider';
  }
}
