// What the grid draws: a column per provider, or per day of one provider's week, with windows, visits and what is on
// its way.
import { occupiesTime, stepOf, type AppointmentStatus } from '#contract/appointment-workflow';
import type { ClosedSpan, VisitType, WorkingWindow } from '#contract/availability';
import { compareAppointments, isOnDay, type Appointment } from '#contract/calendar';
import type { OutsideBusy } from '#contract/outside-calendar';
import { listName } from '#contract/patients';
import type { ById } from '#contract/realtime';
import type { ScheduleException } from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import type { CalendarPageState, LocalDay, PendingAct } from './calendar-state';
import { roomWords } from './room-words';
import { minutesBetween } from '../platform/wall-time';

export interface Span {
  startsAt: string;
  endsAt: string;
}

export interface VisitOnGrid {
  appointment: Appointment;
  visitType: VisitType | undefined;
  /** The rooms and devices that it takes, in words. */
  rooms: string;
  /** Waits for the server's answer; `leaving` when it will be elsewhere. */
  pending: 'leaving' | 'changing' | null;
  /** The version that somebody else made while the page was open. */
  touched: number | null;
  /** Nobody else stands in its time. */
  isAlone: boolean;
  /** A cancelled visit whose time nobody else has taken, and in which the provider is not away and the clinic not closed. */
  isOpen: boolean;
}

/** Where something will be once the server has agreed. */
export interface Arriving extends Span {
  commandId: string;
  title: string;
}

export interface ProviderColumn {
  /** Tells the columns of one page apart. */
  key: string;
  provider: Provider;
  day: LocalDay;
  /** Why the clinic is closed on the day. */
  closedBecause: string | null;
  /** When it is closed besides. */
  closedHours: readonly ClosedSpan[];
  windows: readonly WorkingWindow[];
  /** Time off, meetings and other blocks. */
  away: readonly ScheduleException[];
  /** Busy by outside calendars. */
  outside: readonly OutsideBusy[];
  /** Those that take their time. */
  visits: readonly VisitOnGrid[];
  /** Those of the day that take none, as e-visits. */
  untimed: readonly VisitOnGrid[];
  arriving: readonly Arriving[];
  bookedMinutes: number;
  workingMinutes: number;
}

type Shown = Pick<
  CalendarPageState,
  | 'clinicId'
  | 'days'
  | 'providerId'
  | 'appointments'
  | 'providers'
  | 'visitTypes'
  | 'resources'
  | 'windows'
  | 'exceptions'
  | 'closedDays'
  | 'closedHours'
  | 'outsideBusy'
  | 'pending'
  | 'touched'
>;

export function columnsOf(state: Shown, before?: Before): ProviderColumn[] {
  const { providerId } = state;
  return state.days.flatMap((day) =>
    providerId === null
      ? columnsOfDay(state, day, before)
      : columnInWeek(state, providerId, day, before),
  );
}

/** What was drawn last: where nothing of a column has changed it is the same column still. */
interface Before {
  state: Shown;
  columns: readonly ProviderColumn[];
}

/** Columns of one page after another: a change leaves those alone that it does not concern. */
export function keepingColumns(): (state: Shown) => ProviderColumn[] {
  let before: Before | undefined;
  return (state) => {
    const columns = columnsOf(state, before);
    before = { state, columns };
    return columns;
  };
}

/** Providers who work that day or have visits on it, by name. */
function columnsOfDay(state: Shown, day: LocalDay, before?: Before): ProviderColumn[] {
  const held = heldOn(state, day);
  return Object.values(state.providers)
    .filter(({ id }) => held.visits.has(id) || held.windows.has(id) || held.arriving.has(id))
    .map((provider) => ({ provider, name: listName(provider) }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.provider.id.localeCompare(b.provider.id))
    .map(({ provider }) => columnOf(state, { key: provider.id, provider, day }, held, before));
}

/** Every day of the week, also those on which the provider is not there. */
function columnInWeek(
  state: Shown,
  providerId: string,
  day: LocalDay,
  before?: Before,
): ProviderColumn[] {
  const provider = state.providers[providerId];
  if (!provider) return [];
  return [columnOf(state, { key: day.date, provider, day }, heldOn(state, day), before)];
}

type ByProvider<T> = Map<string, T[]>;

/** What there is on a day, by provider. */
interface Held {
  windows: ByProvider<WorkingWindow>;
  away: ByProvider<ScheduleException>;
  outside: ByProvider<OutsideBusy>;
  visits: ByProvider<Appointment>;
  arriving: ByProvider<Arriving>;
  /** Of visits that wait for the server's answer. */
  pending: ReadonlyMap<string, 'leaving' | 'changing'>;
}

function heldOn(state: Shown, day: LocalDay): Held {
  const clinicId = state.clinicId ?? '';
  const onDay = <T extends Span & { providerId: string }>(all: readonly T[]): ByProvider<T> =>
    Map.groupBy(
      all.filter((one) => overlap(one, day)),
      ({ providerId }) => providerId,
    );
  const visits = Object.values(state.appointments).filter((visit) =>
    isOnDay(visit, { clinicId, ...day }),
  );
  return {
    visits: Map.groupBy(visits, ({ providerId }) => providerId),
    windows: onDay(state.windows),
    away: onDay(state.exceptions.filter(({ kind }) => kind !== 'extra-hours')),
    outside: onDay(state.outsideBusy),
    arriving: onDay(arrivalsOf(state.pending)),
    pending: pendingOf(state.pending),
  };
}

type HeldBy = Pick<ProviderColumn, 'windows' | 'away' | 'outside' | 'arriving'> & {
  visits: readonly Appointment[];
};

function columnOf(
  state: Shown,
  place: Pick<ProviderColumn, 'key' | 'provider' | 'day'>,
  { windows, away, outside, visits, arriving, pending }: Held,
  before?: Before,
): ProviderColumn {
  const { id } = place.provider;
  const held: HeldBy = {
    windows: windows.get(id) ?? [],
    away: away.get(id) ?? [],
    outside: outside.get(id) ?? [],
    visits: (visits.get(id) ?? []).sort(compareAppointments),
    arriving: arriving.get(id) ?? [],
  };
  const known = before && stillThere(before, state, place);
  if (known && isUnchanged(known, held, state.touched, pending)) return known;
  const closedHours = state.closedHours.filter((one) => overlap(one, place.day));
  const blocked: readonly Span[] = [...held.away, ...held.outside, ...closedHours];
  const booked = held.visits.filter(({ status, takesTime }) => takesTime && isStanding(status));
  const onGrid = held.visits.map((appointment): VisitOnGrid => {
    const isAlone = !booked.some((other) => other !== appointment && overlap(appointment, other));
    const visit: VisitOnGrid = {
      appointment,
      visitType: state.visitTypes[appointment.visitTypeId],
      rooms: roomWords(appointment, state.resources),
      pending: pending.get(appointment.id) ?? null,
      touched: state.touched[appointment.id] ?? null,
      isAlone,
      isOpen:
        stepOf(appointment) === 'cancelled' &&
        appointment.takesTime &&
        isAlone &&
        !blocked.some((other) => overlap(appointment, other)),
    };
    const was = known && visitsOf(known).find((one) => one.appointment === appointment);
    return was && isLike(was, visit) ? was : visit;
  });
  return {
    ...place,
    closedBecause: state.closedDays[place.day.date] ?? null,
    closedHours,
    windows: held.windows,
    away: held.away,
    outside: held.outside,
    arriving: held.arriving,
    visits: onGrid.filter(({ appointment }) => appointment.takesTime),
    untimed: onGrid.filter(({ appointment }) => !appointment.takesTime),
    bookedMinutes: minutesOf(booked),
    workingMinutes: minutesCovered(held.windows),
  };
}

/** The column as it was drawn last, where all that is not its own is as it was. */
function stillThere(
  { state: was, columns }: Before,
  state: Shown,
  { key, provider, day }: Pick<ProviderColumn, 'key' | 'provider' | 'day'>,
): ProviderColumn | undefined {
  const isSameAround =
    was.visitTypes === state.visitTypes &&
    was.resources === state.resources &&
    was.closedDays === state.closedDays &&
    was.closedHours === state.closedHours;
  return isSameAround
    ? columns.find((one) => one.key === key && one.provider === provider && one.day === day)
    : undefined;
}

function isUnchanged(
  column: ProviderColumn,
  held: HeldBy,
  touched: Shown['touched'],
  pending: Held['pending'],
): boolean {
  const visits = visitsOf(column);
  const now = [
    ...held.visits.filter(({ takesTime }) => takesTime),
    ...held.visits.filter(({ takesTime }) => !takesTime),
  ];
  return (
    (['windows', 'away', 'outside', 'arriving'] as const).every((of) =>
      areSame(column[of], held[of]),
    ) &&
    visits.length === now.length &&
    visits.every(
      (one, at) =>
        one.appointment === now[at] &&
        one.touched === (touched[one.appointment.id] ?? null) &&
        one.pending === (pending.get(one.appointment.id) ?? null),
    )
  );
}

function isLike(one: VisitOnGrid, other: VisitOnGrid): boolean {
  return (Object.keys(one) as (keyof VisitOnGrid)[]).every((key) => one[key] === other[key]);
}

function visitsOf({ visits, untimed }: ProviderColumn): VisitOnGrid[] {
  return [...visits, ...untimed];
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

function arrivalsOf(pending: ById<PendingAct>): (Arriving & { providerId: string })[] {
  return Object.entries(pending).flatMap(([commandId, { place, title }]) =>
    place ? [{ commandId, title, ...place }] : [],
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
