import { Component, computed, inject, input } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import { claimKinds, filingOrders, followUpSteps } from '#contract/claim-record';
import { claimStatuses } from '#contract/claim-workflow';
import { rootCauses } from '#contract/claim-money';
import type { FollowUp } from '#contract/claim-follow-up';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { exactMoney, moneyWords } from '../../platform/money-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import type { Step } from '../../platform/work-queue/step-fields';
import { queuePageEvents } from '../../platform/work-queue/work-queue-events';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { ClaimStory } from '../claim-story/claim-story';
import {
  bandTone,
  bandWords,
  causeWords,
  chanceWords,
  codesWords,
  courseWords,
  deadlineWords,
  kindMark,
  linesWords,
  stateWords,
  worthWords,
} from '../claim-words';
import { LineTable } from '../line-table/line-table';
import { injectClaimRecord } from '../record-source';
import { blockedSteps, stepsFor } from '../step-choices';
import { StepForm } from '../step-form/step-form';
import { writeOffReasons } from '#contract/claim-workflow';

/** One follow-up: what is at stake until when, the claim's money, what can be done, and how it came to this. */
@Component({
  selector: 'app-claim-record',
  imports: [ClaimStory, ErrorState, LineTable, PatientHeader, Skeleton, StepForm, SvgIcon],
  templateUrl: './claim-record.html',
  styleUrl: './claim-record.scss',
})
export class ClaimRecord {
  readonly followUp = input.required<FollowUp>();

  protected readonly store = inject(WorkQueueStore);
  readonly #clock = inject(Clock);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly source = injectClaimRecord(this.followUp);
  protected readonly busy = computed(() => this.store.pendingIds().has(this.followUp().id));
  /** Nobody else has it in hand. */
  readonly #isFree = computed(() => {
    const { lease } = this.followUp().work;
    return lease === null || lease.holderId === this.store.me();
  });
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly maySteps = computed(() => {
    const of = { record: this.source.record(), today: this.today() };
    return this.#isFree() && stepsFor(this.followUp(), of, this.#session.grants()).length > 0;
  });
  protected readonly mark = computed(() => kindMark(this.followUp()));
  protected readonly cause = computed(() => causeWords(this.followUp()));
  protected readonly codes = computed(() => codesWords(this.followUp()));
  protected readonly amount = computed(() => exactMoney(this.followUp().amountCents));
  protected readonly lines = computed(() => linesWords(this.followUp()));
  protected readonly worth = computed(() => worthWords(this.followUp()));
  protected readonly chance = computed(() => chanceWords(this.followUp()));
  protected readonly band = computed(() => bandWords(this.followUp()));
  protected readonly tone = computed(() => bandTone(this.followUp()) ?? 'neutral');
  protected readonly deadline = computed(() =>
    deadlineWords(this.followUp(), (date) => this.#format.date(date)),
  );
  /** Of the step whose last day it is: where it comes from. */
  protected readonly rule = computed(() => {
    const on = this.followUp().deadline?.on;
    const steps = this.source.record()?.steps ?? [];
    return steps.find(({ untilOn, rule }) => untilOn === on && rule !== '')?.rule ?? '';
  });
  protected readonly receivedOn = computed(() => {
    const on = this.followUp().receivedOn;
    return on === null ? '' : `The payer’s answer came ${this.#format.date(on)}.`;
  });
  /** What the server would do first, also where nobody can do it here. */
  protected readonly best = computed(() => {
    if (this.followUp().work.status !== 'to-work') return null;
    const [first] = this.source.record()?.steps ?? [];
    if (first?.blockedBecause !== null) return null;
    const until = first.untilOn === null ? '' : `Until ${this.#format.date(first.untilOn)}.`;
    return { title: followUpSteps[first.step], because: first.because, until, rule: first.rule };
  });
  protected readonly blocked = computed(() =>
    this.followUp().work.status === 'to-work'
      ? blockedSteps(this.source.record(), this.today()).map(({ step, blockedBecause }) => ({
          title: followUpSteps[step],
          because: blockedBecause,
        }))
      : [],
  );
  protected readonly facts = computed(() => {
    const { claim, payer, rootCause } = this.followUp();
    const whole = this.source.record()?.claim ?? null;
    const facts: [string, string][] = [
      ['Claim', claim ? `${claim.controlNumber} · ${claimStatuses[claim.status]}` : 'none here'],
      ['Payer', payer.name],
      ['Payer’s number', claim?.payerControl ?? ''],
      ['Service', claim ? this.#days(claim.fromOn, claim.toOn) : ''],
      ['Kind', whole ? `${claimKinds[whole.kind]} · ${filingOrders[whole.order]}` : ''],
      ['Member', whole?.memberId ?? ''],
      ['Authorization', whole?.authorization ?? ''],
      ['Diagnoses', whole?.diagnoses.join(', ') ?? ''],
      [
        'Status',
        [stateWords(this.followUp()), courseWords(this.followUp())].filter(Boolean).join(' · '),
      ],
      ['What led to it', rootCause === null ? '' : rootCauses[rootCause]],
      ['Write-off', this.#writeOff()],
    ];
    return facts.filter(([, words]) => words !== '');
  });
  protected readonly unmatched = computed(() => {
    const said = this.source.record()?.unmatched;
    if (!said) return [];
    const facts: [string, string][] = [
      ['Claim', said.controlNumber],
      ['Patient', said.patientName],
      ['Member', said.memberId],
      ['Service', this.#days(said.fromOn, null)],
      ['Billed', exactMoney(said.chargeCents)],
      ['Paid', exactMoney(said.paidCents)],
    ];
    return facts.filter(([, words]) => words !== '');
  });

  protected act({ decision, body }: Step): void {
    if (this.busy()) return;
    const act = { kind: 'decide', decision, body } as const;
    this.#dispatch.acted({ commandId: newCommandId(), itemId: this.followUp().id, act });
  }

  #days(fromOn: string | null, toOn: string | null): string {
    if (fromOn === null) return '';
    const first = this.#format.date(fromOn);
    return toOn === null || toOn === fromOn ? first : `${first} – ${this.#format.date(toOn)}`;
  }

  #writeOff(): string {
    const { writeOff } = this.followUp();
    if (writeOff === null) return '';
    const { cents, reason, askedById, at } = writeOff;
    const who = `${this.store.nameOf()(askedById)}, ${this.#format.dayAndTime(at)}`;
    return `${moneyWords(cents)}: ${writeOffReasons[reason]} (${who})`;
  }
}
