import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { approvalLevels } from '#contract/authorization-line';
import type { AuthorizationRule } from '#contract/authorization-rule';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../../platform/api';
import { Clock } from '../../../platform/clock';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { localDateOf } from '../../../platform/wall-time';
import { whenBack } from '../../../platform/when-back';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { injectVisitTypes } from '../../authorization-lookups';
import { RuleDialog } from '../rule-dialog/rule-dialog';
import { payerWords, ruleState, subjectWords } from '../rule-words';
import { RulesApi } from '../rules-api';

/** What payers want authorized, from when on, and where that is written. */
@Component({
  selector: 'app-authorization-rules-page',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    RouterLink,
    RuleDialog,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './rules-page.html',
  styleUrl: './rules-page.scss',
})
export class AuthorizationRulesPage {
  readonly #api = inject(RulesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #visitTypes = injectVisitTypes();

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayConfigure = computed(() => this.#session.can('authorization:configure'));
  protected readonly mayReadQueue = computed(() => this.#session.can('authorization:read'));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly showsOver = signal(false);
  protected readonly editing = signal<AuthorizationRule | 'new' | null>(null);
  protected readonly edited = computed(() => {
    const editing = this.editing();
    return editing === 'new' ? null : editing;
  });

  protected readonly known = resource({
    params: () => this.clinicId() ?? undefined,
    loader: ({ params: clinicId }) => this.#api.rules(clinicId),
  });
  protected readonly loaded = computed(() => (this.known.hasValue() ? this.known.value() : null));
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error && !this.loaded() ? messageOf(problemOf(error)) : '';
  });
  readonly #today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  readonly #all = computed(() =>
    (this.loaded() ?? []).map((rule) => ({
      rule,
      payer: payerWords(rule),
      subject: subjectWords(rule, this.#visitTypes()),
      required: rule.required ? 'Required' : 'Not required',
      level: rule.required ? approvalLevels[rule.level] : '',
      documents: rule.documents.join('; '),
      days: this.#days(rule),
      ...ruleState(rule, this.#today()),
    })),
  );
  protected readonly over = computed(() => this.#all().filter(({ isOver }) => isOver).length);
  protected readonly rows = computed(() =>
    this.#all().filter(({ isOver }) => this.showsOver() || !isOver),
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (clinicId === null || !this.mayReadQueue()) return;
      onCleanup(
        this.#feed.hear(feedOf('authorizations', clinicId), (heard) => {
          if (heard === null || heard.some(({ type }) => type.startsWith('authorizations.rule-')))
            this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected saved(): void {
    this.editing.set(null);
    this.known.reload();
  }

  #days({ from, until }: AuthorizationRule): string {
    const first = this.#format.birthDate(from);
    return until === null ? `from ${first}` : `${first} – ${this.#format.birthDate(until)}`;
  }
}
