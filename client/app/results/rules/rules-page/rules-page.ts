import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { feedOf } from '#contract/realtime';
import type { ReleaseRule } from '#contract/result-release';
import type { CriticalLimit, ResultSettings } from '#contract/result-settings';
import { unitWords } from '#contract/unit-words';
import { problemOf } from '../../../platform/api';
import { Clock } from '../../../platform/clock';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { localDateOf } from '../../../platform/wall-time';
import { whenBack } from '../../../platform/when-back';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { CallDialog } from '../call-dialog/call-dialog';
import { CodeDialog, type CodeCategories } from '../code-dialog/code-dialog';
import { IntakeDialog } from '../intake-dialog/intake-dialog';
import { LimitDialog } from '../limit-dialog/limit-dialog';
import { ReleaseRuleDialog } from '../release-rule-dialog/release-rule-dialog';
import { ReleaseTermsDialog } from '../release-terms-dialog/release-terms-dialog';
import {
  categoriesWords,
  effectWords,
  forWords,
  ladderWords,
  limitWords,
  ordinal,
  ruleState,
  versionWords,
} from '../rule-words';
import { RulesApi } from '../rules-api';
import { unknownOrders } from '../unknown-orders';

type Editing =
  | { kind: 'limit'; limit: CriticalLimit | null }
  | { kind: 'code'; entry: CodeCategories | null }
  | { kind: 'rule'; rule: ReleaseRule | null }
  | { kind: 'call' | 'intake' | 'terms' };

/** What results are judged by: critical limits and who is called, what codes are about, and rules of release. */
@Component({
  selector: 'app-result-rules-page',
  imports: [
    CallDialog,
    CodeDialog,
    ErrorState,
    IntakeDialog,
    LimitDialog,
    MatButton,
    PageHeader,
    ReleaseRuleDialog,
    ReleaseTermsDialog,
    RouterLink,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './rules-page.html',
  styleUrl: './rules-page.scss',
})
export class ResultRulesPage {
  readonly #api = inject(RulesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayConfigure = computed(() => this.#session.can('result:configure'));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly editing = signal<Editing | null>(null);

  protected readonly known = resource({
    params: () => this.clinicId() ?? undefined,
    loader: ({ params: clinicId }) => this.#api.settings(clinicId),
  });
  readonly #people = resource({
    params: () => this.clinicId() ?? undefined,
    loader: ({ params: clinicId }) => this.#api.colleagues(clinicId),
  });
  protected readonly colleagues = computed(() =>
    this.#people.hasValue() ? this.#people.value() : [],
  );
  /** What was written here is known before it is read again. */
  protected readonly settings = linkedSignal<ResultSettings | null, ResultSettings | null>({
    source: () => (this.known.hasValue() ? this.known.value() : null),
    computation: (read) => read,
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.settings() ? messageOf(problemOf(error)) : '';
  });
  readonly #today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly versions = computed(() => {
    const { critical = 0, intake = 0, release = 0 } = this.settings()?.versions ?? {};
    return {
      ...{ critical: versionWords(critical), intake: versionWords(intake) },
      release: versionWords(release),
    };
  });
  protected readonly limits = computed(() =>
    (this.settings()?.critical.limits ?? []).map((limit) => ({
      limit,
      unit: unitWords(limit.unit),
      words: limitWords(limit),
    })),
  );
  protected readonly calling = computed<[string, string][]>(() => {
    const critical = this.settings()?.critical;
    if (!critical) return [];
    return [
      ['Read back within', `${critical.minutes} minutes`],
      ['Called in turn', ladderWords(critical)],
      ['On call', this.#nameOf(critical.onCallId)],
      ['Medical director', this.#nameOf(critical.directorId)],
      ['The sender’s flag', critical.trustFlags ? 'counts as well' : 'does not count'],
    ];
  });
  protected readonly codes = computed(() =>
    (this.settings()?.intake.categories ?? []).map((entry) => ({
      entry,
      words: categoriesWords(entry.categories),
    })),
  );
  protected readonly unknownOrder = computed(() => {
    const intake = this.settings()?.intake;
    return intake ? unknownOrders[intake.unknownOrder] : '';
  });
  protected readonly terms = computed<[string, string][]>(() => {
    const release = this.settings()?.release;
    if (!release) return [];
    const { jurisdiction, ownAccessFrom, mostHoldDays } = release;
    return [
      ['State', jurisdiction === 'US' ? 'no state of its own' : jurisdiction],
      ['Access of their own', `from the ${ordinal(ownAccessFrom)} birthday on`],
      ['A hold lasts at most', `${mostHoldDays} days`],
    ];
  });
  protected readonly rules = computed(() => {
    const release = this.settings()?.release;
    if (!release) return [];
    const { jurisdiction } = release;
    return release.rules.map((rule) => ({
      rule,
      whom: forWords(rule),
      about: categoriesWords(rule.categories),
      effect: effectWords(rule),
      earlier: rule.clinicianMayRelease ? 'a clinician may release it earlier' : '',
      days: this.#days(rule),
      ...ruleState(rule, { jurisdiction, today: this.#today() }),
    }));
  });

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (clinicId === null) return;
      onCleanup(
        this.#feed.hear(feedOf('results', clinicId), (heard) => {
          if (heard === null || heard.some(({ type }) => type === 'results.settings-changed'))
            this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected saved(settings: ResultSettings): void {
    this.settings.set(settings);
    this.editing.set(null);
  }

  #nameOf(staffId: string | null): string {
    const person = this.colleagues().find(({ id }) => id === staffId);
    return person ? `${person.family}, ${person.given}` : 'nobody';
  }

  #days({ fromOn, untilOn }: ReleaseRule): string {
    const first = this.#format.birthDate(fromOn);
    return untilOn === null
      ? `from ${first}`
      : `${first}, before ${this.#format.birthDate(untilOn)}`;
  }
}
