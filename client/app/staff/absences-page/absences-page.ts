import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Absence } from '#contract/absence';
import { listName } from '#contract/patients';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { AbsencesApi } from '../absences-api';
import { AddAbsenceDialog } from '../add-absence-dialog/add-absence-dialog';

interface Row {
  absence: Absence;
  name: string;
  cover: string;
  /** It has begun. */
  isNow: boolean;
  mayEnd: boolean;
}

/** Who of the clinic is away, now and soon, and who looks after their work meanwhile. */
@Component({
  selector: 'app-absences-page',
  imports: [AddAbsenceDialog, EmptyState, ErrorState, MatButton, PageHeader, Skeleton, StatusChip],
  templateUrl: './absences-page.html',
  styleUrl: './absences-page.scss',
})
export class AbsencesPage {
  readonly #api = inject(AbsencesApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly format = inject(TimeFormat);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly mayManage = computed(() => this.#session.can('staff:manage'));
  protected readonly me = computed(() => this.#session.me()?.staffId ?? '');
  protected readonly known = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.load(params),
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly colleagues = computed(() =>
    this.known.hasValue()
      ? this.known.value().colleagues.filter(({ left, roles }) => !left && roles.length > 0)
      : [],
  );
  protected readonly rows = computed<Row[]>(() => {
    if (!this.known.hasValue()) return [];
    const { absences, colleagues } = this.known.value();
    const names = new Map(colleagues.map((person) => [person.id, listName(person)]));
    const nameOf = (id: string): string => names.get(id) ?? 'Somebody';
    return absences.map((absence) => ({
      absence,
      name: nameOf(absence.staffId),
      cover: absence.coverId === null ? '' : nameOf(absence.coverId),
      isNow: absence.fromAt <= this.#clock.now(),
      mayEnd: this.mayManage() || absence.staffId === this.me(),
    }));
  });
  protected readonly isAdding = signal(false);
  protected readonly endingId = signal<string | null>(null);

  constructor() {
    effect((onCleanup) => {
      if (!this.clinicId()) return;
      onCleanup(this.#feed.hear('staff:organization', () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected added(): void {
    this.isAdding.set(false);
    this.known.reload();
  }

  protected async end({ absence, name, isNow }: Row): Promise<void> {
    if (this.endingId() !== null) return;
    this.endingId.set(absence.id);
    try {
      await this.#api.end(absence);
      this.#toasts.show({ message: isNow ? `${name} is back` : `${name} does not go away` });
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.endingId.set(null);
      this.known.reload();
    }
  }
}
