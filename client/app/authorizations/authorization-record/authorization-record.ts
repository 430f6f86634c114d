import { Component, computed, inject, input, linkedSignal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { Events, injectDispatch } from '@ngrx/signals/events';
import {
  authorizationPendingOf,
  authorizationPendingSentence,
} from '#contract/authorization-pending';
import { authorizationSources, type Authorization } from '#contract/authorization-request';
import { linesOfBusiness } from '#contract/payer';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { isOver } from '../../platform/authorization-words';
import { newCommandId } from '../../platform/command-id';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { queuePageEvents, queueServerEvents } from '../../platform/work-queue/work-queue-events';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { injectProviders } from '../authorization-lookups';
import { CallLog } from '../call-log/call-log';
import { DocumentList } from '../document-list/document-list';
import { LineCard } from '../line-card/line-card';
import { RequestStory } from '../request-story/request-story';
import type { Step } from '../../platform/work-queue/step-fields';
import { stepsFor } from '../step-choices';
import { StepForm } from '../step-form/step-form';
import { injectStory } from '../story-source';

/** One request: why it is pending, what is asked of whom, how each line stands, and what was sent and said. */
@Component({
  selector: 'app-authorization-record',
  imports: [
    CallLog,
    DocumentList,
    ErrorState,
    LineCard,
    PatientHeader,
    RequestStory,
    Skeleton,
    StepForm,
    SvgIcon,
  ],
  templateUrl: './authorization-record.html',
  styleUrl: './authorization-record.scss',
})
export class AuthorizationRecord {
  readonly request = input.required<Authorization>();

  protected readonly store = inject(WorkQueueStore);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  private readonly callLog = viewChild(CallLog);

  readonly #itemId = computed(() => this.request().id);
  readonly #providers = injectProviders();
  /** Who works on it is a colleague; who renders it may be none. */
  protected readonly nameOf = computed(() => {
    const [providers, colleague] = [this.#providers(), this.store.nameOf()];
    return (id: string): string => providers.find((each) => each.id === id)?.name ?? colleague(id);
  });

  protected readonly showsOver = linkedSignal({ source: this.#itemId, computation: () => false });
  protected readonly hidden = computed(() => {
    const { lines } = this.request();
    return lines.filter(({ status }) => isOver(status)).length;
  });
  /** Of what is over altogether, all of it is shown. */
  protected readonly lines = computed(() => {
    const { lines } = this.request();
    if (this.showsOver() || this.hidden() === lines.length) return lines;
    return lines.filter(({ status }) => !isOver(status));
  });
  /** Each once, the lines' own words are on their cards. */
  protected readonly pending = computed(() => {
    const request = this.request();
    const sentences = request.lines.flatMap((line) => {
      const pending = authorizationPendingOf(line, request);
      const when = (iso: string): string => this.#format.dayAndTime(iso);
      return pending ? [authorizationPendingSentence(pending, when)] : [];
    });
    return [...new Set(sentences)];
  });
  protected readonly sentBack = computed(() => this.request().submission?.trouble ?? '');
  protected readonly facts = computed(() => {
    const { plan, diagnoses, priorNumber, source, submission } = this.request();
    const said = diagnoses.map(({ code, text }) => `${code} ${text}`.trim()).join('; ');
    const facts: [string, string][] = [
      ['Plan', `${plan.payerName}, ${plan.planName} · member ${plan.memberId}`],
      ['', `${linesOfBusiness[plan.lineOfBusiness]} · ${plan.order}`],
      ['Diagnoses', said || 'none given'],
      ['Ordered by', this.#orderedBy()],
      ['Source', authorizationSources[source]],
    ];
    if (priorNumber !== null) facts.push(['Renews', priorNumber]);
    if (submission && submission.confirmation !== '')
      facts.push(['Confirmation', submission.confirmation]);
    return facts;
  });
  protected readonly isExpedited = computed(() => this.request().urgency === 'expedited');
  protected readonly urgencyWords = computed(() => {
    const { attestation } = this.request();
    if (attestation === null) return 'Expedited; no clinician has attested it yet';
    const { byId, at, statement } = attestation;
    return `Expedited: “${statement}” ${this.nameOf()(byId)}, ${this.#format.dayAndTime(at)}`;
  });
  protected readonly files = computed(() => {
    const detail = this.store.detail();
    return detail?.itemId === this.#itemId() ? detail.attachments : [];
  });
  protected readonly busy = computed(() => this.store.pendingIds().has(this.request().id));
  protected readonly mayWork = computed(() => {
    const { lease, closedAt } = this.request().work;
    const isFree = lease === null || lease.holderId === this.store.me();
    return closedAt === null && isFree && this.#session.can('authorization:work');
  });

  protected readonly mayStep = computed(() => {
    const { lease } = this.request().work;
    const isFree = lease === null || lease.holderId === this.store.me();
    return isFree && stepsFor(this.request(), this.#session.grants()).length > 0;
  });

  protected readonly source = injectStory(this.request);

  constructor() {
    inject(Events)
      .on(queueServerEvents.actAnswered)
      .pipe(takeUntilDestroyed())
      .subscribe(({ payload: { act, seen, item } }) => {
        if (act.kind !== 'decide' || seen.id !== this.request().id) return;
        if (act.decision === 'log-call') this.callLog()?.clear();
        // The answer is the new request.
        if (item.id !== seen.id)
          void this.#router.navigate(['/authorizations', item.id], {
            queryParamsHandling: 'preserve',
          });
      });
  }

  protected act({ decision, body }: Step): void {
    if (this.busy()) return;
    const act = { kind: 'decide', decision, body } as const;
    this.#dispatch.acted({ commandId: newCommandId(), itemId: this.request().id, act });
  }

  #orderedBy(): string {
    const { orderingId, orderingName, orderingNpi } = this.request();
    if (orderingId !== null) return this.nameOf()(orderingId);
    const npi = orderingNpi === null ? '' : `NPI ${orderingNpi}`;
    return [orderingName, npi].filter(Boolean).join(', ') || 'not said';
  }
}
