import { Component, computed, inject, input, resource } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { Events, injectDispatch } from '@ngrx/signals/events';
import { supplyWays } from '#contract/prescription';
import { pendingOf, pendingSentence } from '#contract/refill-pending';
import { refillWorkflow, type RefillStatus } from '#contract/refill-workflow';
import type { Refill } from '#contract/refill-request';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { bindShortcuts } from '../../platform/shortcut-set';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import { listenToDecisionKeys } from '../../platform/work-queue/decision-keys';
import { queuePageEvents, queueServerEvents } from '../../platform/work-queue/work-queue-events';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DecisionForm, type Decided } from '../decision-form/decision-form';
import { choicesFor } from '../decision-words';
import { MatchForm } from '../match-form/match-form';
import { OrderSides } from '../order-sides/order-sides';
import { ReadinessCard } from '../readiness-card/readiness-card';
import { injectRefillCard } from '../refill-card-source';
import { drugOf, runOutWords } from '../refill-words';
import { RefillsApi } from '../refills-api';
import { refillsShortcuts } from '../refills-shortcuts';
import { SendingSteps } from '../sending-steps/sending-steps';

/** One request: whose, when nothing is left, what differs, what the rules say, and what is decided. */
@Component({
  selector: 'app-refill-record',
  imports: [
    DecisionForm,
    ErrorState,
    MatchForm,
    OrderSides,
    PatientHeader,
    ReadinessCard,
    RouterLink,
    SendingSteps,
    ShortcutKey,
    Skeleton,
  ],
  templateUrl: './refill-record.html',
  styleUrl: './refill-record.scss',
})
export class RefillRecord {
  readonly refill = input.required<Refill>();

  protected readonly store = inject(WorkQueueStore);
  readonly #api = inject(RefillsApi);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly source = injectRefillCard(this.refill);
  readonly #today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly pending = computed(() => {
    const pending = pendingOf(this.refill());
    return pending && pendingSentence(pending, (iso) => this.#format.dayAndTime(iso));
  });
  protected readonly runOut = computed(() =>
    runOutWords(this.refill().supply, {
      today: this.#today(),
      day: (date) => this.#format.day(date),
    }),
  );
  protected readonly supplyWords = computed(() => {
    const { pharmacy, neededOn, supply, abruptStop } = this.refill();
    const because = this.runOut().because ?? '';
    const way = pharmacy ? `${pharmacy.name}, ${supplyWays[pharmacy.way].toLowerCase()}` : '';
    const isEarlier = neededOn !== null && neededOn !== supply.runsOutOn;
    const leaves = isEarlier ? `must leave by ${this.#format.day(neededOn)}` : '';
    const harm = abruptStop ? 'to stop it abruptly does harm' : '';
    return [because, way, leaves, harm].filter(Boolean).join(' · ');
  });
  protected readonly visitWords = computed(() => {
    const card = this.source.card();
    if (!card) return '';
    const { lastSeenOn, nextVisitAt } = card;
    const seen = lastSeenOn ? `Last seen ${this.#format.birthDate(lastSeenOn)}` : 'Never seen here';
    const next = nextVisitAt
      ? `next visit ${this.#format.dayAndTime(nextVisitAt)}`
      : 'no visit booked';
    return `${seen}; ${next}.`;
  });

  protected readonly isUnmatched = computed(() => this.refill().work.status === 'triage');
  protected readonly busy = computed(() => this.store.pendingIds().has(this.refill().id));
  protected readonly mayDecide = computed(() => {
    const { lease } = this.refill().work;
    const isFree = lease === null || lease.holderId === this.store.me();
    return isFree && choicesFor(this.refill().work, this.#session.grants()).length > 0;
  });

  readonly #patientId = computed(() => this.refill().patient?.id);
  readonly #together = computed(() => this.source.card()?.together ?? []);
  readonly #ofPatient = resource({
    params: () => {
      const patientId = this.#patientId();
      return patientId && this.#together().length > 1 ? { patientId } : undefined;
    },
    loader: ({ params }) => this.#api.refillsOf(params.patientId),
  });
  /** As the list has them, which is newer than what was read with them. */
  protected readonly others = computed(() => {
    const read = this.#ofPatient.hasValue() ? this.#ofPatient.value() : [];
    const known = new Map(read.map((refill) => [refill.id, refill]));
    return this.#together()
      .filter((id) => id !== this.refill().id)
      .flatMap((id) => {
        const refill = (this.store.items()[id] as Refill | undefined) ?? known.get(id);
        return refill ? [refill] : [];
      })
      .map((refill) => ({
        id: refill.id,
        drug: drugOf(refill),
        words: `${refillWorkflow.states[refill.work.status as RefillStatus].title} · runs out: ${this.#outWords(refill)}`,
      }));
  });

  constructor() {
    listenToDecisionKeys(
      computed(() => this.refill().id),
      computed(() =>
        this.others().length > 0
          ? bindShortcuts(refillsShortcuts, { 'refills.next-of-patient': () => this.#goOn() })
          : [],
      ),
    );
    inject(Events)
      .on(queueServerEvents.actRefused)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { seen, problem } }) => {
        if (problem.rule === 'card-turned' && seen.id === this.refill().id) this.source.reload();
      });
  }

  protected act({ decision, body }: Decided): void {
    if (this.busy()) return;
    const act = { kind: 'decide', decision, body } as const;
    this.#dispatch.acted({ commandId: newCommandId(), itemId: this.refill().id, act });
  }

  /** Round the patient's requests, the most pressing first. */
  #goOn(): void {
    const ids = this.#together();
    const next = ids[(ids.indexOf(this.refill().id) + 1) % ids.length];
    if (next && next !== this.refill().id)
      void this.#router.navigate(['/refills', next], { queryParamsHandling: 'preserve' });
  }

  #outWords({ supply }: Refill): string {
    const day = (date: string): string => this.#format.day(date);
    return runOutWords(supply, { today: this.#today(), day }).words.toLowerCase();
  }
}
