// Why a search for free time found nothing, in plain words: pure.
import type { LimitRule } from '#contract/availability';
import { weekdayName } from '../platform/clock/spoken-times.ts';

export interface NothingFound {
  providers: number;
  days: number;
  visitMinutes: number;
  /** The search begins behind the last day on which the type may be booked. */
  beyondHorizon: boolean;
  horizonDays: number | null;
  /** Minutes of the longest stretch of hours; each kind lies within the one before. */
  longest: { worked: number; ofType: number; forPatient: number; open: number; wished: number };
  /** `null` = not known, or it makes no difference. */
  isNew: boolean | null;
  /** Of the hours for such a patient, where those are fewer: 1 = Monday. */
  weekdays: readonly number[];
  /** When the first of the kept hours opens, e.g. `Monday, 2026-11-30, 07:00`; `null` = none is kept. */
  opens: string | null;
  /** Why days were passed over: they take no more visits, or no more of new patients; `null` = none was. */
  full: LimitRule | null;
  /** What the visit needs beside the provider, and was not free when a provider was; `null` = nothing. */
  lacking: string | null;
}

/** The first thing that stands in the way. */
export function explainNothing(found: NothingFound): string {
  const { longest, visitMinutes, opens } = found;
  const period = found.days === 1 ? 'on that day' : `in these ${String(found.days)} days`;
  if (found.providers === 0) return 'None of these providers works in this clinic.';
  if (found.beyondHorizon)
    return `This visit type is booked at most ${String(found.horizonDays)} days ahead.`;
  if (longest.worked === 0) return `None of these providers has working hours ${period}.`;
  if (longest.ofType === 0)
    return `The providers work ${period}, but none of their hours are open to this visit type.`;
  if (longest.ofType < visitMinutes)
    return `The visit takes ${String(visitMinutes)} minutes; the longest stretch open to it is ${String(longest.ofType)} minutes.`;
  if (longest.forPatient < visitMinutes)
    return `None of the hours open to this visit type ${period} are for ${patientWords(found)}.`;
  if (longest.open < visitMinutes && opens !== null)
    return `The hours for this visit type ${period} are kept for visits booked late; the first open on ${opens}.`;
  if (longest.wished < visitMinutes)
    return `The providers’ hours ${period} lie outside the days and times asked for.`;
  if (found.lacking !== null)
    return `Providers are free ${period}, but then no “${found.lacking}” is.`;
  return takenWords(found, period);
}

function takenWords(found: NothingFound, period: string): string {
  const { full, weekdays, isNew } = found;
  const which = weekdays.length > 0 && isNew !== null ? ` for ${patientWords(found)}` : '';
  const taken = `Every time for this visit type${which} is taken ${period}`;
  if (full === 'day-full') return `${taken}, or lies on a day that takes no more visits.`;
  if (full === 'new-patients-full')
    return `${taken}, or lies on a day that takes no more new patients.`;
  return which ? `${taken}; their hours are on ${weekdaysWords(weekdays)} only.` : `${taken}.`;
}

function patientWords({ isNew }: NothingFound): string {
  return isNew ? 'new patients' : 'patients who were seen here within three years';
}

function weekdaysWords(weekdays: readonly number[]): string {
  const names = [...new Set(weekdays)].sort().map((weekday) => `${weekdayName(weekday)}s`);
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}
