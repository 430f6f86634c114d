// When each visit that is still to begin will really begin: pure. A provider takes one patient after the other.
import { stepOf, type AppointmentStep } from '#contract/appointment-workflow';
import { compareAppointments, type Appointment } from '#contract/calendar';
import { addMinutes, minutesBetween } from '../../platform/wall-time';

/** A provider makes up for less than this between two visits; telling it would only unsettle. */
const worthTelling = 5;

const toBegin: readonly AppointmentStep[] = ['booked', 'arrived', 'checked-in', 'roomed'];

/**
 * Visit → its start as it will be, only where that is later than booked. A patient who has not come keeps nobody
 * waiting: the provider goes on with the next one.
 */
export function forecastStarts(visits: readonly Appointment[], now: string): Map<string, string> {
  const forecast = new Map<string, string>();
  for (const ofOne of Map.groupBy(visits, ({ providerId }) => providerId).values())
    forecastOf(ofOne, now, forecast);
  return forecast;
}

function forecastOf(
  visits: readonly Appointment[],
  now: string,
  forecast: Map<string, string>,
): void {
  let free = now;
  for (const visit of visits.filter((one) => stepOf(one) === 'with-provider')) {
    const began = visit.steps.find(({ step }) => step === 'with-provider')?.at ?? visit.startsAt;
    free = later(free, addMinutes(began, lengthOf(visit)));
  }
  const coming = visits.filter((visit) => toBegin.includes(stepOf(visit)));
  for (const visit of coming.toSorted(compareAppointments)) {
    const isAwaited = visit.status === 'booked' && visit.startsAt < now;
    if (isAwaited) continue;
    const begins = later(visit.startsAt, free);
    if (minutesBetween(visit.startsAt, begins) >= worthTelling) forecast.set(visit.id, begins);
    free = addMinutes(begins, lengthOf(visit));
  }
}

function lengthOf({ startsAt, endsAt }: Appointment): number {
  return minutesBetween(startsAt, endsAt);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
