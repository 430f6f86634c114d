// The day as the grid draws it: a column per provider with windows, visits and what is on its way.
import { occupiesTime, stepOf, type AppointmentStatus } from '#contract/appointment-workflow';
import type { VisitType, WorkingWindow } from '#contract/availability';
import { compareAppointments, isOnDay, type Appointment } from '#contract/calendar';
import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { ScheduleException } from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import type { CalendarPageState, PendingAct } from './calendar-state';
import { minutesBetween } from '../platform/wall-time';

export interface Span {
  startsAt: string;
  endsAt: string;
}

export interface VisitOnGrid {
  appointment: Appointment;
  visitType: VisitType | undefined;
  /** Waits for the server's answer; `leaving` when it will be elsewhere. */
  pending: 'leaving' | 'changing' | null;
  /** The version that somebody else made while the page was open. */
  touched: number | null;
  /** Nobody else stands in its time. */
  isAlone: boolean;
  /** A cancelled visit whose time nobody else has taken, and in which the provider is not away. */
  isOpen: boolean;
}

/** Where something will be once the server has agreed. */
export interface Arriving extends Span {
  commandId: string;
  title: string;
}

export interface ProviderColumn {
  provider: Provider;
  windows: readonly WorkingWindow[];
  /** Time off, meetings and other blocks. */
  away: readonly ScheduleException[];
  visits: readonly VisitOnGrid[];
  arriving: readonly Arriving[];
  bookedMinutes: number;
  workingMinutes: number;
}

type Day = Pick<
  CalendarPageState,
  | 'clinicId'
  | 'day'
  | 'appointments'
  | 'providers'
  | 'visitTypes'
  | 'windows'
  | 'exceptions'
  | 'pending'
  | 'touched'
>;

/** Providers who work that day or have visits on it, by name. */
export function columnsOf(state: Day): ProviderColumn[] {
  const { clinicId, day } = state;
  if (!clinicId || !day) return [];
  const onDay = Object.values(state.appointments)
    .filter((visit) => isOnDay(visit, { clinicId, ...day }))
    .sort(compareAppointments);
  const visits = Map.groupBy(onDay, ({ providerId }) => providerId);
  const windows = Map.groupBy(state.windows, ({ providerId }) => providerId);
  const away = Map.groupBy(
    state.exceptions.filter(({ kind }) => kind !== 'extra-hours'),
    ({ providerId }) => providerId,
  );
  const acts = Object.entries(state.pending);
  const arriving = Map.groupBy(arrivalsOf(acts, day), ({ providerId }) => providerId);
  return Object.values(state.providers)
    .filter(({ id }) => visits.has(id) || windows.has(id) || arriving.has(id))
    .sort((a, b) => listName(a).localeCompare(listName(b)) || a.id.localeCompare(b.id))
    .map((provider) =>
      columnOf(provider, state, {
        windows: windows.get(provider.id) ?? [],
        away: away.get(provider.id) ?? [],
        visits: visits.get(provider.id) ?? [],
        arriving: arriving.get(provider.id) ?? [],
      }),
    );
}

function columnOf(
  provider: Provider,
  state: Day,
  held: {
    windows: WorkingWindow[];
    away: ScheduleException[];
    visits: Appointment[];
    arriving: Arriving[];
  },
): ProviderColumn {
  const booked = held.visits.filter(({ status }) => isStanding(status));
  const pending = pendingOf(state.pending);
  return {
    provider,
    windows: held.windows,
    away: held.away,
    arriving: held.arriving,
    visits: held.visits.map((appointment) => {
      const isAlone = !booked.some((other) => other !== appointment && overlap(appointment, other));
      return {
        appointment,
        visitType: state.visitTypes[appointment.visitTypeId],
        pending: pending.get(appointment.id) ?? null,
        touched: state.touched[appointment.id] ?? null,
        isAlone,
        isOpen:
          stepOf(appointment) === 'cancelled' &&
          isAlone &&
          !held.away.some((other) => overlap(appointment, other)),
      };
    }),
    bookedMinutes: minutesOf(booked),
    workingMinutes: minutesCovered(held.windows),
  };
}

function arrivalsOf(
  acts: [string, PendingAct][],
  day: Span,
): (Arriving & { providerId: string })[] {
  return acts.flatMap(([commandId, { place, title }]) =>
    place && overlap(place, day) ? [{ commandId, title, ...place }] : [],
  );
}

function pendingOf(pending: ById<PendingAct>): Map<string, 'leaving' | 'changing'> {
  return new Map(
    Object.values(pending).flatMap(({ appointmentId, place }) =>
      appointmentId ? [[appointmentId, place ? 'leaving' : 'changing'] as const] : [],
    ),
  );
}

/** It was, is or will be: neither called off nor missed. */
export function isStanding(status: AppointmentStatus): boolean {
  return occupiesTime(status) || status === 'fulfilled';
}

export function overlap(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && a.endsAt > b.startsAt;
}

/** Extra hours may lie over weekly ones: what both cover counts once. */
function minutesCovered(spans: readonly Span[]): number {
  let [minutes, covered] = [0, ''];
  for (const { startsAt, endsAt } of spans.toSorted((a, b) =>
    a.startsAt.localeCompare(b.startsAt),
  )) {
    const from = startsAt > covered ? startsAt : covered;
    if (endsAt > from) minutes += minutesBetween(from, endsAt);
    covered = endsAt > covered ? endsAt : covered;
  }
  return minutes;
}

function minutesOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + minutesBetween(span.startsAt, span.endsAt), 0);
}
