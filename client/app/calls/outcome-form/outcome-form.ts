import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  callWorkflow,
  type Call,
  type CallStatus,
  type CallTransition,
  reasonsOfFlags,
} from '#contract/calls';
import { allowedTransitions } from '#contract/workflow';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts, type Shortcut } from '../../platform/shortcut-set';
import { TimeFormat } from '../../platform/time-format';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { snoozeTimes } from '../../platform/work-queue/snooze-times';
import { callsShortcuts } from '../calls-shortcuts';

export interface Outcome {
  outcome: CallTransition;
  reason: string;
  note: string;
  /** `null` = by the clinic's rule. */
  againAt: string | null;
}

/** Those that are possible although nobody was on the phone. */
const withoutCall: readonly CallTransition[] = ['give-up', 'cancel'];
/** Of outcomes, and of reasons for one. */
const mostChoices = 5;
const triedAgain: readonly CallTransition[] = ['miss', 'leave-message'];

/** What came of a call: the outcome, its reason, a note. Digits choose; Enter on the last button writes. */
@Component({
  selector: 'app-outcome-form',
  imports: [MatButton, ShortcutKey],
  templateUrl: './outcome-form.html',
  styleUrl: './outcome-form.scss',
})
export class OutcomeForm {
  readonly call = input.required<Call>();
  readonly busy = input(false);
  readonly recorded = output<Outcome>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  private readonly save = viewChild<string, ElementRef<HTMLElement>>('save', { read: ElementRef });

  /** What is typed belongs to one try of one call, and outlives whatever is refused. */
  readonly #tryId = computed(() => `${this.call().id} ${this.call().attempts.length}`);
  protected readonly outcome = linkedSignal<string, CallTransition | null>({
    source: this.#tryId,
    computation: () => null,
  });
  protected readonly reason = linkedSignal<unknown, string | null>({
    source: this.outcome,
    computation: () => null,
  });
  protected readonly note = linkedSignal({ source: this.#tryId, computation: () => '' });
  protected readonly againAt = linkedSignal({ source: this.#tryId, computation: () => '' });

  protected readonly outcomes = computed(() => {
    const { work, callingSince } = this.call();
    const status = work.status as CallStatus;
    return allowedTransitions(
      callWorkflow,
      { status, clinicId: work.clinicId },
      this.#session.grants(),
    ).map((name, at) => ({
      name,
      title: callWorkflow.transitions[name].title,
      shortcut: `calls.choice-${at + 1}`,
      isPossible: callingSince !== null || withoutCall.includes(name),
    }));
  });
  protected readonly reasons = computed(() => {
    const outcome = this.outcome();
    const reasons = outcome ? callWorkflow.transitions[outcome].reasons : undefined;
    return Object.entries(reasons ?? {})
      .filter(([code]) => !reasonsOfFlags.includes(code))
      .map(([code, title], at) => ({ code, title, shortcut: `calls.choice-${at + 1}` }));
  });
  protected readonly isTriedAgain = computed(() => {
    const outcome = this.outcome();
    return outcome !== null && triedAgain.includes(outcome);
  });
  protected readonly hasNote = computed(() => this.outcome() !== 'cancel');
  protected readonly times = computed(() => {
    // As of the choice of the outcome: what is read must not move.
    this.outcome();
    const zone = this.#session.clinic()?.zone ?? 'UTC';
    const now = new Date(this.#clock.exact()).toISOString();
    return snoozeTimes(now, zone).map(({ title, until }) => ({
      until,
      words: `${title}, ${this.#format.dayAndTime(until)}`,
    }));
  });
  protected readonly saveWords = computed(() => {
    const chosen = this.reasons().find(({ code }) => code === this.reason());
    const outcome = this.outcome();
    if (!outcome) return 'Choose what came of it';
    const { title } = callWorkflow.transitions[outcome];
    return chosen ? `Save: ${title.toLowerCase()}, ${chosen.title.toLowerCase()}` : 'Choose why';
  });

  constructor() {
    tellDraft(computed(() => this.outcome() !== null || this.note() !== ''));
    const id = computed(() => this.call().id);
    listenToDecisionKeys(
      id,
      computed(() => this.#shortcuts()),
    );
  }

  protected choose(outcome: CallTransition): void {
    this.outcome.set(outcome);
  }

  protected because(reason: string): void {
    this.reason.set(reason);
    // The last step is Enter: what is written here cannot be taken back.
    setTimeout(() => this.save()?.nativeElement.focus());
  }

  protected type(field: 'note' | 'againAt', event: Event): void {
    this[field].set((event.target as HTMLTextAreaElement | HTMLSelectElement).value);
  }

  protected write(event?: Event): void {
    event?.preventDefault();
    const [outcome, reason] = [this.outcome(), this.reason()];
    if (!outcome || !reason || this.busy()) return;
    const againAt = this.isTriedAgain() ? this.againAt() || null : null;
    this.recorded.emit({ outcome, reason, note: this.note().trim(), againAt });
  }

  /** The help sheet says what each digit means now; a digit that means nothing is left out there. */
  #shortcuts(): Shortcut[] {
    const choices = this.outcome() === null ? this.outcomes() : this.reasons();
    const bound = bindShortcuts(callsShortcuts, {
      'calls.choice-1': () => this.#digit(0),
      'calls.choice-2': () => this.#digit(1),
      'calls.choice-3': () => this.#digit(2),
      'calls.choice-4': () => this.#digit(3),
      'calls.choice-5': () => this.#digit(4),
      'calls.other-outcome': () => this.outcome.set(null),
    });
    return bound.map((shortcut, at) =>
      at < mostChoices ? { ...shortcut, words: choices[at]?.title ?? '' } : shortcut,
    );
  }

  /** What a digit means is looked up when it is pressed: two come faster than a screen is drawn. */
  #digit(at: number): void {
    const [outcome, reason] = [this.outcomes()[at], this.reasons()[at]];
    if (this.outcome() !== null) {
      if (reason) this.because(reason.code);
    } else if (outcome?.isPossible) this.choose(outcome.name);
  }
}
