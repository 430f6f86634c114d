import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { denialCauses, type DenialCause } from '#contract/claim-money';
import { correctionWays, type ClaimSettings, type PayerRule } from '#contract/claim-settings';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../../platform/api';
import { Clock } from '../../../platform/clock';
import { moneyWords } from '../../../platform/money-words';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { localDateOf } from '../../../platform/wall-time';
import { whenBack } from '../../../platform/when-back';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { FeesSection } from '../fees-section/fees-section';
import { MoneyDialog } from '../money-dialog/money-dialog';
import { PayerRuleDialog } from '../payer-rule-dialog/payer-rule-dialog';
import { filingWords, levelsWords, versionWords, whomWords } from '../rule-words';
import { RulesApi } from '../rules-api';

type Editing = { kind: 'rule'; rule: PayerRule | null } | { kind: 'money' };

/** By what claims are judged: payers' rules of correction, filing and appeal, who approves what, and fee schedules. */
@Component({
  selector: 'app-claim-rules-page',
  imports: [
    ErrorState,
    FeesSection,
    MatButton,
    MoneyDialog,
    PageHeader,
    PayerRuleDialog,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './rules-page.html',
  styleUrl: './rules-page.scss',
})
export class ClaimRulesPage {
  readonly #api = inject(RulesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayConfigure = computed(() => this.#session.can('claim:configure'));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly editing = signal<Editing | null>(null);
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );

  protected readonly known = resource({
    params: () => this.clinicId() ?? undefined,
    loader: ({ params: clinicId }) => this.#api.settings(clinicId),
  });
  readonly #payers = resource({
    params: () => this.clinicId() ?? undefined,
    loader: ({ params: clinicId }) => this.#api.payers(clinicId),
  });
  protected readonly payers = computed(() =>
    (this.#payers.hasValue() ? this.#payers.value() : []).toSorted((a, b) =>
      a.name.localeCompare(b.name),
    ),
  );
  /** What was written here is known before it is read again. */
  protected readonly settings = linkedSignal<ClaimSettings | null, ClaimSettings | null>({
    source: () => (this.known.hasValue() ? this.known.value() : null),
    computation: (read) => read,
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.settings() ? messageOf(problemOf(error)) : '';
  });
  protected readonly versions = computed(() => {
    const { payers = 0, money = 0 } = this.settings()?.versions ?? {};
    return { payers: versionWords(payers), money: versionWords(money) };
  });
  protected readonly rules = computed(() =>
    (this.settings()?.payers.rules ?? []).map((rule) => ({
      rule,
      whom: whomWords(rule, (id) => this.#payerName(id)),
      correction: correctionWays[rule.correction],
      within: rule.correctionDays === null ? '' : `within ${rule.correctionDays} days`,
      filing: filingWords(rule),
      levels: levelsWords(rule.levels) || 'none',
      memberLevels: levelsWords(rule.memberLevels),
      days: this.#days(rule),
    })),
  );
  protected readonly money = computed<[string, string][]>(() => {
    const money = this.settings()?.money;
    if (!money) return [];
    return [
      ['Write-offs', `above ${moneyWords(money.writeOffCents)} a colleague approves them`],
      ['Underpaid', `from ${moneyWords(money.underpaidCents)} below what was expected`],
      ['Overpaid', `given back within ${money.refundDays} days of being known`],
      ['Supposed chances', `count as ${moneyWords(money.supposedWeightCents)} tried`],
    ];
  });
  protected readonly chances = computed(() => {
    const money = this.settings()?.money;
    return money
      ? (Object.entries(denialCauses) as [DenialCause, string][]).map(([cause, title]) => ({
          title,
          percent: `${money.chances[cause]} %`,
        }))
      : [];
  });

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (clinicId === null) return;
      onCleanup(
        this.#feed.hear(feedOf('claims', clinicId), (heard) => {
          if (heard === null || heard.some(({ type }) => type === 'claims.settings-changed'))
            this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected saved(settings: ClaimSettings): void {
    this.settings.set(settings);
    this.editing.set(null);
  }

  #payerName(payerId: string): string {
    return this.payers().find(({ id }) => id === payerId)?.name ?? 'A payer that is not listed';
  }

  #days({ fromOn, untilOn }: PayerRule): string {
    const first = this.#format.birthDate(fromOn);
    return untilOn === null
      ? `from ${first}`
      : `${first}, before ${this.#format.birthDate(untilOn)}`;
  }
}
