import { inject, Service } from '@angular/core';
import { findFreeTimes, listVisitTypes, listWorkingWindows } from '#contract/availability';
import type { VisitType, WorkingWindow } from '#contract/availability';
import {
  bookAppointment,
  cancelAppointment,
  getAppointment,
  getAppointmentHistory,
  getCancellationPolicy,
  listDay,
  moveAppointment,
  reinstateAppointment,
  type Appointment,
  type AppointmentHistoryEntry,
} from '#contract/calendar';
import { checkEligibility, getCoverageAlert, type CoverageAlert } from '#contract/coverage';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { listProviders, type Provider } from '#contract/staff';
import { Api } from '../platform/api';

export type BookAppointment = NonNullable<CallArguments<typeof bookAppointment>['body']>;
export type MoveAppointment = NonNullable<CallArguments<typeof moveAppointment>['body']>;
export type CancelAppointment = NonNullable<CallArguments<typeof cancelAppointment>['body']>;
export type FindFreeTimes = NonNullable<CallArguments<typeof findFreeTimes>['body']>;

/** Every call that the calendar makes. */
@Service()
export class CalendarApi {
  readonly #api = inject(Api);

  listDay(clinicId: string, date: string): Promise<AnswerOf<typeof listDay>> {
    return this.#api.call(listDay, { query: { clinicId, date } });
  }

  async listWorkingWindows(clinicId: string, date: string): Promise<WorkingWindow[]> {
    return (await this.#api.call(listWorkingWindows, { query: { clinicId, date } })).items;
  }

  async listProviders(clinicId: string): Promise<Provider[]> {
    return (await this.#api.call(listProviders, { query: { clinicId } })).items;
  }

  async listVisitTypes(clinicId: string): Promise<VisitType[]> {
    return (await this.#api.call(listVisitTypes, { query: { clinicId } })).items;
  }

  getAppointment(appointmentId: string): Promise<Appointment> {
    return this.#api.call(getAppointment, { params: { appointmentId } });
  }

  async getHistory(appointmentId: string): Promise<AppointmentHistoryEntry[]> {
    return (await this.#api.call(getAppointmentHistory, { params: { appointmentId } })).items;
  }

  getCancellationPolicy(clinicId: string): Promise<AnswerOf<typeof getCancellationPolicy>> {
    return this.#api.call(getCancellationPolicy, { query: { clinicId } });
  }

  async getCoverageAlert(of: {
    patientId: string;
    clinicId: string;
    date: string;
  }): Promise<CoverageAlert | null> {
    const { patientId, ...query } = of;
    return (await this.#api.call(getCoverageAlert, { params: { patientId }, query })).alert;
  }

  async checkEligibility(coverageId: string, clinicId: string, commandId: string): Promise<void> {
    const call = { params: { coverageId }, body: { clinicId } };
    await this.#api.call(checkEligibility, call, { commandId });
  }

  findFreeTimes(body: FindFreeTimes): Promise<AnswerOf<typeof findFreeTimes>> {
    return this.#api.call(findFreeTimes, { body });
  }

  bookAppointment(body: BookAppointment, commandId: string): Promise<Appointment> {
    return this.#api.call(bookAppointment, { body }, { commandId });
  }

  moveAppointment(
    appointmentId: string,
    body: MoveAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(moveAppointment, { params: { appointmentId }, body }, { commandId });
  }

  cancelAppointment(
    appointmentId: string,
    body: CancelAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(cancelAppointment, { params: { appointmentId }, body }, { commandId });
  }

  reinstateAppointment(
    appointmentId: string,
    expectedVersion: number,
    commandId: string,
  ): Promise<Appointment> {
    const body = { expectedVersion };
    return this.#api.call(reinstateAppointment, { params: { appointmentId }, body }, { commandId });
  }
}
