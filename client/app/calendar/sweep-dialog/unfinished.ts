// What is still open when the day is over: pure. The sweep proposes; people decide.
import { stepOf, type AppointmentStep } from '#contract/appointment-workflow';
import { compareAppointments, type Appointment } from '#contract/calendar';
import { addMinutes } from '../../platform/wall-time';

export interface Unfinished {
  /** Booked, and so long past their start that they may be marked as missed. */
  awaited: Appointment[];
  /** Begun and not ended: nobody said that they have left. */
  stillHere: Appointment[];
}

const begun: readonly AppointmentStep[] = ['arrived', 'checked-in', 'roomed', 'with-provider'];

export function unfinished(
  visits: readonly Appointment[],
  { now, graceMinutes }: { now: string; graceMinutes: number },
): Unfinished {
  const ordered = visits.toSorted(compareAppointments);
  return {
    awaited: ordered.filter(
      ({ status, startsAt, takesTime }) =>
        takesTime && status === 'booked' && addMinutes(startsAt, graceMinutes) <= now,
    ),
    stillHere: ordered.filter((visit) => begun.includes(stepOf(visit)) && visit.endsAt <= now),
  };
}
