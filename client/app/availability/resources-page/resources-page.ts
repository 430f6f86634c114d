import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { feedOf } from '#contract/realtime';
import { resourceKindTitle, type Resource } from '#contract/resources';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { localDateOf } from '../../platform/wall-time';
import { whenBack } from '../../platform/when-back';
import { DeniedState } from '../../ui/denied-state/denied-state';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { AvailabilityApi } from '../availability-api';
import { spanWords } from '../exception-words';
import { OutOfUseDialog } from '../out-of-use-dialog/out-of-use-dialog';
import { ResourceDialog } from '../resource-dialog/resource-dialog';
import { hoursWords, knownTypes } from '../resource-words';
import { ResourcesApi } from '../resources-api';

interface Row {
  resource: Resource;
  kind: string;
  hours: string;
  sharing: string;
  /** When it cannot be used, running or to come. */
  outOfUse: string[];
  isOutNow: boolean;
  /** Its managers are those of this clinic. */
  isOwn: boolean;
}

/** What visits need beside their provider: the rooms, devices and interpreters that a clinic uses. */
@Component({
  selector: 'app-resources-page',
  imports: [
    MatButton,
    DeniedState,
    EmptyState,
    ErrorState,
    OutOfUseDialog,
    PageHeader,
    ResourceDialog,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './resources-page.html',
  styleUrl: './resources-page.scss',
})
export class ResourcesPage {
  readonly #api = inject(ResourcesApi);
  readonly #availability = inject(AvailabilityApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly mayManage = computed(() => this.#session.can('availability:manage'));
  protected readonly clinic = computed(() => this.#session.clinic());
  protected readonly otherClinics = computed(() =>
    this.#session.clinics().filter(({ id }) => id !== this.clinic()?.id),
  );
  protected readonly known = resource({
    params: () => (this.mayManage() ? this.clinic()?.id : undefined),
    loader: async ({ params }) => {
      const [resources, visitTypes] = await Promise.all([
        this.#api.list(params),
        this.#availability.listVisitTypes(params),
      ]);
      return { resources, visitTypes };
    },
  });
  protected readonly problem = computed(() => {
    const error = this.known.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.clinic()?.zone ?? 'UTC'),
  );
  readonly #resources = computed(() => (this.known.hasValue() ? this.known.value().resources : []));
  protected readonly rows = computed(() =>
    [
      ...this.#resources().filter(({ active }) => active),
      ...this.#resources().filter(({ active }) => !active),
    ].map((one) => this.#rowOf(one)),
  );
  protected readonly types = computed(() => knownTypes(this.#resources()));
  protected readonly isAdding = signal(false);
  /** As they were when the dialog opened: news may not overwrite what is being typed. */
  protected readonly edited = signal<Resource | null>(null);
  readonly #stoppedId = signal<string | null>(null);
  protected readonly stopped = computed(
    () => this.#resources().find(({ id }) => id === this.#stoppedId()) ?? null,
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinic()?.id;
      if (!clinicId || !this.mayManage()) return;
      onCleanup(this.#feed.hear(feedOf('availability', clinicId), () => this.known.reload()));
    });
    whenBack(() => {
      if (this.known.error()) this.known.reload();
    });
  }

  protected stop(resource: Resource | null): void {
    this.#stoppedId.set(resource?.id ?? null);
  }

  protected saved({ name, active }: Resource): void {
    const done = this.edited() ? 'is changed' : 'can be used now';
    this.#toasts.show({ message: `“${name}” ${active ? done : 'is no longer used'}` });
    this.close();
    this.known.reload();
  }

  protected close(): void {
    this.isAdding.set(false);
    this.edited.set(null);
  }

  #rowOf(resource: Resource): Row {
    const zone = this.clinic()?.zone ?? 'UTC';
    const now = this.#clock.now();
    const standing = resource.outOfUse.filter(({ endsAt }) => endsAt > now);
    return {
      resource,
      kind: resourceKindTitle[resource.kind],
      hours: hoursWords(resource.hours, (time) => this.#format.wallTime(time)),
      sharing: this.#sharingWords(resource),
      outOfUse: standing.map((span) =>
        [spanWords(span, zone, this.#format), span.note].filter(Boolean).join(' · '),
      ),
      isOutNow: standing.some(({ startsAt }) => startsAt <= now),
      isOwn: resource.clinicId === this.clinic()?.id,
    };
  }

  #sharingWords({ clinicId, sharedWith }: Resource): string {
    const nameOf = (id: string): string =>
      this.#session.clinicOf(id)?.shortName ?? 'another clinic';
    if (clinicId !== this.clinic()?.id) return `Of ${nameOf(clinicId)}`;
    return sharedWith.length > 0 ? `With ${sharedWith.map(nameOf).join(', ')}` : '';
  }
}
