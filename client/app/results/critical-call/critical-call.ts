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
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Events } from '@ngrx/signals/events';
import { criticalCallStates, type Result } from '#contract/result-report';
import type { ResultRecord } from '#contract/result-record';
import type { Colleague } from '#contract/staff';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { TimeFormat } from '../../platform/time-format';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { queueServerEvents } from '../../platform/work-queue/work-queue-events';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { AttemptFields } from '../attempt-fields/attempt-fields';
import { attemptWords, callClock } from '../critical-words';
import { DispositionFields } from '../disposition-fields/disposition-fields';
import { ReadBackFields } from '../read-back-fields/read-back-fields';
import { isCallOpen } from '../result-words';
import { resultsShortcuts } from '../results-shortcuts';
import { type Step, StepFields } from '../../platform/work-queue/step-fields';
import { saidWords } from '../value-words';

type Choice = 'log-attempt' | 'read-back' | 'disposition';

/** The call about critical values: who is to be called now, by when, what was tried, and what ends it. */
@Component({
  selector: 'app-critical-call',
  imports: [AttemptFields, DispositionFields, MatButton, ReadBackFields, ShortcutKey, SvgIcon],
  templateUrl: './critical-call.html',
  styleUrl: './critical-call.scss',
  host: { '[class.open]': 'isOpen()' },
})
export class CriticalCall {
  readonly result = input.required<Result>();
  /** `null` while it is not known. */
  readonly record = input.required<ResultRecord | null>();
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly nameOf = input.required<(staffId: string) => string>();
  /** Nobody else has it in hand. */
  readonly isFree = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #session = inject(Session);
  private readonly fields = viewChild(StepFields);

  readonly #itemId = computed(() => this.result().id);
  protected readonly choice = linkedSignal<string, Choice | null>({
    source: this.#itemId,
    computation: () => null,
  });
  protected readonly fault = linkedSignal<unknown, string>({
    source: this.choice,
    computation: () => '',
  });

  protected readonly isOpen = computed(() => isCallOpen(this.result()));
  protected readonly state = computed(() => {
    const call = this.result().criticalCall;
    return call ? criticalCallStates[call.state] : '';
  });
  protected readonly whom = computed(() => {
    const call = this.result().criticalCall;
    if (call?.state === 'exhausted')
      return 'Everybody on the ladder was tried. Somebody licensed may still read it back, or the clinician says what becomes of the patient.';
    return call?.rung ? `Call now: ${call.rung}` : '';
  });
  protected readonly clock = computed(() =>
    callClock(this.result().work, {
      now: this.#clock.now(),
      time: (iso) => this.#format.time(iso),
      dayAndTime: (iso) => this.#format.dayAndTime(iso),
    }),
  );
  protected readonly critical = computed(() =>
    (this.record()?.versions[0]?.content.values ?? []).filter(({ isCritical }) => isCritical),
  );
  protected readonly values = computed(() =>
    this.critical().map((value) => ({
      key: value.key,
      words: `${value.title}: ${saidWords(value)}`,
    })),
  );
  protected readonly attempts = computed(() =>
    (this.record()?.attempts ?? []).map((attempt) => ({
      id: attempt.id,
      words: attemptWords(attempt),
      meta: `${this.nameOf()(attempt.callerId)}, ${this.#format.dayAndTime(attempt.at)}`,
    })),
  );
  protected readonly disposition = computed(() => this.record()?.disposition ?? '');
  readonly #mayWork = computed(
    () => this.isOpen() && this.isFree() && this.#session.can('result:work'),
  );
  protected readonly choices = computed(() => {
    if (!this.#mayWork()) return [];
    const { state } = this.result().criticalCall ?? {};
    const isSettled = state === 'exhausted' && this.#session.can('result:sign');
    return [
      {
        name: 'read-back',
        title: 'Read back',
        shortcut: 'results.read-back',
        isPossible: this.critical().length > 0,
      },
      {
        name: 'log-attempt',
        title: 'Not reached',
        shortcut: 'results.attempt',
        isPossible: true,
      },
      ...(isSettled
        ? [
            {
              name: 'disposition',
              title: 'What is decided',
              shortcut: null,
              isPossible: true,
            } as const,
          ]
        : []),
    ] as const satisfies {
      name: Choice;
      title: string;
      shortcut: string | null;
      isPossible: boolean;
    }[];
  });
  protected readonly shown = computed(() => {
    const choice = this.choice();
    const choices = this.choices();
    return choice === null ? choices : choices.filter(({ name }) => name === choice);
  });
  protected readonly chosen = computed(() => this.shown().length > 0 && this.choice());

  constructor() {
    tellDraft(computed(() => this.choice() !== null));
    listenToDecisionKeys(
      this.#itemId,
      computed(() => {
        if (this.choice() !== null)
          return bindShortcuts(resultsShortcuts, {
            'results.other-step': () => this.choice.set(null),
          });
        const acts = this.choices().flatMap(({ name, shortcut, isPossible }) =>
          shortcut !== null && isPossible ? [[shortcut, () => this.choose(name)] as const] : [],
        );
        return bindShortcuts(resultsShortcuts, Object.fromEntries(acts));
      }),
    );
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, seen } }) => {
        if (act.kind === 'decide' && seen.id === this.#itemId() && act.decision === this.choice())
          this.choice.set(null);
      });
  }

  protected choose(name: Choice): void {
    if (this.busy()) return;
    this.choice.set(name);
    setTimeout(() => {
      const field = this.#host.nativeElement.querySelector<HTMLElement>('input, select, textarea');
      field?.focus();
    });
  }

  protected write(event: Event): void {
    event.preventDefault();
    const fields = this.fields();
    if (!fields || this.busy()) return;
    const { value, fault } = fields.read();
    this.fault.set(fault ?? '');
    if (value) this.stepped.emit(value);
  }
}
