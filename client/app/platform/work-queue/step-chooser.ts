import {
  computed,
  Directive,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
  type Signal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Events } from '@ngrx/signals/events';
import { bindShortcuts, type Shortcut, type ShortcutSet } from '../shortcut-set';
import { listenToDecisionKeys } from './decision-keys';
import { tellDraft } from './item-drafts';
import { StepFields, type Step } from './step-fields';
import { queueServerEvents } from './work-queue-events';

/** A step that can be taken now, in the order in which they are offered. */
export interface StepOption<N extends string> {
  name: N;
  title: string;
  /** In the slice's set; `null` = none. */
  shortcut: string | null;
}

export interface StepChooserTerms {
  /** More of them would cover what the panel shows. */
  mostAtFirst: number;
  shortcuts: ShortcutSet;
  /** The shortcut that goes back to the choice. */
  otherStep: string;
}

/** What is done next with the item in hand: a letter chooses, its fields come, Enter writes. Each slice gives fields and words. */
@Directive()
export abstract class StepChooser<N extends string, O extends StepOption<N>> {
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly fields = viewChild(StepFields);
  private readonly save = viewChild<string, ElementRef<HTMLElement>>('save', { read: ElementRef });

  protected abstract readonly terms: StepChooserTerms;
  protected abstract readonly choices: Signal<readonly O[]>;
  protected abstract itemId(): string;

  /** Of its own, so that another version of the item is not another item. */
  readonly #id = computed(() => this.itemId());
  /** What is typed belongs to one item, and outlives whatever is refused. */
  protected readonly choice = linkedSignal<string, N | null>({
    source: this.#id,
    computation: () => null,
  });
  protected readonly isMore = linkedSignal({ source: this.#id, computation: () => false });
  protected readonly fault = signal('');
  protected readonly hasMore = computed(
    () => this.choice() === null && this.choices().length > this.terms.mostAtFirst + 1,
  );
  /** The one that is chosen, or else those that come first; the keys of all count. */
  protected readonly shown = computed(() => {
    const [choices, choice] = [this.choices(), this.choice()];
    if (choice !== null) return choices.filter(({ name }) => name === choice);
    return this.hasMore() && !this.isMore() ? choices.slice(0, this.terms.mostAtFirst) : choices;
  });
  protected readonly chosen = computed(
    () => this.choices().find(({ name }) => name === this.choice()) ?? null,
  );
  /** What was chosen has become impossible meanwhile. */
  protected readonly isGone = computed(() => this.choice() !== null && this.chosen() === null);

  constructor() {
    tellDraft(computed(() => this.choice() !== null));
    listenToDecisionKeys(
      computed(() => this.seenAs()),
      computed(() => this.#shortcuts()),
    );
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, seen } }) => {
        if (act.kind === 'decide' && seen.id === this.#id()) this.choice.set(null);
      });
  }

  /** Keys are awake once what stands under this was there to be read. */
  protected seenAs(): string {
    return this.itemId();
  }

  protected choose(name: N): void {
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
        : [[this.terms.otherStep, () => this.choice.set(null)] as const],
    );
    return bindShortcuts(this.terms.shortcuts, acts);
  }
}
