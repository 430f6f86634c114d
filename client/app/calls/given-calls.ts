// Builders for specs: calls as the server answers them at nine in the morning, and what a call's patient needs.
import type { Call } from '#contract/calls';
import type { Patient } from '#contract/patients';
import type { FakeServer } from '../platform/given-session';

/** The patient of a call, with a number to ring. */
export function patientOf({ patient }: Call, phone: string | null = '+16175550123'): Patient {
  return {
    ...patient,
    sex: 'female',
    pronouns: null,
    language: 'en',
    phone,
    email: null,
    zone: null,
    version: 1,
  };
}

export function withPatients(server: FakeServer, calls: readonly Call[]): FakeServer {
  for (const call of calls) {
    const header = { patient: patientOf(call), lookAlikes: [] };
    server.when(`GET /api/patients/${call.patient.id}/header`, header);
  }
  return server;
}
