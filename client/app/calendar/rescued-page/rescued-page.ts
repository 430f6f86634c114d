import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { stepOf } from '#contract/appointment-workflow';
import { listName } from '#contract/patients';
import type { Problem } from '#contract/problem';
import { feedOf } from '#contract/realtime';
import { leftBecause, rescueActs, type Rescued, type RescueLine } from '#contract/rescues';
import type { Provider } from '#contract/staff';
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
import { DeniedState } from '../../ui/denied-state/denied-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { CalendarApi } from '../calendar-api';
import { outWords } from '../out-times';
import { RescuesApi } from '../rescues-api';

/** What was done with each visit of a provider who is out, who has been told since, and the way back. */
@Component({
  selector: 'app-rescued-page',
  imports: [DeniedState, ErrorState, MatButton, PageHeader, RouterLink, Skeleton, StatusChip],
  templateUrl: './rescued-page.html',
  styleUrl: './rescued-page.scss',
})
export class RescuedPage {
  /** From the path. */
  readonly rescueId = input.required<string>();

  readonly #api = inject(RescuesApi);
  readonly #calendar = inject(CalendarApi);
  readonly #clock = inject(Clock);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #zone = computed(() => this.#session.clinic()?.zone ?? 'UTC');
  #commandId = newCommandId();

  protected readonly mayRead = computed(() => this.#session.can('appointment:read'));
  protected readonly loading = resource({
    params: () => (this.mayRead() ? this.rescueId() : undefined),
    loader: ({ params }) => this.#api.get(params),
  });
  readonly #providers = resource({
    params: () => this.#session.clinic()?.id,
    loader: ({ params }) => this.#calendar.listProviders(params),
  });
  /** Stays while it is read anew. */
  protected readonly known = linkedSignal<Rescued | null, Rescued | null>({
    source: () => (this.loading.hasValue() ? this.loading.value() : null),
    computation: (loaded, before) => loaded ?? before?.value ?? null,
  });
  protected readonly loadProblem = computed(() => {
    const error = this.loading.error();
    return error ? messageOf(problemOf(error)) : '';
  });
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly title = computed(() => {
    const rescue = this.known()?.rescue;
    return rescue ? `Out: ${this.#nameOf(rescue.providerId)}` : 'Provider out';
  });
  protected readonly when = computed(() => {
    const rescue = this.known()?.rescue;
    if (this.isStale()) return 'May be out of date';
    return rescue ? outWords(rescue, { zone: this.#zone(), format: this.#format }) : '';
  });
  protected readonly notTold = computed(
    () => (this.known()?.lines ?? []).filter(({ appointment }) => appointment.notTold).length,
  );
  protected readonly mayUndo = computed(() => {
    const rescue = this.known()?.rescue;
    return (
      rescue?.status === 'done' &&
      rescue.endsAt > this.#clock.now() &&
      this.#session.can('rescue:run')
    );
  });
  protected readonly rows = computed(() =>
    (this.known()?.lines ?? []).map((line) => this.#rowOf(line)),
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.known()?.rescue.clinicId;
      if (!clinicId) return;
      for (const capability of ['rescues', 'calendar'])
        onCleanup(this.#feed.hear(feedOf(capability, clinicId), () => this.loading.reload()));
    });
    whenBack(() => {
      if (this.loading.error()) this.loading.reload();
    });
  }

  protected async undo(): Promise<void> {
    const rescue = this.known()?.rescue;
    if (!rescue || this.isSending()) return;
    if (this.problem()?.code !== 'unavailable') this.#commandId = newCommandId();
    this.isSending.set(true);
    try {
      const undone = await this.#api.undo(rescue, this.#commandId);
      this.known.set(undone);
      this.problem.set(null);
      this.#toasts.show({ message: undoneWords(undone.lines) });
    } catch (error) {
      this.problem.set(problemOf(error));
      this.loading.reload();
    } finally {
      this.isSending.set(false);
    }
  }

  #nameOf(providerId: string): string {
    const known: readonly Provider[] = this.#providers.hasValue() ? this.#providers.value() : [];
    const provider = known.find(({ id }) => id === providerId);
    return provider ? `${listName(provider)}, ${provider.credentials}` : 'another provider';
  }

  #rowOf(line: RescueLine) {
    const { appointment, act, from, to } = line;
    return {
      id: appointment.id,
      name: listName(appointment.patient),
      mrn: appointment.patient.mrn,
      was: this.#format.dayAndTime(from.startsAt),
      became: to
        ? `${this.#format.dayAndTime(to.startsAt)} with ${this.#nameOf(to.providerId)}`
        : rescueActs[act],
      day: localDateOf(appointment.startsAt, this.#zone()),
      state: stateOf(line),
    };
  }
}

function stateOf({ appointment, act, undone }: RescueLine): { word: string; tone: Tone } {
  if (undone === 'restored') return { word: 'Put back', tone: 'ok' };
  if (undone !== null) return { word: `Left: ${leftBecause[undone].toLowerCase()}`, tone: 'late' };
  if (appointment.notTold) return { word: 'Not told', tone: 'soon' };
  if (act === 'call') return { word: 'To be called', tone: 'soon' };
  if (act === 'leave') return { word: 'As it was', tone: 'neutral' };
  return stepOf(appointment) === 'cancelled'
    ? { word: 'Told, waits', tone: 'info' }
    : { word: 'Told', tone: 'ok' };
}

function undoneWords(lines: readonly RescueLine[]): string {
  const back = lines.filter(({ undone }) => undone === 'restored').length;
  const others = lines.filter(({ undone }) => undone !== null && undone !== 'restored').length;
  const stay = others === 0 ? '' : `; ${String(others)} had been touched and stay`;
  return `${String(back)} ${back === 1 ? 'visit' : 'visits'} put back${stay}`;
}
