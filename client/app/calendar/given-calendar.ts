// Builders for specs: one clinic's Monday, as the server would answer it at nine in the morning.
import {
  signal,
  type EnvironmentProviders,
  type Provider as AngularProvider,
  type Type,
  type WritableSignal,
} from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import type { ClosedSpan, VisitType, WorkingWindow } from '#contract/availability';
import type { Appointment, CalendarChange } from '#contract/calendar';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import type { Copay, Payment } from '#contract/payments';
import type { Patient } from '#contract/patients';
import { feedOf, type ChangeEnvelope } from '#contract/realtime';
import type { Recall } from '#contract/recalls';
import type { Resource } from '#contract/resources';
import type { OutsideBusy } from '#contract/outside-calendar';
import type { ScheduleException } from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import { standardTerms } from '#contract/visit-terms';
import type { LocalDay } from './calendar-state';
import { Clock } from '../platform/clock';
import { FakeServer, riverside, type FakeSocket } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';

/** Monday, 9:00 am in New York. */
export const nine = '2026-11-23T14:00:00.000Z';
export const monday = '2026-11-23';
export const mondaySpan = {
  startsAt: '2026-11-23T05:00:00.000Z',
  endsAt: '2026-11-24T05:00:00.000Z',
};
export const mondayDay = { date: monday, ...mondaySpan };
/** Seven days in New York, between two changes of its clocks. */
export function weekFrom(date: string): LocalDay[] {
  const midnight = Date.parse(`${date}T05:00:00.000Z`);
  const dayMs = 86_400_000;
  return [0, 1, 2, 3, 4, 5, 6].map((n) => ({
    date: new Date(midnight + n * dayMs).toISOString().slice(0, 10),
    startsAt: new Date(midnight + n * dayMs).toISOString(),
    endsAt: new Date(midnight + (n + 1) * dayMs).toISOString(),
  }));
}
export const leeId = idOf(900);
export const okaforId = idOf(901);
export const followUpId = idOf(950);

let count = 0;

/** The n-th id; they sort as they count. */
export function idOf(n: number): string {
  return `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** An instant of that Monday by the clinic's clocks, e.g. `at('10:15')`. */
export function at(time: string): string {
  return new Date(Date.parse(`${monday}T${time}:00.000-05:00`)).toISOString();
}

export function aProvider(overrides: Partial<Provider> = {}): Provider {
  return {
    id: leeId,
    family: 'Lee',
    given: 'Hannah',
    credentials: 'MD',
    specialty: 'Family medicine',
    languages: ['en'],
    gender: null,
    clinicIds: [riverside],
    version: 1,
    ...overrides,
  };
}

export function okafor(): Provider {
  return aProvider({ id: okaforId, family: 'Okafor', given: 'Chidi', credentials: 'NP' });
}

export function aVisitType(overrides: Partial<VisitType> = {}): VisitType {
  return {
    id: followUpId,
    clinicId: riverside,
    name: 'Follow-up',
    minutes: 30,
    modality: 'in-person',
    category: 'routine',
    colour: 'teal',
    bufferBefore: 0,
    bufferAfter: 0,
    ...standardTerms,
    active: true,
    version: 1,
    ...overrides,
  };
}

export function aWindow(overrides: Partial<WorkingWindow> = {}): WorkingWindow {
  return {
    providerId: leeId,
    startsAt: at('08:00'),
    endsAt: at('17:00'),
    visitTypeIds: [],
    patients: 'any',
    opensAt: null,
    ...overrides,
  };
}

/** A meeting of Monday, 10:00–11:00. */
export function anException(overrides: Partial<ScheduleException> = {}): ScheduleException {
  return {
    id: idOf(7000),
    clinicId: riverside,
    providerId: leeId,
    kind: 'meeting',
    startsAt: at('10:00'),
    endsAt: at('11:00'),
    note: null,
    visitTypeIds: [],
    removedAt: null,
    version: 1,
    ...overrides,
  };
}

export function aPatient(overrides: Partial<Patient> = {}): Patient {
  count += 1;
  return {
    id: idOf(2000 + count),
    mrn: `DEMO-00${count}`,
    family: 'Diaz',
    given: 'Ana',
    birthOn: '1985-11-24',
    sex: 'female',
    pronouns: null,
    language: 'en',
    interpreter: false,
    phone: '+16175550123',
    email: null,
    zone: null,
    version: 1,
    ...overrides,
  };
}

export function aVisit(overrides: Partial<Appointment> = {}): Appointment {
  count += 1;
  const { id, mrn, family, given, birthOn, interpreter } = aPatient();
  return {
    id: idOf(3000 + count),
    clinicId: riverside,
    providerId: leeId,
    visitTypeId: followUpId,
    patient: { id, mrn, family, given, birthOn, interpreter },
    modality: 'in-person',
    reason: null,
    note: null,
    videoRoom: null,
    callNumber: null,
    resourceIds: [],
    status: 'booked',
    startsAt: at('10:00'),
    endsAt: at('10:30'),
    takesTime: true,
    walkIn: null,
    stage: null,
    steps: [],
    closedBecause: null,
    hold: null,
    cancellation: null,
    notTold: null,
    series: null,
    linkId: null,
    toldLate: null,
    confirmedAt: null,
    interpreterRequest: null,
    version: 1,
    ...overrides,
  };
}

export function cancelled(visit: Appointment): Appointment {
  return {
    ...visit,
    status: 'cancelled',
    version: visit.version + 1,
    cancellation: {
      reason: 'pat',
      note: null,
      at: nine,
      noticeMinutes: 60,
      late: true,
      undoUntil: new Date(Date.parse(nine) + 60_000).toISOString(),
      undoClosed: false,
    },
  };
}

export function aChange(
  type: CalendarChange['type'],
  visit: Appointment,
  overrides: Partial<ChangeEnvelope> = {},
): ChangeEnvelope {
  return {
    feed: feedOf('calendar', riverside),
    seq: 1,
    type,
    entityId: visit.id,
    version: visit.version,
    payload: visit,
    actorId: idOf(42),
    commandId: null,
    at: nine,
    ...overrides,
  };
}

export const examId = idOf(9500);

export function aRoom(overrides: Partial<Resource> = {}): Resource {
  return {
    id: examId,
    clinicId: riverside,
    sharedWith: [],
    name: 'Exam 1',
    kind: 'room',
    type: 'Exam room',
    hours: [],
    outOfUse: [],
    active: true,
    version: 1,
    ...overrides,
  };
}

/** Spanish, asked for and not answered. */
export function aRequest(overrides: Partial<InterpreterRequest> = {}): InterpreterRequest {
  return {
    id: idOf(3000),
    clinicId: riverside,
    language: 'es',
    mode: 'in-person',
    status: 'requested',
    because: null,
    confirmedBy: null,
    reference: null,
    askedAt: nine,
    answeredAt: null,
    version: 1,
    ...overrides,
  };
}

/** $25 by the coverage, nothing paid. */
export function aCopay(overrides: Partial<Copay> = {}): Copay {
  return {
    id: idOf(3000),
    clinicId: riverside,
    dueCents: 2_500,
    dueFrom: 'coverage',
    paidCents: 0,
    skippedBecause: null,
    payments: [],
    version: 0,
    ...overrides,
  };
}

export function aPayment(overrides: Partial<Payment> = {}): Payment {
  return {
    id: idOf(9700),
    receiptNumber: 17,
    method: 'cash',
    amountCents: 2_500,
    reference: null,
    collectedAt: nine,
    collectedBy: 'Rivera, Sam',
    voided: null,
    ...overrides,
  };
}

/** Due in three months, with Dr Lee. */
export function aRecall(overrides: Partial<Recall> = {}): Recall {
  const { patient } = aVisit();
  count += 1;
  return {
    id: idOf(9000 + count),
    clinicId: riverside,
    patient,
    visitTypeId: followUpId,
    providerId: leeId,
    dueOn: '2027-02-23',
    note: null,
    askedBy: 'clinic',
    claimedBy: null,
    fromAppointmentId: null,
    status: 'open',
    appointmentId: null,
    droppedBecause: null,
    addedAt: nine,
    version: 1,
    ...overrides,
  };
}

export interface Day {
  visits?: Appointment[];
  windows?: WorkingWindow[];
  exceptions?: ScheduleException[];
  closedBecause?: string | null;
  closedHours?: ClosedSpan[];
  outsideBusy?: OutsideBusy[];
  providers?: Provider[];
}

export function serverWith({
  visits = [],
  windows = [aWindow()],
  exceptions = [],
  closedBecause = null,
  closedHours = [],
  outsideBusy = [],
  providers = [aProvider(), okafor()],
}: Day = {}): FakeServer {
  const server = new FakeServer()
    .when('GET /api/calendar/day', { date: monday, ...mondaySpan, appointments: visits, asOf: 0 })
    .when('GET /api/calendar/cancellation-policy', { lateMinutes: 1440 })
    .when('GET /api/availability/working-windows', {
      items: windows,
      ...{ exceptions, closedBecause, closedHours, outsideBusy },
    })
    .when('GET /api/staff/providers', { items: providers })
    .when('GET /api/availability/visit-types', { items: [aVisitType()] })
    .when('GET /api/availability/resources', { items: [aRoom()] })
    .when('GET /api/calendar/interpreter-requests/count', { open: 0 })
    .when('POST /api/availability/free-times/find', { items: [], explanation: 'Nothing is free.' });
  for (const { id, patient } of visits) {
    const whole = aPatient(patient);
    server.when(`GET /api/patients/${patient.id}/header`, { patient: whole, lookAlikes: [] });
    server.when(`GET /api/calendar/appointments/${id}/history`, { items: [] });
    server.when(`GET /api/payments/copays/${id}`, aCopay({ id, dueCents: 0 }));
  }
  return server;
}

/** A clock that a spec moves by hand. */
export function standingClock(now = nine): {
  provider: AngularProvider;
  now: WritableSignal<string>;
} {
  const time = signal(now);
  const clock = { now: time, exact: () => Date.parse(time()), correct: () => undefined };
  return { now: time, provider: { provide: Clock, useValue: clock } };
}

/** A page at its address, beside a server and a socket of the test's own; each change is painted at once. */
export function pageProviders(
  page: { path: string; component: Type<unknown> },
  {
    server,
    socket,
    clock = standingClock(),
  }: { server: FakeServer; socket: FakeSocket; clock?: ReturnType<typeof standingClock> },
): (AngularProvider | EnvironmentProviders)[] {
  return [
    provideRouter([page, { path: '**', children: [] }], withComponentInputBinding()),
    server.provider,
    socket.provider,
    clock.provider,
    { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
  ];
}
