import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { coverageKinds, linesOfBusiness, type Payer } from '#contract/payer';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { CoverageApi } from '../coverage-api';
import { PayerDialog } from '../payer-dialog/payer-dialog';
import { PayerTabs } from '../payer-tabs/payer-tabs';

/** Who pays for care beside the patient: the list that coverages choose from. */
@Component({
  selector: 'app-payers-page',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    PayerDialog,
    PayerTabs,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './payers-page.html',
  styleUrl: './payers-page.scss',
})
export class PayersPage {
  readonly #api = inject(CoverageApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.listPayers(params),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly typed = signal('');
  protected readonly payers = computed(() => {
    const wanted = this.typed().toLowerCase();
    return (this.known.hasValue() ? this.known.value() : []).filter(({ name, payerIdentifier }) =>
      [name, payerIdentifier ?? ''].some((text) => text.toLowerCase().includes(wanted)),
    );
  });
  protected readonly summary = computed(() => {
    if (this.isStale()) return 'May be out of date';
    const count = this.payers().length;
    return this.known.hasValue() ? `${count} ${count === 1 ? 'payer' : 'payers'}` : '';
  });
  /** The one that is changed, or a new one. */
  protected readonly editing = signal<Payer | 'new' | null>(null);
  protected readonly edited = computed(() => {
    const editing = this.editing();
    return editing === 'new' ? null : editing;
  });
  protected readonly linesOfBusiness = linesOfBusiness;

  constructor() {
    effect((onCleanup) => {
      if (!this.clinicId()) return;
      onCleanup(
        this.#feed.hear('patients:organization', (changes) => {
          if (changes === null || changes.some(({ type }) => type === 'patients.payer-changed'))
            this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected kindsOf({ kinds }: Payer): string {
    return kinds.map((kind) => coverageKinds[kind]).join(', ');
  }

  protected search(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trim());
  }

  protected saved(): void {
    this.editing.set(null);
    this.known.reload();
  }
}
