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
import type { ResultRecord } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts, type Shortcut } from '../../platform/shortcut-set';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import { queueServerEvents } from '../../platform/work-queue/work-queue-events';
import type { ResultRelease } from '../results-api';
import { resultsShortcuts } from '../results-shortcuts';
import type { Step } from '../step';
import { stepsFor, type StepName } from '../step-choices';
import { StepFields } from '../step-fields';
import { CategorizeFields } from '../steps/categorize-fields';
import { DropFields } from '../steps/drop-fields';
import { HoldFields } from '../steps/hold-fields';
import { InErrorFields } from '../steps/in-error-fields';
import { LaterFields } from '../steps/later-fields';
import { LetterFields } from '../steps/letter-fields';
import { ReleaseFields } from '../steps/release-fields';
import { SignFields } from '../steps/sign-fields';
import { VisitFields } from '../steps/visit-fields';

/** More of them would cover the values. */
const mostAtFirst = 3;

/** What is done next with a result. A letter chooses, Enter writes; a normal one is signed by its letter alone. */
@Component({
  selector: 'app-step-form',
  imports: [
    CategorizeFields,
    DropFields,
    HoldFields,
    InErrorFields,
    LaterFields,
    LetterFields,
    MatButton,
    ReleaseFields,
    ShortcutKey,
    SignFields,
    VisitFields,
  ],
  templateUrl: './step-form.html',
  styleUrl: './step-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class StepForm {
  readonly result = input.required<Result>();
  /** Who sees it now; `null` while that is not known. */
  readonly release = input.required<ResultRelease | null>();
  readonly record = input.required<ResultRecord | null>();
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #session = inject(Session);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly fields = viewChild(StepFields);
  private readonly save = viewChild<string, ElementRef<HTMLElement>>('save', { read: ElementRef });

  readonly #itemId = computed(() => this.result().id);
  /** What is typed belongs to one result, and outlives whatever is refused. */
  protected readonly choice = linkedSignal<string, StepName | null>({
    source: this.#itemId,
    computation: () => null,
  });
  protected readonly isMore = linkedSignal({ source: this.#itemId, computation: () => false });
  protected readonly fault = signal('');

  protected readonly choices = computed(() =>
    stepsFor(this.result(), this.release(), this.#session.grants()),
  );
  protected readonly hasMore = computed(
    () => this.choice() === null && this.choices().length > mostAtFirst + 1,
  );
  /** The one that is chosen, or else those that come first; the keys of all count. */
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
    // Also after a new version has come: nobody has read it yet.
    listenToDecisionKeys(
      computed(() => `${this.#itemId()} ${this.result().number}`),
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
    const { isAtOnce } = this.choices().find((each) => each.name === name) ?? {};
    if (this.busy()) return;
    this.fault.set('');
    if (isAtOnce) {
      this.stepped.emit({ decision: 'sign', body: { note: '' } });
      return;
    }
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
        : [['results.other-step', () => this.choice.set(null)] as const],
    );
    return bindShortcuts(resultsShortcuts, acts);
  }
}
