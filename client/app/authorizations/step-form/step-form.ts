import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Events } from '@ngrx/signals/events';
import type { Attachment } from '#contract/attachment';
import type { Authorization } from '#contract/authorization-request';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts, type Shortcut } from '../../platform/shortcut-set';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { queueServerEvents } from '../../platform/work-queue/work-queue-events';
import { authorizationsShortcuts } from '../authorizations-shortcuts';
import type { Step } from '../step';
import { stepsFor, type StepName } from '../step-choices';
import { StepFields } from '../step-fields';
import { AcceptFields } from '../steps/accept-fields';
import { AnewFields } from '../steps/anew-fields';
import { AnswerFields } from '../steps/answer-fields';
import { AppealFields } from '../steps/appeal-fields';
import { AttestFields } from '../steps/attest-fields';
import { CancelFields } from '../steps/cancel-fields';
import { DescribeFields } from '../steps/describe-fields';
import { ExtendFields } from '../steps/extend-fields';
import { NeedFields } from '../steps/need-fields';
import { OutcomeFields } from '../steps/outcome-fields';
import { PeerFields } from '../steps/peer-fields';
import { ReceiptFields } from '../steps/receipt-fields';
import { SendFields } from '../steps/send-fields';
import { SubmitFields } from '../steps/submit-fields';
import { TakeBackFields } from '../steps/take-back-fields';

/** More of them would cover the lines. */
const mostAtFirst = 4;

/** What is done next with a request. A letter chooses, Enter writes. */
@Component({
  selector: 'app-step-form',
  imports: [
    AcceptFields,
    AnewFields,
    AnswerFields,
    AppealFields,
    AttestFields,
    CancelFields,
    DescribeFields,
    ExtendFields,
    MatButton,
    NeedFields,
    OutcomeFields,
    PeerFields,
    ReceiptFields,
    SendFields,
    ShortcutKey,
    SubmitFields,
    TakeBackFields,
  ],
  templateUrl: './step-form.html',
  styleUrl: './step-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class StepForm {
  readonly request = input.required<Authorization>();
  readonly files = input.required<readonly Attachment[]>();
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #session = inject(Session);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly fields = viewChild(StepFields);
  private readonly save = viewChild<string, ElementRef<HTMLElement>>('save', { read: ElementRef });

  readonly #itemId = computed(() => this.request().id);
  /** What is typed belongs to one request, and outlives whatever is refused. */
  protected readonly choice = linkedSignal<string, StepName | null>({
    source: this.#itemId,
    computation: () => null,
  });
  protected readonly isMore = linkedSignal({ source: this.#itemId, computation: () => false });
  protected readonly fault = signal('');

  protected readonly choices = computed(() => stepsFor(this.request(), this.#session.grants()));
  protected readonly hasMore = computed(
    () => this.choice() === null && this.choices().length > mostAtFirst + 1,
  );
  /** The one that is chosen, or else those that are likely; the keys of all count. */
  protected readonly shown = computed(() => {
    const [choices, choice] = [this.choices(), this.choice()];
    if (choice !== null) return choices.filter(({ name }) => name === choice);
    return this.hasMore() && !this.isMore() ? choices.slice(0, mostAtFirst) : choices;
  });
  protected readonly chosen = computed(
    () => this.choices().find(({ name }) => name === this.choice()) ?? null,
  );
  /** What was chosen has become impossible meanwhile. */
  protected readonly isGone = computed(() => this.choice() !== null && this.chosen() === null);

  constructor() {
    tellDraft(computed(() => this.choice() !== null));
    listenToDecisionKeys(
      this.#itemId,
      computed(() => this.#shortcuts()),
    );
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, seen } }) => {
        if (act.kind === 'decide' && seen.id === this.#itemId()) this.choice.set(null);
      });
  }

  protected choose(name: StepName): void {
    if (this.busy()) return;
    this.fault.set('');
    this.choice.set(name);
    setTimeout(() => {
      this.#host.nativeElement.scrollIntoView({ block: 'nearest' });
      const field = this.#host.nativeElement.querySelector<HTMLElement>('input, select, textarea');
      (field ?? this.save()?.nativeElement)?.focus();
    });
  }

  protected toggleMore(): void {
    this.isMore.update((isMore) => !isMore);
  }

  protected forget(): void {
    this.fault.set('');
  }

  protected write(event: Event): void {
    event.preventDefault();
    const fields = this.fields();
    if (!fields || this.busy()) return;
    const { value, fault } = fields.read();
    this.fault.set(fault ?? '');
    if (value) this.stepped.emit(value);
  }

  #shortcuts(): Shortcut[] {
    const acts = Object.fromEntries(
      this.choice() === null
        ? this.choices().flatMap(({ name, shortcut }) =>
            shortcut === null ? [] : [[shortcut, () => this.choose(name)] as const],
          )
        : [['authorizations.other-step', () => this.choice.set(null)] as const],
    );
    return bindShortcuts(authorizationsShortcuts, acts);
  }
}
