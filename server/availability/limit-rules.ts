// What a provider's day takes at most: pure.
import type { LimitRule, WeeklyTemplate } from '#contract/availability';

export type DayLimits = Pick<WeeklyTemplate, 'visitsADay' | 'newPatientsADay'>;

export interface LimitsOfDay extends DayLimits {
  providerId: string;
  date: string;
  /** The bounds of the day. */
  startsAt: string;
  endsAt: string;
}

export interface BrokenLimit {
  rule: LimitRule;
  message: string;
}

/** What one more visit on a day with this load would break. */
export function brokenLimits(
  { visitsADay, newPatientsADay }: DayLimits,
  load: {
    visits: number;
    newPatients: number;
    /** Is the visit that is added one of a new patient? `null` = not known. */
    isNew: boolean | null;
  },
): BrokenLimit[] {
  const broken: BrokenLimit[] = [];
  if (visitsADay !== null && load.visits >= visitsADay)
    broken.push({
      rule: 'day-full',
      message: `The provider’s day is full: ${counted(visitsADay, 'visit is', 'visits are')} the most on it.`,
    });
  if (newPatientsADay !== null && load.isNew === true && load.newPatients >= newPatientsADay)
    broken.push({
      rule: 'new-patients-full',
      message:
        newPatientsADay === 0
          ? 'The provider takes no new patients on that day.'
          : `No more new patients on that day: ${counted(newPatientsADay, 'is', 'are')} the most for the provider.`,
    });
  return broken;
}

export function areSet({ visitsADay, newPatientsADay }: DayLimits): boolean {
  return visitsADay !== null || newPatientsADay !== null;
}

function counted(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
