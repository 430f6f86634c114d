import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { apply, form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { VisitType } from '#contract/availability';
import type { Problem } from '#contract/problem';
import type { PolicyReplay } from '#contract/waitlist-replay';
import { ownTerms, type OfferTerms, type WaitlistPolicy } from '#contract/waitlist-policy';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Toasts } from '../../platform/toasts';
import { ErrorState } from '../../ui/error-state/error-state';
import { Modal } from '../../ui/modal/modal';
import { Skeleton } from '../../ui/skeleton/skeleton';
import {
  between,
  OfferTermsFields,
  offerTermsSchema,
} from '../offer-terms-fields/offer-terms-fields';
import { PolicyReplayTable } from '../policy-replay/policy-replay';
import { WaitlistApi } from '../waitlist-api';

type Bounds = Pick<
  WaitlistPolicy,
  'undoSeconds' | 'quietFrom' | 'quietUntil' | 'mostOffers' | 'mostOffersDays'
>;
type Rules = Bounds & { terms: OfferTerms };

const blank: Rules = {
  undoSeconds: 0,
  quietFrom: '',
  quietUntil: '',
  mostOffers: 1,
  mostOffersDays: 1,
  terms: {
    autoOffer: false,
    offerMinutes: 1,
    minLeadMinutes: 0,
    stopMinutes: 0,
    initialDelayMinutes: 0,
    waveSize: 1,
    waveDelayMinutes: 1,
    gainOrder: 'most-first',
    booking: 'auto-confirm',
  },
};

/** The clinic's rules for filling freed time, and of visit types that differ; they count from when they are saved. */
@Component({
  selector: 'app-waitlist-policy-dialog',
  imports: [ErrorState, FormField, MatButton, Modal, OfferTermsFields, PolicyReplayTable, Skeleton],
  templateUrl: './waitlist-policy-dialog.html',
  styleUrl: './waitlist-policy-dialog.scss',
})
export class WaitlistPolicyDialog {
  readonly clinicId = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly closed = output();

  readonly #api = inject(WaitlistApi);
  readonly #toasts = inject(Toasts);
  readonly #version = signal<number | null>(null);
  /** Of the clinic while another set is on screen. */
  readonly #clinicTerms = signal(blank.terms);
  readonly #byVisitType = signal<Readonly<Record<string, OfferTerms>>>({});

  protected readonly isOpen = signal(true);
  protected readonly isLoaded = computed(() => this.#version() !== null);
  protected readonly busy = signal(false);
  protected readonly trying = signal(false);
  /** Of the rules as they stood when they were tried. */
  protected readonly replay = linkedSignal<Rules, PolicyReplay | null>({
    source: () => this.rules(),
    computation: () => null,
  });
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  /** Whose terms are on screen: a visit type's, or the clinic's where empty. */
  protected readonly of = signal('');
  protected readonly own = computed(() => Object.keys(this.#byVisitType()));
  protected readonly rules = signal(blank);
  protected readonly fields = form(this.rules, (path) => {
    between(path.undoSeconds, 0, 300);
    between(path.mostOffers, 1, 50);
    between(path.mostOffersDays, 1, 60);
    required(path.quietFrom, { message: 'A time is needed.' });
    required(path.quietUntil, { message: 'A time is needed.' });
    apply(path.terms, offerTermsSchema);
  });

  constructor() {
    void Promise.resolve().then(() => this.load());
  }

  protected errorOf(field: keyof Bounds): string {
    return this.fields[field]().errors()[0]?.message ?? '';
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.#take(await this.#api.getPolicy(this.clinicId()));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  /** Shows the terms of a visit type, or the clinic's; a type without its own begins with the clinic's. */
  protected show(visitTypeId: string): void {
    this.#keepShown();
    this.of.set(visitTypeId);
    const terms = this.#byVisitType()[visitTypeId] ?? this.#clinicTerms();
    this.rules.update((rules) => ({ ...rules, terms }));
  }

  /** The visit type goes by the clinic's terms again. */
  protected drop(): void {
    const others = Object.entries(this.#byVisitType()).filter(([id]) => id !== this.of());
    this.#byVisitType.set(Object.fromEntries(others));
    this.of.set('');
    this.rules.update((rules) => ({ ...rules, terms: this.#clinicTerms() }));
  }

  /** What these rules would have done, beside those in force; nothing is saved. */
  protected async tryOut(): Promise<void> {
    if (this.fields().invalid() || this.trying()) return;
    this.trying.set(true);
    this.problem.set(null);
    try {
      const draft = { clinicId: this.clinicId(), ...this.#wanted() };
      this.replay.set(await this.#api.replayPolicy(draft));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.trying.set(false);
    }
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const expectedVersion = this.#version();
    if (expectedVersion === null || this.fields().invalid() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.#api.changePolicy({
        clinicId: this.clinicId(),
        expectedVersion,
        undoSeconds: this.rules().undoSeconds,
        ...this.#wanted(),
      });
      this.#toasts.show({ message: 'Waitlist rules saved; they count from now on' });
      this.isOpen.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** As it stands in the form, with what is not on show. */
  #wanted(): Omit<WaitlistPolicy, 'clinicId' | 'version' | 'undoSeconds'> {
    this.#keepShown();
    const { quietFrom, quietUntil, mostOffers, mostOffersDays } = this.rules();
    return {
      ...{ quietFrom, quietUntil, mostOffers, mostOffersDays },
      ...this.#clinicTerms(),
      byVisitType: this.#byVisitType(),
    };
  }

  #keepShown(): void {
    const { terms } = this.rules();
    const of = this.of();
    if (of === '') this.#clinicTerms.set(terms);
    else this.#byVisitType.update((held) => ({ ...held, [of]: terms }));
  }

  #take(policy: WaitlistPolicy): void {
    const { undoSeconds, quietFrom, quietUntil, mostOffers, mostOffersDays } = policy;
    const terms = ownTerms(policy);
    this.#version.set(policy.version);
    this.#clinicTerms.set(terms);
    this.#byVisitType.set(policy.byVisitType);
    this.of.set('');
    this.rules.set({ undoSeconds, quietFrom, quietUntil, mostOffers, mostOffersDays, terms });
  }
}
