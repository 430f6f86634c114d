import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { DataExport, ExportsChange } from '#contract/exports';
import { upsertVersioned, type ById } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import { changeOf } from '../../platform/change-of';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { exportChips, exportFigures, isUnderWay, percentOf } from '../export-words';
import { archivePath, ExportsApi } from '../exports-api';
import { RequestExportDialog } from '../request-export-dialog/request-export-dialog';

/** Archives of everything: the one that is made, and those that can be fetched. */
@Component({
  selector: 'app-exports-page',
  imports: [
    DeniedState,
    EmptyState,
    ErrorState,
    MatButton,
    MatProgressBar,
    PageHeader,
    RequestExportDialog,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './exports-page.html',
  styleUrl: './exports-page.scss',
})
export class ExportsPage {
  readonly #api = inject(ExportsApi);
  readonly #document = inject(DOCUMENT);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);

  protected readonly known = resource({ loader: () => this.#api.list() });
  readonly #heard = signal<ById<DataExport>>({});
  readonly #refused = computed(() => {
    const error = this.known.error();
    return error ? problemOf(error) : null;
  });
  protected readonly denied = computed(() => this.#refused()?.code === 'not-allowed');
  protected readonly problem = computed(() => {
    const refused = this.#refused();
    return refused ? messageOf(refused) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly summary = computed(() =>
    this.isStale() ? 'May be out of date' : 'Everything that the clinics keep, in open formats',
  );
  readonly #exports = computed(() => {
    if (!this.known.hasValue()) return [];
    const listed = Object.fromEntries(this.known.value().map((each) => [each.id, each]));
    const all = Object.values(this.#heard()).reduce<ById<DataExport>>(upsertVersioned, listed);
    return Object.values(all).sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1));
  });
  protected readonly isUnderWay = computed(() => this.#exports().some(isUnderWay));
  protected readonly rows = computed(() =>
    this.#exports().map((made) => ({
      made,
      chip: exportChips[made.status],
      figures: exportFigures(made),
      percent: percentOf(made),
      requested: this.#format.dayAndTime(made.requestedAt),
      expires:
        made.status === 'ready' && made.expiresAt ? this.#format.dayAndTime(made.expiresAt) : '',
      canWithdraw: isUnderWay(made) || made.status === 'ready',
    })),
  );
  protected readonly isAsking = signal(false);
  protected readonly busyId = signal<string | null>(null);
  protected readonly refusal = signal('');

  constructor() {
    effect((onCleanup) => {
      onCleanup(
        this.#feed.hear('exports:organization', (changes) => {
          if (changes === null) this.known.reload();
          else for (const change of changes) this.#take(changeOf<ExportsChange>(change).payload);
        }),
      );
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected asked(made: DataExport): void {
    this.#take(made);
    this.isAsking.set(false);
  }

  protected withdraw(made: DataExport): Promise<void> {
    return this.#act(made, async () => this.#take(await this.#api.withdraw(made)));
  }

  /** The browser fetches it, once it is sure who asks: then it needs no page to hold it. */
  protected fetch(made: DataExport): Promise<void> {
    return this.#act(made, async () => {
      await this.#api.open(made);
      const link = this.#document.createElement('a');
      link.href = archivePath(made);
      link.download = '';
      link.click();
    });
  }

  async #act({ id }: DataExport, act: () => Promise<void>): Promise<void> {
    if (this.busyId() !== null) return;
    this.busyId.set(id);
    this.refusal.set('');
    try {
      await act();
    } catch (error) {
      this.refusal.set(messageOf(problemOf(error)));
    } finally {
      this.busyId.set(null);
    }
  }

  #take(made: DataExport): void {
    this.#heard.update((known) => upsertVersioned(known, made));
  }
}
