// What a new chart may say, and whom it may be the second chart of.
import type { PatientSummary } from '#contract/patients';

export interface LookAlike {
  summary: PatientSummary;
  sameBirth: boolean;
}

/** Why a birth date cannot be; `null` when it can. `today` is the latest local date anywhere. */
export function birthDateFault(birthOn: string, today: string): string | null {
  if (birthOn > today) return 'lies in the future';
  if (Number(today.slice(0, 4)) - Number(birthOn.slice(0, 4)) > 130) return 'is too long ago';
  return null;
}

/** A near match: the same birth date and a look-alike name. */
export function possibleDuplicates(lookAlikes: readonly LookAlike[]): PatientSummary[] {
  return lookAlikes.filter((found) => found.sameBirth).map((found) => found.summary);
}

/** Says nothing of the other patient: refusals may reach places where no patient belongs. */
export const duplicateSentence =
  'A patient with the same birth date and a look-alike name has a chart. Nobody was registered: open that chart, or say why this is another person.';
