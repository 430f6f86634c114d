import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { appointmentWorkflow, type Appointment } from '#contract/calendar';
import { feedOf } from '#contract/realtime';
import { entryWorkflow, type Entry } from '#contract/waitlist';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { whenBack } from '../../platform/when-back';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { PatientHeader } from '../patient-header/patient-header';
import { todayIn } from '../patient-words';
import { PatientsApi } from '../patients-api';

/** One patient: who, which visits in the clinics that the person may see, what they wait for. */
@Component({
  selector: 'app-patient-page',
  imports: [MatButton, RouterLink, ErrorState, PatientHeader, Skeleton, StatusChip],
  templateUrl: './patient-page.html',
  styleUrl: './patient-page.scss',
})
export class PatientPage {
  /** From the address. */
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly mayReadVisits = computed(() => this.#session.canSomewhere('appointment:read'));
  protected readonly mayReadEntries = computed(() => this.#session.canSomewhere('waitlist:read'));
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  protected readonly visits = resource({
    params: () => (this.mayReadVisits() ? this.patientId() : undefined),
    loader: ({ params }) => this.#api.listAppointments(params),
  });
  protected readonly entries = resource({
    params: () => (this.mayReadEntries() ? this.patientId() : undefined),
    loader: ({ params }) => this.#api.listEntries(params),
  });
  protected readonly visitsProblem = computed(() => wordsOf(this.visits.error()));
  protected readonly entriesProblem = computed(() => wordsOf(this.entries.error()));
  protected readonly isStale = computed(() => this.#feed.status() === 'offline');

  constructor() {
    this.#reloadOnChange('calendar', 'appointment:read', () => this.visits.reload());
    this.#reloadOnChange('waitlist', 'waitlist:read', () => this.entries.reload());
    whenBack(() => this.#reloadFailed());
  }

  protected stateOf(visit: Appointment): { word: string; tone: Tone } {
    const { title } = appointmentWorkflow.states[visit.status];
    if (visit.status !== 'cancelled') return { word: title, tone: 'ok' };
    return visit.cancellation?.late
      ? { word: 'Cancelled late', tone: 'late' }
      : { word: title, tone: 'neutral' };
  }

  protected waitingState(entry: Entry): { word: string; tone: Tone } {
    const { title } = entryWorkflow.states[entry.status];
    return { word: title, tone: entry.status === 'active' ? 'info' : 'neutral' };
  }

  protected clinicOf(clinicId: string): string {
    return this.#session.clinics().find(({ id }) => id === clinicId)?.shortName ?? '';
  }

  protected when(iso: string): string {
    return this.#format.dayAndTime(iso);
  }

  protected yearOf(iso: string): string {
    return iso.slice(0, 4);
  }

  /** The visit on its day; only in the clinic on show, because the calendar shows that one. */
  protected dayOf(visit: Appointment): string[] | null {
    const clinic = this.#session.clinic();
    if (clinic?.id !== visit.clinicId) return null;
    return ['/calendar/day', todayIn(visit.startsAt, clinic.zone)];
  }

  #reloadFailed(): void {
    if (this.visits.error()) this.visits.reload();
    if (this.entries.error()) this.entries.reload();
  }

  #reloadOnChange(
    capability: string,
    needs: 'appointment:read' | 'waitlist:read',
    reload: () => void,
  ): void {
    effect((onCleanup) => {
      const clinicId = this.#session.clinic()?.id;
      if (clinicId && this.#session.can(needs)) {
        onCleanup(this.#feed.hear(feedOf(capability, clinicId), reload));
      }
    });
  }
}

function wordsOf(error: Error | undefined): string {
  return error ? messageOf(problemOf(error)) : '';
}
