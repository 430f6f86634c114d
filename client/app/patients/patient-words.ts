// How a patient is told apart from others, in words.
import type { Patient } from '#contract/patients';

/** Full years, and months for the youngest: `41`, `7 mo`. */
export function ageOn(birthOn: string, today: string): string {
  const [year, month, day] = partsOf(birthOn);
  const [thisYear, thisMonth, thisDay] = partsOf(today);
  const months = (thisYear - year) * 12 + thisMonth - month - (thisDay < day ? 1 : 0);
  return months < 24 ? `${Math.max(0, months)} mo` : String(Math.floor(months / 12));
}

/** Today in the clinic's zone, e.g. `2026-11-23`. */
export function todayIn(now: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(now));
}

export const sexWords: Record<Patient['sex'], string> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
};

function partsOf(date: string): [number, number, number] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
}
