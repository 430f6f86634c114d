import { inject, Service } from '@angular/core';
import {
  findFreeTimes,
  listVisitTypes,
  listWeekHours,
  listWorkingWindows,
} from '#contract/availability';
import type { VisitType } from '#contract/availability';
import {
  bookAppointment,
  cancelAppointment,
  getAppointment,
  getAppointmentHistory,
  getCancellationPolicy,
  listDay,
  listMonth,
  listPatientAppointments,
  listWeek,
  moveAppointment,
  reinstateAppointment,
  type Appointment,
  type AppointmentHistoryEntry,
  type DayLoad,
} from '#contract/calendar';
import { listDayAsOf } from '#contract/day-as-of';
import { checkVisitAuthorization } from '#contract/authorization-standing';
import { checkEligibility, getCoverageAlert, type CoverageAlert } from '#contract/coverage';
import type { AnswerOf, CallArguments } from '#contract/endpoint';
import { bookEVisit, moveEVisit } from '#contract/e-visits';
import { getPatientHeader, type PatientHeader } from '#contract/patients';
import type { ComingBack } from '#contract/recalls';
import { listResources, type Resource } from '#contract/resources';
import { listColleagues, listProviders, type Colleague, type Provider } from '#contract/staff';
import { describeAppointment } from '#contract/visit-description';
import { resizeAppointment } from '#contract/visit-length';
import { assignResources, listFreeResources } from '#contract/visit-resources';
import { confirmAppointment, holdAppointment, releaseAppointment } from '#contract/visit-hold';
import { tellLate } from '#contract/visit-delay';
import { confirmTold } from '#contract/visit-told';
import {
  arriveAppointment,
  checkInAppointment,
  concludeAppointment,
  fulfilAppointment,
  getNoShowPolicy,
  leaveAppointment,
  markAppointmentInError,
  markNoShow,
  resetAppointment,
  reverseNoShow,
  roomAppointment,
  startAppointment,
  type NoShowPolicy,
} from '#contract/visit-steps';
import { addWalkIn, placeWalkIn, startWalkIn } from '#contract/walk-ins';
import { addEntry } from '#contract/waitlist-entry';
import { Api } from '../platform/api';
import type { VisitStep } from './step-words';

export type BookAppointment = NonNullable<CallArguments<typeof bookAppointment>['body']>;
export type BookEVisit = NonNullable<CallArguments<typeof bookEVisit>['body']>;
export type AddWalkIn = NonNullable<CallArguments<typeof addWalkIn>['body']>;
export type PlaceWalkIn = NonNullable<CallArguments<typeof placeWalkIn>['body']>;
export type MoveEVisit = NonNullable<CallArguments<typeof moveEVisit>['body']>;
/** As it was when it was held. */
export type HeldVisit = Pick<Appointment, 'id' | 'version'>;
export type HoldAppointment = NonNullable<CallArguments<typeof holdAppointment>['body']>;
export type ConfirmAppointment = NonNullable<CallArguments<typeof confirmAppointment>['body']>;
export type DescribeAppointment = NonNullable<CallArguments<typeof describeAppointment>['body']>;
export type TellLate = NonNullable<CallArguments<typeof tellLate>['body']>;
export type ConfirmTold = NonNullable<CallArguments<typeof confirmTold>['body']>;
export type AssignResources = NonNullable<CallArguments<typeof assignResources>['body']>;
export type MoveAppointment = NonNullable<CallArguments<typeof moveAppointment>['body']>;
export type ResizeAppointment = NonNullable<CallArguments<typeof resizeAppointment>['body']>;
export type CancelAppointment = NonNullable<CallArguments<typeof cancelAppointment>['body']>;
export type AddEntry = NonNullable<CallArguments<typeof addEntry>['body']>;
export type FindFreeTimes = NonNullable<CallArguments<typeof findFreeTimes>['body']>;

export interface WeekOf {
  clinicId: string;
  providerId: string;
  /** Any day of the week. */
  date: string;
}

export interface StepWish {
  step: VisitStep;
  expectedVersion: number;
  /** The real time of what is entered late. */
  at?: string;
  reason?: string;
  /** At check-out: the patient is to come back. */
  back?: ComingBack;
}

const stepEndpoints = {
  confirm: confirmAppointment,
  arrive: arriveAppointment,
  checkIn: checkInAppointment,
  room: roomAppointment,
  start: startAppointment,
  startAtOnce: startWalkIn,
  fulfil: fulfilAppointment,
  conclude: concludeAppointment,
  leave: leaveAppointment,
  markNoShow,
  reverseNoShow,
  resetToBooked: resetAppointment,
  resetToArrived: resetAppointment,
  resetToCheckedIn: resetAppointment,
  markInError: markAppointmentInError,
} as const;

const resetTo: Partial<Record<StepWish['step'], 'booked' | 'arrived' | 'checked-in'>> = {
  resetToBooked: 'booked',
  resetToArrived: 'arrived',
  resetToCheckedIn: 'checked-in',
};

/** Every call that the calendar makes. */
@Service()
export class CalendarApi {
  readonly #api = inject(Api);

  listDay(clinicId: string, date: string): Promise<AnswerOf<typeof listDay>> {
    return this.#api.call(listDay, { query: { clinicId, date } });
  }

  listDayAsOf(query: {
    clinicId: string;
    date: string;
    asOf: string;
  }): Promise<AnswerOf<typeof listDayAsOf>> {
    return this.#api.call(listDayAsOf, { query });
  }

  listWeek(of: WeekOf): Promise<AnswerOf<typeof listWeek>> {
    return this.#api.call(listWeek, { query: of });
  }

  async listMonth(of: Omit<WeekOf, 'providerId'> & { providerId?: string }): Promise<DayLoad[]> {
    return (await this.#api.call(listMonth, { query: of })).days;
  }

  listWeekHours(of: WeekOf): Promise<AnswerOf<typeof listWeekHours>> {
    return this.#api.call(listWeekHours, { query: of });
  }

  /** When everybody works that day, and what stands against it. */
  listWorkingWindows(clinicId: string, date: string): Promise<AnswerOf<typeof listWorkingWindows>> {
    return this.#api.call(listWorkingWindows, { query: { clinicId, date } });
  }

  async listProviders(clinicId: string): Promise<Provider[]> {
    return (await this.#api.call(listProviders, { query: { clinicId } })).items;
  }

  async listColleagues(clinicId: string): Promise<Colleague[]> {
    return (await this.#api.call(listColleagues, { query: { clinicId } })).items;
  }

  async listVisitTypes(clinicId: string): Promise<VisitType[]> {
    return (await this.#api.call(listVisitTypes, { query: { clinicId } })).items;
  }

  getAppointment(appointmentId: string): Promise<Appointment> {
    return this.#api.call(getAppointment, { params: { appointmentId } });
  }

  getPatientHeader(patientId: string): Promise<PatientHeader> {
    return this.#api.call(getPatientHeader, { params: { patientId } });
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

  checkVisitAuthorization(
    visit: NonNullable<CallArguments<typeof checkVisitAuthorization>['body']>,
  ): Promise<AnswerOf<typeof checkVisitAuthorization>> {
    return this.#api.call(checkVisitAuthorization, { body: visit });
  }

  async checkEligibility(coverageId: string, clinicId: string, commandId: string): Promise<void> {
    const call = { params: { coverageId }, body: { clinicId } };
    await this.#api.call(checkEligibility, call, { commandId });
  }

  getNoShowPolicy(clinicId: string): Promise<NoShowPolicy> {
    return this.#api.call(getNoShowPolicy, { query: { clinicId } });
  }

  async listPatientAppointments(patientId: string): Promise<Appointment[]> {
    return (await this.#api.call(listPatientAppointments, { params: { patientId } })).items;
  }

  takeStep(
    appointmentId: string,
    { step, ...wish }: StepWish,
    commandId: string,
  ): Promise<Appointment> {
    const to = resetTo[step];
    const body = { ...wish, ...(to ? { to } : {}) };
    // The dialog offers each step the reasons of its own declaration; the server judges them again.
    const endpoint = stepEndpoints[step] as typeof arriveAppointment;
    return this.#api.call(endpoint, { params: { appointmentId }, body }, { commandId });
  }

  findFreeTimes(body: FindFreeTimes): Promise<AnswerOf<typeof findFreeTimes>> {
    return this.#api.call(findFreeTimes, { body });
  }

  addEntry(body: AddEntry, commandId: string): Promise<AnswerOf<typeof addEntry>> {
    return this.#api.call(addEntry, { body }, { commandId });
  }

  bookAppointment(body: BookAppointment, commandId: string): Promise<Appointment> {
    return this.#api.call(bookAppointment, { body }, { commandId });
  }

  addWalkIn(body: AddWalkIn, commandId: string): Promise<Appointment> {
    return this.#api.call(addWalkIn, { body }, { commandId });
  }

  placeWalkIn(appointmentId: string, body: PlaceWalkIn, commandId: string): Promise<Appointment> {
    return this.#api.call(placeWalkIn, { params: { appointmentId }, body }, { commandId });
  }

  bookEVisit(body: BookEVisit, commandId: string): Promise<Appointment> {
    return this.#api.call(bookEVisit, { body }, { commandId });
  }

  moveEVisit(appointmentId: string, body: MoveEVisit, commandId: string): Promise<Appointment> {
    return this.#api.call(moveEVisit, { params: { appointmentId }, body }, { commandId });
  }

  holdAppointment(body: HoldAppointment, commandId: string): Promise<Appointment> {
    return this.#api.call(holdAppointment, { body }, { commandId });
  }

  confirmAppointment(
    { id: appointmentId, version: expectedVersion }: HeldVisit,
    wish: Omit<ConfirmAppointment, 'expectedVersion'>,
    commandId: string,
  ): Promise<Appointment> {
    const call = { params: { appointmentId }, body: { expectedVersion, ...wish } };
    return this.#api.call(confirmAppointment, call, { commandId });
  }

  async releaseAppointment(
    { id: appointmentId, version: expectedVersion }: HeldVisit,
    commandId: string,
  ): Promise<void> {
    const call = { params: { appointmentId }, body: { expectedVersion } };
    await this.#api.call(releaseAppointment, call, { commandId });
  }

  moveAppointment(
    appointmentId: string,
    body: MoveAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(moveAppointment, { params: { appointmentId }, body }, { commandId });
  }

  resizeAppointment(
    appointmentId: string,
    body: ResizeAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(resizeAppointment, { params: { appointmentId }, body }, { commandId });
  }

  cancelAppointment(
    appointmentId: string,
    body: CancelAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(cancelAppointment, { params: { appointmentId }, body }, { commandId });
  }

  describeAppointment(
    appointmentId: string,
    body: DescribeAppointment,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(describeAppointment, { params: { appointmentId }, body }, { commandId });
  }

  tellLate(appointmentId: string, body: TellLate, commandId: string): Promise<Appointment> {
    return this.#api.call(tellLate, { params: { appointmentId }, body }, { commandId });
  }

  confirmTold(appointmentId: string, body: ConfirmTold, commandId: string): Promise<Appointment> {
    return this.#api.call(confirmTold, { params: { appointmentId }, body }, { commandId });
  }

  async listResources(clinicId: string): Promise<Resource[]> {
    return (await this.#api.call(listResources, { query: { clinicId } })).items;
  }

  listFreeResources(appointmentId: string): Promise<AnswerOf<typeof listFreeResources>> {
    return this.#api.call(listFreeResources, { params: { appointmentId } });
  }

  assignResources(
    appointmentId: string,
    body: AssignResources,
    commandId: string,
  ): Promise<Appointment> {
    return this.#api.call(assignResources, { params: { appointmentId }, body }, { commandId });
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
