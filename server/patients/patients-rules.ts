// What a chart may say of its person. Pure.

/** Why a birth date cannot be; `null` when it can. `today` is the latest local date anywhere. */
export function birthDateFault(birthOn: string, today: string): string | null {
  if (birthOn > today) return 'lies in the future';
  if (Number(today.slice(0, 4)) - Number(birthOn.slice(0, 4)) > 130) return 'is too long ago';
  return null;
}

/** They say nothing of the other patient: refusals may reach places where no patient belongs. */
export const duplicateSentence =
  "A chart that may be the same person's is there already. Nothing was written: look at it first, then open that chart or go on.";
export const sameSentence =
  'A chart with the same name and birth date is there already. Nothing was written: open that chart, or say why this is another person.';
