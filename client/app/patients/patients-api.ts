import { inject, Service } from '@angular/core';
import { listPatientAppointments, type Appointment } from '#contract/calendar';
import type { CallArguments } from '#contract/endpoint';
import {
  getPatientHeader,
  registerPatient,
  searchPatients,
  type Patient,
  type PatientHeader,
} from '#contract/patients';
import { listPatientEntries, type Entry } from '#contract/waitlist';
import { Api } from '../platform/api';

export type RegisterPatient = NonNullable<CallArguments<typeof registerPatient>['body']>;

/** Every call that patient look-up makes. What is searched for travels in bodies, never in addresses. */
@Service()
export class PatientsApi {
  readonly #api = inject(Api);

  async search(text: string, limit: number): Promise<Patient[]> {
    return (await this.#api.call(searchPatients, { body: { text, limit } })).items;
  }

  getHeader(patientId: string): Promise<PatientHeader> {
    return this.#api.call(getPatientHeader, { params: { patientId } });
  }

  register(body: RegisterPatient, commandId: string): Promise<Patient> {
    return this.#api.call(registerPatient, { body }, { commandId });
  }

  async listAppointments(patientId: string): Promise<Appointment[]> {
    return (await this.#api.call(listPatientAppointments, { params: { patientId } })).items;
  }

  async listEntries(patientId: string): Promise<Entry[]> {
    return (await this.#api.call(listPatientEntries, { params: { patientId } })).items;
  }
}
