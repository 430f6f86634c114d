import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { VisitType, WeeklyTemplate } from '#contract/availability';
import { listName } from '#contract/patients';
import { feedOf } from '#contract/realtime';
import type { Provider } from '#contract/staff';
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
import {
  blocksOn,
  bufferWords,
  categoryWords,
  limitWords,
  modalityWords,
  termsWords,
  weekdays,
  weekOf,
} from '../availability-words';
import { ExceptionsSection } from '../exceptions-section/exceptions-section';
import { OrphansSection } from '../orphans-section/orphans-section';
import { OutsideSection } from '../outside-section/outside-section';
import { blockTermsWords } from '../block-terms-words';
import { recurrenceWords } from '../recurrence-words';
import { VisitTypeDialog } from '../visit-type-dialog/visit-type-dialog';
import { WeeklyHoursDialog } from '../weekly-hours-dialog/weekly-hours-dialog';

interface Week {
  provider: Provider;
  name: string;
  inForce: WeeklyTemplate | null;
  planned: WeeklyTemplate[];
}

/** What can be booked in the clinic and when its providers work. */
@Component({
  selector: 'app-availability-page',
  imports: [
    MatButton,
    DeniedState,
    EmptyState,
    ErrorState,
    ExceptionsSection,
    OrphansSection,
    OutsideSection,
    PageHeader,
    RouterLink,
    Skeleton,
    VisitTypeDialog,
    WeeklyHoursDialog,
  ],
  templateUrl: './availability-page.html',
  styleUrl: './availability-page.scss',
})
export class AvailabilityPage {
  readonly #api = inject(AvailabilityApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly weekdays = weekdays;
  protected readonly modalityWords = modalityWords;
  protected readonly categoryWords = categoryWords;
  protected readonly bufferWords = bufferWords;
  protected readonly termsWords = termsWords;

  protected readonly mayManage = computed(() => this.#session.can('availability:manage'));
  protected readonly clinic = computed(() => this.#session.clinic());
  protected readonly clinicId = computed(() =>
    this.mayManage() ? this.#session.clinic()?.id : undefined,
  );
  protected readonly hours = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.load(params),
  });
  protected readonly problem = computed(() => {
    const error = this.hours.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
  );
  protected readonly weeks = computed<Week[]>(() => {
    if (!this.hours.hasValue()) return [];
    const { providers, templates } = this.hours.value();
    return providers.map((provider) => ({
      provider,
      name: listName(provider),
      ...weekOf(provider.id, templates, this.today()),
    }));
  });
  protected readonly isAdding = signal(false);
  protected readonly editedType = signal<VisitType | null>(null);
  /** As it was when the dialog opened: news may not overwrite what is being typed. */
  protected readonly edited = signal<Week | null>(null);

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('availability', clinicId), () => this.hours.reload()));
    });
    whenBack(() => {
      if (this.hours.error()) this.hours.reload();
    });
  }

  protected hoursOn({ inForce }: Week, weekday: number): { times: string; terms: string }[] {
    return blocksOn(inForce, weekday).map(({ startsAt, endsAt, recurrence, ...terms }) => ({
      times: `${this.#format.wallTime(startsAt)} – ${this.#format.wallTime(endsAt)}`,
      terms: [
        ...(recurrence === null
          ? []
          : [recurrenceWords(recurrence, (date) => this.#format.birthDate(date))]),
        ...blockTermsWords(terms, (time) => this.#format.wallTime(time)),
      ].join(' · '),
    }));
  }

  protected readonly limitWords = limitWords;

  protected changeWords({ planned }: Week): string {
    const dates = planned.map(({ effectiveFrom }) => this.#format.birthDate(effectiveFrom));
    return dates.length > 0 ? `Changes on ${dates.join(' and ')}` : '';
  }

  protected savedType({ name, active }: VisitType): void {
    const done = this.editedType() ? 'is changed' : 'can be booked now';
    this.#toasts.show({ message: `“${name}” ${active ? done : 'is no longer booked'}` });
    this.closeType();
    this.hours.reload();
  }

  protected closeType(): void {
    this.isAdding.set(false);
    this.editedType.set(null);
  }

  protected saved({ effectiveFrom, effectiveTo }: WeeklyTemplate): void {
    const until = effectiveTo ? ` until ${this.#format.birthDate(effectiveTo)}` : '';
    const from = this.#format.birthDate(effectiveFrom);
    this.#toasts.show({ message: `Hours of ${this.edited()?.name} saved from ${from}${until}` });
    this.edited.set(null);
    this.hours.reload();
  }
}
