import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { ServiceAccount, ServiceAccountWithKey } from '#contract/service-account';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { AddServiceAccountDialog } from '../add-service-account-dialog/add-service-account-dialog';
import { ServiceAccountPanel } from '../service-account-panel/service-account-panel';
import { keyChip, permissionWords } from '../service-account-words';
import { ServiceAccountsApi } from '../service-accounts-api';
import { ShownOnceDialog } from '../../ui/shown-once-dialog/shown-once-dialog';

/** The programs that call in their own name, and the one in hand beside them. */
@Component({
  selector: 'app-service-accounts-page',
  imports: [
    AddServiceAccountDialog,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    RouterLink,
    ServiceAccountPanel,
    ShownOnceDialog,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './service-accounts-page.html',
  styleUrl: './service-accounts-page.scss',
})
export class ServiceAccountsPage {
  /** Of the one in hand. */
  readonly accountId = input<string>();

  readonly #api = inject(ServiceAccountsApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #router = inject(Router);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? '');
  protected readonly known = resource({
    params: () => this.clinicId() || undefined,
    loader: ({ params }) => this.#api.list(params),
  });
  protected readonly accounts = computed(() => (this.known.hasValue() ? this.known.value() : []));
  protected readonly inHand = computed(() =>
    this.accounts().find(({ id }) => id === this.accountId()),
  );
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly summary = computed(() =>
    this.isStale() ? 'May be out of date' : 'Programs that call in their own name',
  );
  protected readonly isAdding = signal(false);
  protected readonly made = signal<ServiceAccountWithKey | null>(null);
  protected readonly keyText = computed(() => {
    const made = this.made();
    if (!made) return '';
    const until = this.#format.dayAndTime(made.account.keyExpiresAt);
    return (
      `Put this key where ${made.account.name} keeps its secrets. ` +
      `It is good until ${until}, and is not shown again.`
    );
  });

  constructor() {
    effect((onCleanup) => {
      if (!this.clinicId()) return;
      onCleanup(this.#feed.hear('staff:organization', () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected chipOf(account: ServiceAccount) {
    return keyChip(account, this.#clock.now());
  }

  protected actsOf(account: ServiceAccount): string {
    return permissionWords(account, this.clinicId());
  }

  protected expires({ keyExpiresAt }: ServiceAccount): string {
    return this.#format.dayAndTime(keyExpiresAt);
  }

  protected used({ lastUsedAt }: ServiceAccount): string {
    return lastUsedAt ? this.#format.relative(lastUsedAt, this.#clock.now()) : '';
  }

  protected open(accountId: string | null): void {
    const page = '/staff/service-accounts';
    void this.#router.navigate(accountId === null ? [page] : [page, accountId]);
  }

  protected added(made: ServiceAccountWithKey): void {
    this.isAdding.set(false);
    this.made.set(made);
    this.known.reload();
    this.open(made.account.id);
  }
}
