// What is on show, as the server tells it: a day of everybody, or the week of one provider.
import type { CalendarApi } from './calendar-api';
import type { LocalDay, Scope, ShownHours } from './calendar-state';
import type { Appointment } from '#contract/calendar';

export interface ShownVisits {
  days: LocalDay[];
  appointments: Appointment[];
  asOf: number;
}

export async function loadVisits(scope: Scope, api: CalendarApi): Promise<ShownVisits> {
  const { clinicId, providerId, date } = scope;
  if (providerId !== null) return api.listWeek({ clinicId, providerId, date });
  const { startsAt, endsAt, appointments, asOf } = await api.listDay(clinicId, date);
  return { days: [{ date, startsAt, endsAt }], appointments, asOf };
}

export async function loadHours(scope: Scope, api: CalendarApi): Promise<ShownHours> {
  const { clinicId, providerId, date } = scope;
  if (providerId === null) {
    const day = await api.listWorkingWindows(clinicId, date);
    const closedDays = day.closedBecause === null ? {} : { [date]: day.closedBecause };
    const { items: windows, exceptions, closedHours, outsideBusy } = day;
    return { windows, exceptions, closedDays, closedHours, outsideBusy };
  }
  const week = await api.listWeekHours({ clinicId, providerId, date });
  const closedDays = Object.fromEntries(week.closedDays.map((day) => [day.date, day.because]));
  const { items: windows, exceptions, closedHours, outsideBusy } = week;
  return { windows, exceptions, closedDays, closedHours, outsideBusy };
}
