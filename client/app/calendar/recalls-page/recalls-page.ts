import { Component, computed, effect, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import { recallAskers, type Recall } from '#contract/recalls';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { newCommandId } from '../../platform/command-id';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { AddRecallDialog } from '../add-recall-dialog/add-recall-dialog';
import { DropRecallDialog } from '../drop-recall-dialog/drop-recall-dialog';
import { PostponeRecallDialog } from '../postpone-recall-dialog/postpone-recall-dialog';
import { dueWords } from '../recall-words';
import { RecallsApi, type ClinicRecalls } from '../recalls-api';

/** Who is to be booked and has no visit yet, the one due first first. Others' changes are followed. */
@Component({
  selector: 'app-recalls-page',
  imports: [
    AddRecallDialog,
    DropRecallDialog,
    EmptyState,
    ErrorState,
    MatButton,
    PageHeader,
    PostponeRecallDialog,
    RouterLink,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './recalls-page.html',
  styleUrl: './recalls-page.scss',
})
export class RecallsPage {
  readonly #api = inject(RecallsApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly clinicId = computed(() => this.#session.clinic()?.id);
  protected readonly pages = linkedSignal({ source: this.clinicId, computation: () => 1 });
  protected readonly loading = resource({
    params: () => {
      const clinicId = this.clinicId();
      return clinicId ? { clinicId, pages: this.pages() } : undefined;
    },
    loader: ({ params }) => this.#api.load(params.clinicId, params.pages),
  });
  /** Stays while more of it, or the same anew, is on its way; another clinic begins with nothing. */
  protected readonly known = linkedSignal<
    { clinicId: string | undefined; loaded: ClinicRecalls | null },
    ClinicRecalls | null
  >({
    source: () => ({
      clinicId: this.clinicId(),
      loaded: this.loading.hasValue() ? this.loading.value() : null,
    }),
    computation: ({ clinicId, loaded }, before) =>
      loaded ?? (before?.source.clinicId === clinicId ? (before?.value ?? null) : null),
  });
  protected readonly problem = computed(() => {
    const error = this.loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly mayEdit = computed(() => this.#session.can('recall:edit'));
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly visitTypes = computed(() =>
    (this.known()?.visitTypes ?? []).filter(({ active }) => active),
  );
  protected readonly providers = computed(() => this.known()?.providers ?? []);
  protected readonly rows = computed(() =>
    (this.known()?.recalls ?? []).map((recall) => this.#rowOf(recall, this.today())),
  );
  protected readonly isAdding = signal(false);
  protected readonly dropping = signal<Recall | null>(null);
  protected readonly postponing = signal<Recall | null>(null);
  /** Of which it is being said who has it. */
  protected readonly tending = signal<string | null>(null);

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('recalls', clinicId), () => this.loading.reload()));
    });
    whenBack(() => {
      if (this.loading.error()) this.loading.reload();
    });
  }

  protected added({ patient }: Recall): void {
    this.isAdding.set(false);
    this.#toasts.show({ message: `To be booked: ${listName(patient)}` });
    this.loading.reload();
  }

  protected dropped(): void {
    this.dropping.set(null);
    this.#toasts.show({ message: 'Off the list' });
    this.loading.reload();
  }

  protected postponed(): void {
    this.postponing.set(null);
    this.loading.reload();
  }

  protected async tend(act: 'claim' | 'release', recall: Recall): Promise<void> {
    if (this.tending() !== null) return;
    this.tending.set(recall.id);
    try {
      await this.#api.tend(act, recall, newCommandId());
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.tending.set(null);
      this.loading.reload();
    }
  }

  #rowOf(recall: Recall, today: string) {
    const { dueOn, patient, visitTypeId, providerId } = recall;
    const provider = this.providers().find(({ id }) => id === providerId);
    return {
      recall,
      name: listName(patient),
      due: this.#format.date(dueOn),
      state: dueWords(dueOn, today),
      what: this.known()?.visitTypes.find(({ id }) => id === visitTypeId)?.name ?? '',
      who: provider ? `${listName(provider)}, ${provider.credentials}` : 'Anybody',
      said: `${recallAskers[recall.askedBy]}, ${this.#format.dateNear(
        localDateOf(recall.addedAt, 'UTC'),
        this.#clock.now(),
      )}`,
      taker: recall.claimedBy?.name ?? '',
      isMine: recall.claimedBy?.id === this.#session.me()?.staffId,
      /** Where the calendar opens to book it. */
      day: dueOn < today ? today : dueOn,
    };
  }
}
