// Whom a late start is worth telling: pure.
import type { Appointment } from '#contract/calendar';
import { minutesBetween } from '../../platform/wall-time';
import { forecastStarts } from './forecast';

/** Minutes: a shorter wait is told to nobody, and what somebody was told is right within it. */
const worthTelling = 10;

export interface Delay {
  visit: Appointment;
  /** About when it will begin. */
  beginsAt: string;
  isHere: boolean;
  /** The patient knows, or is to be called. */
  isTold: boolean;
}

/** Soonest first. Who was told of another start is told anew. */
export function delaysOf(visits: readonly Appointment[], now: string): Delay[] {
  const forecast = forecastStarts(visits, now);
  return visits
    .flatMap((visit): Delay[] => {
      const beginsAt = forecast.get(visit.id);
      if (!beginsAt || minutesBetween(visit.startsAt, beginsAt) < worthTelling) return [];
      const told = visit.toldLate?.beginsAt;
      const isTold = !!told && Math.abs(minutesBetween(told, beginsAt)) < worthTelling;
      return [{ visit, beginsAt, isHere: visit.status !== 'booked', isTold }];
    })
    .sort((a, b) => (a.visit.startsAt < b.visit.startsAt ? -1 : 1));
}
