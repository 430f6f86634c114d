import { inject, Service } from '@angular/core';
import {
  listPatientAuthorizations,
  type AuthorizationStanding,
} from '#contract/authorization-standing';
import { listPatientAppointments, type Appointment } from '#contract/calendar';
import { listPatientCalls, type Call } from '#contract/calls';
import type { Prescription } from '#contract/prescription';
import { listPatientPrescriptions } from '#contract/prescription-record';
import type { Refill } from '#contract/refill-request';
import { listPatientRefills } from '#contract/refills';
import { addResultDocument } from '#contract/result-intake';
import type { Result } from '#contract/result-report';
import { listResultStandings, type ResultStanding } from '#contract/result-standing';
import type { CallArguments } from '#contract/endpoint';
import { listPatientMessages, type Message } from '#contract/outreach';
import {
  addPatientNote,
  listPatientNotes,
  strikePatientNote,
  type PatientNote,
} from '#contract/patient-note';
import {
  changePatientDetails,
  getPatientRecord,
  type PatientRecord,
} from '#contract/patient-record';
import {
  findNearMatches,
  getPatientHeader,
  getPatientHistory,
  registerPatient,
  searchPatients,
  type NearMatch,
  type Patient,
  type PatientHeader,
  type PatientHistoryEntry,
} from '#contract/patients';
import { listProviders } from '#contract/staff';
import { listPatientRecalls, type Recall } from '#contract/recalls';
import { listPatientEntries, type Entry } from '#contract/waitlist-entry';
import { Api } from '../platform/api';

export type RegisterPatient = NonNullable<CallArguments<typeof registerPatient>['body']>;

export type SoughtPerson = NonNullable<CallArguments<typeof findNearMatches>['body']>;
export type AddDocument = NonNullable<CallArguments<typeof addResultDocument>['body']>;
export type ChangeDetails = NonNullable<CallArguments<typeof changePatientDetails>['body']>;

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

  async findNearMatches(body: SoughtPerson): Promise<NearMatch[]> {
    return (await this.#api.call(findNearMatches, { body })).items;
  }

  getRecord(patientId: string): Promise<PatientRecord> {
    return this.#api.call(getPatientRecord, { params: { patientId } });
  }

  changeDetails(patientId: string, body: ChangeDetails, commandId: string): Promise<PatientRecord> {
    return this.#api.call(changePatientDetails, { params: { patientId }, body }, { commandId });
  }

  async listProviders(clinicId: string): Promise<{ id: string; name: string }[]> {
    const { items } = await this.#api.call(listProviders, { query: { clinicId } });
    return items.map(({ id, family, given }) => ({ id, name: `${family}, ${given}` }));
  }

  async listAppointments(patientId: string): Promise<Appointment[]> {
    return (await this.#api.call(listPatientAppointments, { params: { patientId } })).items;
  }

  async listRecalls(patientId: string): Promise<Recall[]> {
    return (await this.#api.call(listPatientRecalls, { params: { patientId } })).items;
  }

  async listEntries(patientId: string): Promise<Entry[]> {
    return (await this.#api.call(listPatientEntries, { params: { patientId } })).items;
  }

  async listCalls(patientId: string): Promise<Call[]> {
    return (await this.#api.call(listPatientCalls, { params: { patientId } })).items;
  }

  async listRefills(patientId: string): Promise<Refill[]> {
    return (await this.#api.call(listPatientRefills, { params: { patientId } })).items;
  }

  async listAuthorizations(patientId: string): Promise<AuthorizationStanding[]> {
    return (await this.#api.call(listPatientAuthorizations, { params: { patientId } })).items;
  }

  async listResults(patientId: string): Promise<ResultStanding[]> {
    return (await this.#api.call(listResultStandings, { params: { patientId } })).items;
  }

  addDocument(body: AddDocument, commandId: string): Promise<Result> {
    return this.#api.call(addResultDocument, { body }, { commandId });
  }

  async listPrescriptions(patientId: string): Promise<Prescription[]> {
    return (await this.#api.call(listPatientPrescriptions, { params: { patientId } })).items;
  }

  async listMessages(patientId: string): Promise<Message[]> {
    return (await this.#api.call(listPatientMessages, { params: { patientId } })).items;
  }

  async listHistory(patientId: string): Promise<PatientHistoryEntry[]> {
    return (await this.#api.call(getPatientHistory, { params: { patientId } })).items;
  }

  async listNotes(patientId: string): Promise<PatientNote[]> {
    return (await this.#api.call(listPatientNotes, { params: { patientId } })).items;
  }

  addNote(
    patientId: string,
    body: { clinicId: string; text: string },
    commandId: string,
  ): Promise<PatientNote> {
    return this.#api.call(addPatientNote, { params: { patientId }, body }, { commandId });
  }

  strikeNote({ id, patientId, version }: PatientNote, commandId: string): Promise<PatientNote> {
    const call = { params: { patientId, noteId: id }, body: { expectedVersion: version } };
    return this.#api.call(strikePatientNote, call, { commandId });
  }
}
