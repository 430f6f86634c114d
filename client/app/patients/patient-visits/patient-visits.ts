import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { appointmentWorkflow, occupiesTime, stepOf } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip, type Tone } from '../../ui/status-chip/status-chip';
import { patientPart } from '../patient-part';
import { PatientSection } from '../patient-section/patient-section';
import { todayIn } from '../patient-words';
import { PatientsApi } from '../patients-api';

const modalityWords = {
  video: 'Video',
  phone: 'Phone',
  'in-person': 'In person',
  'e-visit': 'E-visit',
} as const;

/** Visits in all clinics that the reader may see: those to come first, then those that are over. */
@Component({
  selector: 'app-patient-visits',
  imports: [MatButton, RouterLink, PatientSection, StatusChip],
  templateUrl: './patient-visits.html',
  styleUrl: './patient-visits.scss',
})
export class PatientVisits {
  readonly patientId = input.required<string>();

  readonly #api = inject(PatientsApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly part = patientPart({
    patientId: this.patientId,
    needs: 'appointment:read',
    feed: { capability: 'calendar', of: 'clinics' },
    load: (patientId) => this.#api.listAppointments(patientId),
  });
  protected readonly mayBook = computed(() => this.#session.can('appointment:book'));
  readonly #visits = computed(() => this.part.value() ?? []);
  readonly #upcoming = computed(() =>
    this.#visits()
      .filter((visit) => this.#isToCome(visit))
      .toReversed(),
  );
  readonly #past = computed(() => this.#visits().filter((visit) => !this.#isToCome(visit)));
  protected readonly groups = computed(() =>
    [
      { title: 'To come', visits: this.#upcoming() },
      { title: 'Past and cancelled', visits: this.#past() },
    ].filter(({ visits }) => visits.length > 0),
  );

  protected modalityOf({ modality }: Appointment): string {
    return modalityWords[modality];
  }

  protected stateOf(visit: Appointment): { word: string; tone: Tone } {
    const { title } = appointmentWorkflow.states[stepOf(visit)];
    if (visit.status !== 'cancelled')
      return { word: title, tone: this.#isToCome(visit) ? 'ok' : 'neutral' };
    return visit.cancellation?.late
      ? { word: 'Cancelled late', tone: 'late' }
      : { word: title, tone: 'neutral' };
  }

  protected clinicOf({ clinicId }: Appointment): string {
    return this.#session.clinicOf(clinicId)?.shortName ?? '';
  }

  protected when({ startsAt, modality, clinicId }: Appointment): string {
    if (modality === 'e-visit') {
      const clinic = this.#session.clinicOf(clinicId);
      return `By ${this.#format.date(todayIn(startsAt, clinic?.zone ?? 'UTC'))}`;
    }
    return `${this.#format.dayAndTime(startsAt)}, ${startsAt.slice(0, 4)}`;
  }

  /** The visit on its day; only in the clinic on show, because the calendar shows that one. */
  protected dayOf(visit: Appointment): string[] | null {
    const clinic = this.#session.clinic();
    if (clinic?.id !== visit.clinicId) return null;
    return ['/calendar/day', todayIn(visit.startsAt, clinic.zone)];
  }

  #isToCome(visit: Appointment): boolean {
    return occupiesTime(visit.status) && visit.endsAt > this.#clock.now();
  }
}
