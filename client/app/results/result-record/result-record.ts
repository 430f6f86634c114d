import { Component, computed, inject, input } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import { resultCategories, resultKinds } from '#contract/result-content';
import { orderStates, type Result } from '#contract/result-report';
import { PatientHeader } from '../../patients/patient-header/patient-header';
import { newCommandId } from '../../platform/command-id';
import { TimeFormat } from '../../platform/time-format';
import { queuePageEvents } from '../../platform/work-queue/work-queue-events';
import { WorkQueueStore } from '../../platform/work-queue/work-queue-store';
import { Session } from '../../platform/session';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { CriticalCall } from '../critical-call/critical-call';
import { HiddenNotice } from '../hidden-notice/hidden-notice';
import { LetterList } from '../letter-list/letter-list';
import { MatchForm } from '../match-form/match-form';
import { RecallContacts } from '../recall-contacts/recall-contacts';
import { injectResultRecord } from '../record-source';
import { ReleaseSection } from '../release-section/release-section';
import { injectRelease } from '../release-source';
import { ReportView } from '../report-view/report-view';
import { isCallOpen, orderedByWords, severityMark } from '../result-words';
import type { Step } from '../../platform/work-queue/step-fields';
import { stepsFor } from '../step-choices';
import { StepForm } from '../step-form/step-form';
import { ViewLog } from '../view-log/view-log';

/** One result: whom it presses, what it says, who sees it, whom a correction must reach, and what is done with it. */
@Component({
  selector: 'app-result-record',
  imports: [
    CriticalCall,
    ErrorState,
    HiddenNotice,
    LetterList,
    MatchForm,
    PatientHeader,
    RecallContacts,
    ReleaseSection,
    ReportView,
    Skeleton,
    StepForm,
    SvgIcon,
    ViewLog,
  ],
  templateUrl: './result-record.html',
  styleUrl: './result-record.scss',
})
export class ResultRecord {
  readonly result = input.required<Result>();

  protected readonly store = inject(WorkQueueStore);
  readonly #dispatch = injectDispatch(queuePageEvents);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly source = injectResultRecord(this.result);
  protected readonly releases = injectRelease(
    this.result,
    computed(() => ''),
  );
  protected readonly busy = computed(() => this.store.pendingIds().has(this.result().id));
  /** Nobody else has it in hand. */
  protected readonly isFree = computed(() => {
    const { lease } = this.result().work;
    return lease === null || lease.holderId === this.store.me();
  });
  protected readonly mayWork = computed(() => this.isFree() && this.#session.can('result:work'));
  protected readonly isUnmatched = computed(() => this.result().missing.length > 0);
  protected readonly isCalling = computed(() => isCallOpen(this.result()));
  protected readonly waitsForCall = computed(
    () => this.isCalling() && this.#session.can('result:sign'),
  );
  protected readonly maySteps = computed(
    () =>
      this.isFree() &&
      stepsFor(this.result(), this.releases.release(), this.#session.grants()).length > 0,
  );
  protected readonly colleagues = computed(() =>
    Object.values(this.store.colleagues()).sort((a, b) => a.family.localeCompare(b.family)),
  );
  protected readonly mark = computed(() => severityMark(this.result()));
  /** The report's own name is read with its values. */
  protected readonly title = computed(() => this.source.record()?.title ?? this.result().title);
  protected readonly facts = computed(() => {
    const { kind, source, orderState, categories, signed } = this.result();
    const facts: [string, string][] = [
      ['Kind', resultKinds[kind]],
      ['From', source],
      ['Ordered by', orderedByWords(this.result())],
      ['Order', [orderStates[orderState], ...this.#numbers()].join(' · ')],
      ['When', this.#whenWords()],
      ['About', categories.map((each) => resultCategories[each]).join(', ')],
    ];
    if (signed) {
      const note = signed.note === '' ? '' : ` “${signed.note}”`;
      const who = this.store.nameOf()(signed.byId);
      facts.push(['Signed', `${who}, ${this.#format.dayAndTime(signed.at)}${note}`]);
    }
    return facts.filter(([, words]) => words !== '');
  });

  protected act({ decision, body }: Step): void {
    if (this.busy()) return;
    const act = { kind: 'decide', decision, body } as const;
    this.#dispatch.acted({ commandId: newCommandId(), itemId: this.result().id, act });
  }

  #numbers(): string[] {
    const { placer = null, filler = null } = this.source.record() ?? {};
    return [
      placer === null ? '' : `order ${placer}`,
      filler === null ? '' : `laboratory ${filler}`,
    ].filter(Boolean);
  }

  #whenWords(): string {
    const { orderedAt, collectedAt, receivedAt } = this.result();
    const at = (word: string, iso: string | null): string =>
      iso === null ? '' : `${word} ${this.#format.dayAndTime(iso)}`;
    return [at('ordered', orderedAt), at('collected', collectedAt), at('received', receivedAt)]
      .filter(Boolean)
      .join(' · ');
  }
}
