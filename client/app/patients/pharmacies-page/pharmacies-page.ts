import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Pharmacy } from '#contract/pharmacy';
import { problemOf } from '../../platform/api';
import { phoneWords } from '../../platform/phone-words';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { PayerTabs } from '../payer-tabs/payer-tabs';
import { PharmacyApi } from '../pharmacy-api';
import { PharmacyDialog } from '../pharmacy-dialog/pharmacy-dialog';
import { PharmacyNetworkDialog } from '../pharmacy-network-dialog/pharmacy-network-dialog';
import { waysOf } from '../pharmacy-words';

/** So many the server finds at most. */
const mostFound = 20;
const changes = new Set(['patients.pharmacy-added', 'patients.pharmacy-changed']);

/** The pharmacies that patients choose from, and how payers treat them. */
@Component({
  selector: 'app-pharmacies-page',
  imports: [
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    PayerTabs,
    PharmacyDialog,
    PharmacyNetworkDialog,
    Skeleton,
  ],
  templateUrl: './pharmacies-page.html',
  styleUrl: './pharmacies-page.scss',
})
export class PharmaciesPage {
  readonly #api = inject(PharmacyApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  protected readonly typed = signal('');
  protected readonly known = resource({
    params: () => ({ text: this.typed() }),
    loader: ({ params }) => this.#api.search(params.text),
  });
  /** Stays on screen while the next ones are looked for; `null` until the first came. */
  protected readonly found = linkedSignal<Pharmacy[] | null, Pharmacy[] | null>({
    source: () => (this.known.hasValue() ? this.known.value() : null),
    computation: (found, before) => found ?? before?.value ?? null,
  });
  protected readonly pharmacies = computed(() => this.found() ?? []);
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly mayAdd = computed(() => this.#session.can('pharmacy:add'));
  protected readonly summary = computed(() => {
    if (this.isStale()) return 'May be out of date';
    const found = this.found();
    if (!found) return '';
    if (found.length >= mostFound) return `The first ${mostFound}; search for others`;
    return `${found.length} ${found.length === 1 ? 'pharmacy' : 'pharmacies'}`;
  });
  /** The one that is changed, or a new one. */
  protected readonly editing = signal<Pharmacy | 'new' | null>(null);
  protected readonly edited = computed(() => {
    const editing = this.editing();
    return editing === 'new' ? null : editing;
  });
  protected readonly networkOf = signal<Pharmacy | null>(null);
  protected readonly phoneWords = phoneWords;
  protected readonly waysOf = waysOf;

  constructor() {
    effect((onCleanup) => {
      onCleanup(
        this.#feed.hear('patients:organization', (heard) => {
          if (heard === null || heard.some(({ type }) => changes.has(type))) this.known.reload();
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected search(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value.trim());
  }

  protected saved(): void {
    this.editing.set(null);
    this.known.reload();
  }

  /** Its version has moved with its networks. */
  protected closeNetwork(): void {
    this.networkOf.set(null);
    this.known.reload();
  }
}
