import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { injectDispatch } from '@ngrx/signals/events';
import { callKinds, callWorkflow, type Call } from '#contract/calls';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { queuePageEvents } from '../../platform/work-queue/work-queue-events';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';
import { phoneWords } from '../../platform/phone-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { OutcomeForm, type Outcome } from '../outcome-form/outcome-form';
import { scriptOf } from '../call-script';
import { callsShortcuts } from '../calls-shortcuts';

/** One call: whom, why, what to say, and what came of it. */
@Component({
  selector: 'app-call-record',
  imports: [MatButton, OutcomeForm, PatientHeader, RouterLink, ShortcutKey],
  templateUrl: './call-record.html',
  styleUrl: './call-record.scss',
})
export class CallRecord {
  readonly call = input.required<Call>();

  protected readonly store = inject(WorkQueueStore);
  readonly #clipboard = inject(Clipboard);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly header = viewChild.required(PatientHeader);

  readonly #callId = computed(() => this.call().id);
  protected readonly kind = computed(() => callKinds[this.call().kind]);
  protected readonly script = computed(() => {
    const clinic = this.#session.clinic();
    const me = this.#session.me();
    return scriptOf(this.call(), {
      caller: me ? `${me.given} ${me.family}` : '',
      clinic: clinic?.name ?? '',
      clinicPhone: clinic ? phoneWords(clinic.phone) : '',
      birthDate: this.#format.birthDate(this.call().patient.birthOn),
    });
  });
  protected readonly attempts = computed(() =>
    this.call()
      .attempts.map((attempt) => ({
        at: this.#format.dayAndTime(attempt.beganAt),
        by: this.store.nameOf()(attempt.callerId),
        words: outcomeWords(attempt.outcome, attempt.reason),
        note: attempt.note,
      }))
      .reverse(),
  );
  protected readonly pending = computed(() => this.store.pendingIds().has(this.call().id));
  protected readonly isClosed = computed(() => this.call().work.closedAt !== null);
  /** Nobody else has it, and this person makes calls here. */
  protected readonly mayAct = computed(() => {
    const { lease } = this.call().work;
    const isFree = lease === null || lease.holderId === this.store.me();
    return isFree && !this.isClosed() && this.#session.can('call:work');
  });
  /** What was typed stays until the person has decided what becomes of it. */
  protected readonly isTooLate = computed(
    () => this.store.conflict()?.seen.id === this.call().id && !this.isClosed(),
  );
  protected readonly talking = computed(() => {
    const since = this.call().callingSince;
    return since ? timerWords(since, this.#clock.now()) : null;
  });
  protected readonly caller = computed(() => {
    const lease = this.call().work.lease;
    if (!lease) return 'Somebody';
    return lease.holderId === this.store.me() ? 'You' : this.store.nameOf()(lease.holderId);
  });

  constructor() {
    listenToDecisionKeys(
      this.#callId,
      computed(() =>
        this.mayAct() && !this.talking()
          ? bindShortcuts(callsShortcuts, { 'calls.start': () => this.start() })
          : [],
      ),
    );
  }

  protected copy(phone: string): void {
    const copied = this.#clipboard.copy(phone);
    this.#toasts.show({ message: copied ? 'Number copied' : 'The number could not be copied' });
  }

  protected start(): void {
    this.#decide('start', {});
  }

  protected record({ outcome, reason, note, againAt }: Outcome): void {
    if (outcome === 'cancel') this.#decide('cancel', { reason });
    else this.#decide('end', { outcome, reason, note, ...(againAt ? { againAt } : {}) });
  }

  #decide(decision: string, body: Record<string, unknown>): void {
    if (this.pending()) return;
    const itemId = this.call().id;
    const act = { kind: 'decide', decision, body } as const;
    this.#dispatch.acted({ commandId: newCommandId(), itemId, act });
  }
}

function outcomeWords(outcome: keyof typeof callWorkflow.transitions, reason: string): string {
  const { title, reasons } = callWorkflow.transitions[outcome];
  const because = reasons?.[reason];
  return because ? `${title}: ${because.toLowerCase()}` : title;
}

/** `3:07` since the phone rang. */
function timerWords(since: string, now: string): string {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
