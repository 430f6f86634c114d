// Another page sent a patient here to be booked.
import { effect, inject, untracked, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { getPatientHeader, type PatientSummary } from '#contract/patients';
import { Api } from '../platform/api';
import { Session } from '../platform/session';

interface Screen {
  patientId: Signal<string | undefined>;
  /** Without the patient where they cannot be loaded: the dialog's own search tells what is wrong. */
  book: (patient: PatientSummary | null) => void;
}

/** Call once, where the calendar is shown. */
export function bookSentPatient(screen: Screen): void {
  const api = inject(Api);
  const router = inject(Router);
  const session = inject(Session);
  effect(() => {
    const patientId = screen.patientId();
    if (!patientId || !session.can('appointment:book')) return;
    untracked(() => {
      void router.navigate([], { queryParams: {}, replaceUrl: true });
      void findPatient(api, patientId)
        .catch(() => null)
        .then((patient) => screen.book(patient));
    });
  });
}

async function findPatient(api: Api, patientId: string): Promise<PatientSummary> {
  const { patient } = await api.call(getPatientHeader, { params: { patientId } });
  const { id, mrn, family, given, birthOn, interpreter } = patient;
  return { id, mrn, family, given, birthOn, interpreter };
}
