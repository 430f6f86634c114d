import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Remittance } from '#contract/claim-files';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../../platform/api';
import { messageOf } from '../../../platform/problem-message';
import { RealtimeFeed } from '../../../platform/realtime-feed';
import { Session } from '../../../platform/session';
import { TimeFormat } from '../../../platform/time-format';
import { whenBack } from '../../../platform/when-back';
import { EmptyState } from '../../../ui/empty-state/empty-state';
import { ErrorState } from '../../../ui/error-state/error-state';
import { PageHeader } from '../../../ui/page-header/page-header';
import { Skeleton } from '../../../ui/skeleton/skeleton';
import { StatusChip } from '../../../ui/status-chip/status-chip';
import { signedMoney } from '../../claim-words';
import { DepositsSection } from '../deposits-section/deposits-section';
import { ImportDialog } from '../import-dialog/import-dialog';
import { methodWords, stateChip } from '../remittance-words';
import { RemittancesApi, type RemittancePart, type WhichRemittances } from '../remittances-api';

interface Shown {
  items: readonly Remittance[];
  next: string | null;
}

/** What payers paid: the way in for their files, the remittances, and the money of the bank that belongs to them. */
@Component({
  selector: 'app-remittances-page',
  imports: [
    DepositsSection,
    EmptyState,
    ErrorState,
    ImportDialog,
    MatButton,
    PageHeader,
    RouterLink,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './remittances-page.html',
  styleUrl: './remittances-page.scss',
  host: {
    // A file that misses would take the place of the whole page.
    '(document:dragover)': 'over($event)',
    '(document:drop)': 'dropped($event)',
    '(document:dragleave)': 'away($event)',
  },
})
export class RemittancesPage {
  readonly #api = inject(RemittancesApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id ?? null);
  protected readonly mayImport = computed(() => this.#session.can('claim:import'));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly which = signal<WhichRemittances>('all');
  protected readonly choices: readonly [WhichRemittances, string][] = [
    ['all', 'All'],
    ['held', 'Held'],
    ['open', 'Open'],
  ];
  protected readonly known = resource({
    params: () => {
      const clinicId = this.clinicId();
      return clinicId === null ? undefined : { clinicId, show: this.which() };
    },
    loader: ({ params }) => this.#api.list(params.clinicId, params.show),
  });
  readonly #shown = linkedSignal<RemittancePart | null, Shown>({
    source: () => (this.known.hasValue() ? this.known.value() : null),
    computation: (part) => part ?? { items: [], next: null },
  });
  protected readonly next = computed(() => this.#shown().next);
  protected readonly moreProblem = signal('');
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly remittances = computed(() => this.#shown().items);
  protected readonly rows = computed(() =>
    this.remittances().map((remittance) => ({
      remittance,
      chip: stateChip(remittance),
      received: this.#format.dayAndTime(remittance.receivedAt),
      paidOn: remittance.paidOn === null ? '' : this.#format.birthDate(remittance.paidOn),
      method: methodWords(remittance),
      payment: signedMoney(remittance.paymentCents),
      claims: signedMoney(remittance.claimsCents),
      provider: remittance.providerCents === 0 ? '' : signedMoney(remittance.providerCents),
      bank:
        remittance.deposit !== null
          ? `found ${this.#format.birthDate(remittance.deposit.on)}`
          : remittance.paymentCents > 0
            ? 'not found'
            : '',
    })),
  );
  protected readonly isOver = signal(false);
  protected readonly isImporting = signal(false);
  protected readonly files = signal<readonly File[]>([]);

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (clinicId === null) return;
      onCleanup(
        this.#feed.hear(feedOf('claims', clinicId), (heard) => {
          if (heard === null || heard.some(({ type }) => type === 'claims.remittance-changed'))
            this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected ask(...files: File[]): void {
    this.files.set(files);
    this.isImporting.set(true);
  }

  protected async more(): Promise<void> {
    const [clinicId, after] = [this.clinicId(), this.next()];
    if (clinicId === null || after === null) return;
    this.moreProblem.set('');
    try {
      const part = await this.#api.list(clinicId, this.which(), after);
      this.#shown.update(({ items }) => ({ items: [...items, ...part.items], next: part.next }));
    } catch (error) {
      this.moreProblem.set(messageOf(problemOf(error)));
    }
  }

  protected over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(this.mayImport() && !this.isImporting());
  }

  protected away(event: DragEvent): void {
    if (event.relatedTarget === null) this.isOver.set(false);
  }

  protected dropped(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const mayTake = this.isOver();
    this.isOver.set(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0 && mayTake) this.ask(...files);
  }
}
