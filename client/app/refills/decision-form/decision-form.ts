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
import { MatButton } from '@angular/material/button';
import type { RefillCard } from '#contract/refill-card';
import { whatNext, type DenialReason } from '#contract/refill-workflow';
import type { Refill } from '#contract/refill-request';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts, type Shortcut } from '../../platform/shortcut-set';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import {
  aboutCard,
  choicesFor,
  orderToChange,
  reasonsFor,
  type RefillChoice,
} from '../decision-words';
import { emptyOrder, OrderFields } from '../order-fields/order-fields';
import { PharmacySearch, type ChosenPharmacy } from '../pharmacy-search/pharmacy-search';
import { refillsShortcuts } from '../refills-shortcuts';

export interface Decided {
  decision: string;
  body: Readonly<Record<string, unknown>>;
}

/** Nothing is asked before these are written. */
const atOnce: readonly RefillChoice[] = ['resume', 'reopen'];
const reasonKeys = refillsShortcuts.shortcuts.filter(({ id }) => id.startsWith('refills.reason-'));
const standardBridge = 30;
/** More of them would cover the card. */
const mostAtFirst = 4;

/** What is decided about a request. A letter chooses, a digit gives the reason, Enter writes. */
@Component({
  selector: 'app-decision-form',
  imports: [MatButton, OrderFields, PharmacySearch, ShortcutKey],
  templateUrl: './decision-form.html',
  styleUrl: './decision-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class DecisionForm {
  readonly refill = input.required<Refill>();
  /** What the decision is about; `null` while it is not known. */
  readonly card = input.required<RefillCard | null>();
  readonly busy = input(false);
  readonly decided = output<Decided>();

  readonly #session = inject(Session);
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly save = viewChild<string, ElementRef<HTMLElement>>('save', { read: ElementRef });
  private readonly orderFields = viewChild(OrderFields);

  /** What is typed belongs to one state of one request, and outlives whatever is refused. */
  readonly #stateId = computed(() => `${this.refill().id} ${this.refill().work.status}`);
  protected readonly choice = linkedSignal<string, RefillChoice | null>({
    source: this.#stateId,
    computation: () => null,
  });
  protected readonly reason = linkedSignal<unknown, string | null>({
    source: this.choice,
    computation: () => null,
  });
  protected readonly note = linkedSignal({ source: this.#stateId, computation: () => '' });
  protected readonly pharmacy = linkedSignal<unknown, ChosenPharmacy | null>({
    source: this.choice,
    computation: () => null,
  });
  readonly #bridgeDays = computed(() => this.card()?.protocol?.terms.bridgeDays ?? standardBridge);
  protected readonly days = linkedSignal({
    source: computed(() => `${this.#stateId()} ${this.#bridgeDays()}`),
    computation: () => String(this.#bridgeDays()),
  });
  protected readonly fault = signal('');

  readonly #against = computed(() => this.card()?.notDelegated ?? []);
  /** By protocol, one key is enough; else a prescriber says why. */
  readonly #isDelegable = computed(() => this.card() !== null && this.#against().length === 0);
  protected readonly choices = computed(() =>
    choicesFor(this.refill().work, this.#session.grants()).map((each) => ({
      ...each,
      title: each.name === 'approve' ? 'Approve as asked' : each.title,
      isFirst: each.name === 'approve' && this.#isDelegable(),
      isPossible: !aboutCard.includes(each.name) || this.card() !== null,
    })),
  );
  protected readonly isMore = linkedSignal({ source: this.#stateId, computation: () => false });
  protected readonly hasMore = computed(
    () => this.choice() === null && this.choices().length > mostAtFirst + 1,
  );
  /** The one that is chosen, or else those that are chosen most; the keys of all count. */
  protected readonly shown = computed(() => {
    const [choices, choice] = [this.choices(), this.choice()];
    if (choice !== null) return choices.filter(({ name }) => name === choice);
    return this.hasMore() && !this.isMore() ? choices.slice(0, mostAtFirst) : choices;
  });
  protected readonly reasons = computed(() => {
    const choice = this.choice();
    if (!choice) return [];
    return reasonsFor(choice).map((each, at) => ({ ...each, shortcut: reasonKeys[at]?.id ?? '' }));
  });
  protected readonly whatNext = computed(() => {
    if (this.choice() !== 'deny') return null;
    const reason = this.reason();
    return reason === null ? null : whatNext[reason as DenialReason];
  });
  protected readonly against = computed(() => {
    const choice = this.choice();
    const isAgainst = choice === 'approve' || choice === 'reroute';
    if (!isAgainst || this.#isDelegable()) return null;
    return `${this.#against().join(' ')} A prescriber may approve it and says why.`;
  });
  protected readonly needsNote = computed(() => {
    const choice = this.choice();
    if (choice === 'approve' || choice === 'reroute') return !this.#isDelegable();
    return (
      choice === 'approve-with-changes' || choice === 'replace' || choice === 'ask-authorization'
    );
  });
  protected readonly hasNote = computed(() => this.choice() !== 'withdraw');
  protected readonly startOrder = computed(() => {
    const sides = this.card()?.sides;
    return sides ? orderToChange(sides) : emptyOrder;
  });
  protected readonly saveWords = computed(() => {
    const chosen = this.choices().find(({ name }) => name === this.choice());
    if (!chosen) return 'Decide';
    const because = this.reasons().find(({ code }) => code === this.reason());
    return because ? `${chosen.title}: ${because.title.toLowerCase()}` : chosen.title;
  });

  constructor() {
    tellDraft(computed(() => this.choice() !== null || this.note() !== ''));
    // Also after the card has turned: nobody has read it yet.
    const shownId = computed(() => `${this.refill().id} ${this.card()?.stamp ?? ''}`);
    listenToDecisionKeys(
      shownId,
      computed(() => this.#shortcuts()),
    );
  }

  protected choose(choice: RefillChoice): void {
    const { isPossible } = this.choices().find(({ name }) => name === choice) ?? {};
    if (!isPossible || this.busy()) return;
    this.fault.set('');
    if (atOnce.includes(choice)) this.decided.emit({ decision: choice, body: {} });
    else if (choice === 'approve' && this.#isDelegable()) this.#emit('approve');
    else this.#open(choice);
  }

  protected toggleMore(): void {
    this.isMore.update((isMore) => !isMore);
  }

  protected because(reason: string): void {
    this.reason.set(reason);
    this.fault.set('');
    setTimeout(() => this.save()?.nativeElement.focus());
  }

  protected type(field: 'note' | 'days', event: Event): void {
    this[field].set((event.target as HTMLInputElement).value);
    this.fault.set('');
  }

  protected write(event: Event): void {
    event.preventDefault();
    const choice = this.choice();
    if (!choice || this.busy()) return;
    const fault = this.#faultOf(choice);
    this.fault.set(fault);
    if (fault === '') this.#emit(choice);
  }

  /** The first thing to be done in the form has the focus. */
  #open(choice: RefillChoice): void {
    this.choice.set(choice);
    setTimeout(() => {
      this.#host.nativeElement.scrollIntoView({ block: 'nearest' });
      const field = this.#host.nativeElement.querySelector<HTMLElement>('input, select');
      const hasReasons = this.reasons().length > 0;
      if (!hasReasons) (field ?? this.save()?.nativeElement)?.focus();
    });
  }

  #faultOf(choice: RefillChoice): string {
    if (this.reasons().length > 0 && this.reason() === null) return 'Choose why.';
    if (choice === 'reroute' && this.pharmacy() === null) return 'Choose the pharmacy.';
    if (choice === 'bridge' && !/^[1-9]\d?$/.test(this.days().trim()))
      return 'The days are a whole number from 1 to 90.';
    if (this.needsNote() && this.note().trim() === '') return 'Say why in the note.';
    return '';
  }

  #emit(choice: RefillChoice): void {
    const decided = this.#decisionOf(choice);
    if (decided) this.decided.emit(decided);
  }

  /** `null` when something typed is wrong, which its fields say themselves. */
  #decisionOf(choice: RefillChoice): Decided | null {
    const note = this.note().trim();
    const about = { stamp: this.card()?.stamp ?? '', note };
    const reason = this.reason() ?? '';
    switch (choice) {
      case 'approve':
        return { decision: choice, body: about };
      case 'approve-with-changes':
      case 'replace': {
        const grant = this.orderFields()?.read();
        return grant ? { decision: choice, body: { ...about, grant } } : null;
      }
      case 'bridge':
        return { decision: choice, body: { ...about, days: Number(this.days()) } };
      case 'reroute':
        return { decision: choice, body: { ...about, ...this.pharmacy() } };
      case 'deny':
        return { decision: choice, body: { reason, note } };
      case 'on-file':
        return { decision: choice, body: { note } };
      case 'ask-clinician':
      case 'ask-information':
      case 'ask-authorization':
        return { decision: 'ask', body: { ask: choice, reason, note } };
      case 'withdraw':
        return { decision: choice, body: { reason } };
      case 'resume':
      case 'reopen':
        return { decision: choice, body: {} };
    }
  }

  /** The help sheet says what each key means now; what means nothing is left out there. */
  #shortcuts(): Shortcut[] {
    const choices = this.choices();
    const acts = Object.fromEntries(
      this.choice() === null
        ? choices.flatMap(({ name, shortcut, isPossible }) =>
            shortcut && isPossible ? [[shortcut, () => this.choose(name)] as const] : [],
          )
        : [['refills.other-decision', () => this.choice.set(null)] as const],
    );
    const reasons = this.reasons();
    const digits = reasonKeys.slice(0, reasons.length).map((key, at) => ({
      ...key,
      words: reasons[at]?.title ?? '',
      run: () => this.#digit(at),
    }));
    return [...bindShortcuts(refillsShortcuts, acts), ...digits];
  }

  #digit(at: number): void {
    const reason = this.reasons()[at];
    if (reason) this.because(reason.code);
  }
}
