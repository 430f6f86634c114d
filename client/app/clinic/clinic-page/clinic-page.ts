import { Component, computed, effect, inject, resource } from '@angular/core';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { whenBack } from '../../platform/when-back';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ApprovalsSection } from '../approvals-section/approvals-section';
import { ClinicApi } from '../clinic-api';
import { DetailsSection } from '../details-section/details-section';
import { HoldSection } from '../hold-section/hold-section';
import { HoursSection } from '../hours-section/hours-section';
import { InterfacesSection } from '../interfaces-section/interfaces-section';
import { LateSection } from '../late-section/late-section';
import { NoShowSection } from '../no-show-section/no-show-section';
import { TextsSection } from '../texts-section/texts-section';

/** How the clinic on show works, live; each part is saved by itself. */
@Component({
  selector: 'app-clinic-page',
  imports: [
    ApprovalsSection,
    DetailsSection,
    ErrorState,
    HoldSection,
    HoursSection,
    InterfacesSection,
    LateSection,
    NoShowSection,
    PageHeader,
    Skeleton,
    TextsSection,
  ],
  templateUrl: './clinic-page.html',
  styleUrl: './clinic-page.scss',
})
export class ClinicPage {
  readonly #api = inject(ClinicApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.get(params),
  });
  readonly #names = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.names(params),
    defaultValue: new Map<string, string>(),
  });
  protected readonly names = computed(() =>
    this.#names.hasValue() ? this.#names.value() : new Map<string, string>(),
  );
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly mayKeepInterfaces = computed(() => this.#session.can('interface:manage'));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly summary = computed(() =>
    this.isStale() ? 'May be out of date' : (this.#session.clinic()?.name ?? ''),
  );

  constructor() {
    effect((onCleanup) => {
      if (!this.clinicId()) return;
      onCleanup(this.#feed.hear('clinics:organization', () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }
}
