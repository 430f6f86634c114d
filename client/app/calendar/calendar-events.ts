import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { VisitType } from '#contract/availability';
import type { Appointment } from '#contract/calendar';
import type { PatientSummary } from '#contract/patients';
import type { Problem } from '#contract/problem';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Resource } from '#contract/resources';
import type { Provider } from '#contract/staff';
import type {
  AddWalkIn,
  AssignResources,
  BookAppointment,
  BookEVisit,
  CancelAppointment,
  ConfirmTold,
  DescribeAppointment,
  HeldVisit,
  MoveAppointment,
  MoveEVisit,
  PlaceWalkIn,
  ResizeAppointment,
  StepWish,
} from './calendar-api';
import type { LocalDay, Scope, ShownHours } from './calendar-state';
import { noPayload } from '../platform/no-payload';

/** What the person did. A `commandId` names the act until the server has answered it. */
export const calendarPageEvents = eventGroup({
  source: 'Calendar Page',
  events: {
    opened: type<Scope>(),
    retried: noPayload,
    /** A visit is looked at that may lie on another day. */
    visitPicked: type<{ appointmentId: string }>(),
    booked: type<{
      commandId: string;
      wish: BookAppointment;
      /** Held for it already. */
      hold: HeldVisit | null;
      patient: Pick<PatientSummary, 'family' | 'given'>;
    }>(),
    moved: type<{ commandId: string; appointmentId: string; wish: MoveAppointment }>(),
    eVisitBooked: type<{ commandId: string; wish: BookEVisit }>(),
    eVisitMoved: type<{ commandId: string; appointmentId: string; wish: MoveEVisit }>(),
    walkInAdded: type<{ commandId: string; wish: AddWalkIn }>(),
    walkInPlaced: type<{ commandId: string; appointmentId: string; wish: PlaceWalkIn }>(),
    resized: type<{ commandId: string; appointmentId: string; wish: ResizeAppointment }>(),
    cancelled: type<{ commandId: string; appointmentId: string; wish: CancelAppointment }>(),
    described: type<{ commandId: string; appointmentId: string; wish: DescribeAppointment }>(),
    toldConfirmed: type<{ commandId: string; appointmentId: string; wish: ConfirmTold }>(),
    assigned: type<{ commandId: string; appointmentId: string; wish: AssignResources }>(),
    reinstated: type<{ commandId: string; appointmentId: string; expectedVersion: number }>(),
    stepped: type<{ commandId: string; appointmentId: string; wish: StepWish }>(),
    conflictDismissed: noPayload,
  },
});

/** What the server told. */
export const calendarServerEvents = eventGroup({
  source: 'Calendar Server',
  events: {
    loaded: type<
      ShownHours & {
        scope: Scope;
        days: LocalDay[];
        appointments: Appointment[];
        providers: Provider[];
        visitTypes: VisitType[];
        resources: Resource[];
      }
    >(),
    loadFailed: type<{ scope: Scope; problem: Problem }>(),
    windowsLoaded: type<ShownHours & { scope: Scope; resources: Resource[] }>(),
    changed: type<{ changes: ChangeEnvelope[]; by: string | null }>(),
    visitLoaded: type<{ appointment: Appointment }>(),
    visitMissing: type<{ appointmentId: string; problem: Problem }>(),
    actAnswered: type<{ commandId: string; appointment: Appointment }>(),
    actRefused: type<{ commandId: string; problem: Problem }>(),
  },
});
