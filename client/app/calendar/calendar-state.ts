// The state of the calendar page and how changes fold into it.
import type { ClosedSpan, VisitType, WorkingWindow } from '#contract/availability';
import {
  applyCalendarChange,
  type Appointment,
  type CalendarChange,
  type CalendarState,
} from '#contract/calendar';
import type { OutsideBusy } from '#contract/outside-calendar';
import type { Problem } from '#contract/problem';
import { upsertVersioned, type ById, type ChangeEnvelope } from '#contract/realtime';
import type { Resource } from '#contract/resources';
import type { ScheduleException } from '#contract/schedule-exception';
import type { Provider } from '#contract/staff';
import { changeOf } from '../platform/change-of';

/** What a person asked for and the server has not answered yet; drawn muted where it will be. */
export interface PendingAct {
  kind:
    'book' | 'move' | 'resize' | 'cancel' | 'describe' | 'assign' | 'reinstate' | 'step' | 'tell';
  appointmentId: string | null;
  /** The new place; `null` when the act changes none. */
  place: { providerId: string; startsAt: string; endsAt: string } | null;
  title: string;
}

/** Somebody else was faster: what the person wanted, and the visit as it is now. */
export interface Conflict {
  commandId: string;
  kind: PendingAct['kind'];
  appointmentId: string;
  /** Where the person wanted it. */
  place: PendingAct['place'];
}

/** Who works when on the days on show, and what stands against it. */
export interface ShownHours {
  windows: readonly WorkingWindow[];
  /** Time off, meetings and extra hours. */
  exceptions: readonly ScheduleException[];
  /** Local date → why the clinic is closed on it. */
  closedDays: ById<string>;
  /** When it is closed besides. */
  closedHours: readonly ClosedSpan[];
  /** When providers are busy by their outside calendars. */
  outsideBusy: readonly OutsideBusy[];
}

/** A day of everybody, or the week of one provider. */
export interface Scope {
  clinicId: string;
  /** The day, or the first one of the week. */
  date: string;
  /** Whose week; `null` for everybody's day. */
  providerId: string | null;
}

/** A local day in UTC: 23, 24 or 25 hours. */
export interface LocalDay {
  date: string;
  startsAt: string;
  endsAt: string;
}

export interface CalendarPageState extends CalendarState, ShownHours {
  clinicId: string | null;
  date: string | null;
  providerId: string | null;
  status: 'idle' | 'loading' | 'loaded' | 'failed';
  problem: Problem | null;
  /** What is on show, once it is known: one day or seven. */
  days: readonly LocalDay[];
  providers: ById<Provider>;
  visitTypes: ById<VisitType>;
  /** Rooms, devices and interpreters. */
  resources: ById<Resource>;
  pending: ById<PendingAct>;
  /** Refusals by command, until the person tries again or leaves it. */
  refusals: ById<Problem>;
  conflict: Conflict | null;
  /** Visit → version that somebody else made: it glows once. */
  touched: ById<number>;
  /** A visit that cannot be shown, and why. */
  missing: { appointmentId: string; problem: Problem } | null;
}

export const noHours: ShownHours = {
  windows: [],
  exceptions: [],
  closedDays: {},
  closedHours: [],
  outsideBusy: [],
};

export const initialCalendarState: CalendarPageState = {
  appointments: {},
  clinicId: null,
  date: null,
  providerId: null,
  status: 'idle',
  problem: null,
  days: [],
  providers: {},
  visitTypes: {},
  resources: {},
  ...noHours,
  pending: {},
  refusals: {},
  conflict: null,
  touched: {},
  missing: null,
};

/** The whole stretch of time on show. */
export function spanOf(days: readonly LocalDay[]): { startsAt: string; endsAt: string } | null {
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? { startsAt: first.startsAt, endsAt: last.endsAt } : null;
}

/** Changes of one frame onto the state; what is settled by them is no longer pending. */
export function fold(
  state: CalendarPageState,
  changes: readonly ChangeEnvelope[],
  by: string | null,
): Partial<CalendarPageState> {
  const { appointments } = changes.reduce<CalendarState>(
    (held, change) => applyCalendarChange(held, changeOf<CalendarChange>(change)),
    state,
  );
  const settled = new Set(changes.map(({ commandId }) => commandId));
  const pending = Object.fromEntries(
    Object.entries(state.pending).filter(([commandId]) => !settled.has(commandId)),
  );
  const others = changes.filter(
    ({ actorId, commandId }) => actorId !== by && !(commandId && commandId in state.pending),
  );
  const touched = {
    ...state.touched,
    ...Object.fromEntries(others.map(({ entityId, version }) => [entityId, version])),
  };
  return { appointments, pending, touched };
}

/** The server's answer to an act holds the visit as it is now: no need to wait for the feed. */
export function settle(
  state: CalendarPageState,
  commandId: string,
  appointment: Appointment,
): Partial<CalendarPageState> {
  // What was booked at another clinic is not on show here.
  const isHere = state.clinicId === null || state.clinicId === appointment.clinicId;
  return {
    ...(isHere ? { appointments: upsertVersioned(state.appointments, appointment) } : {}),
    pending: without(state.pending, commandId),
    refusals: without(state.refusals, commandId),
  };
}

/** After a conflict the visit is shown as somebody else has left it. */
export function refuse(
  state: CalendarPageState,
  commandId: string,
  problem: Problem,
): Partial<CalendarPageState> {
  const act = state.pending[commandId];
  const refused = {
    pending: without(state.pending, commandId),
    refusals: { ...state.refusals, [commandId]: problem },
  };
  if (problem.code !== 'conflict' || !act?.appointmentId) return refused;
  const current = problem.current as Appointment | undefined;
  return {
    ...refused,
    conflict: { commandId, kind: act.kind, appointmentId: act.appointmentId, place: act.place },
    ...(current ? { appointments: upsertVersioned(state.appointments, current) } : {}),
  };
}

export function byId<T extends { id: string }>(views: readonly T[]): ById<T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

export function without<T>(map: ById<T>, id: string): ById<T> {
  return Object.fromEntries(Object.entries(map).filter(([held]) => held !== id));
}
