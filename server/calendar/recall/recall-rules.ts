// What is possible: pure rules of recalls.

/** Nobody knows yet who works here in five years. */
export const longestRecallYears = 5;

export function refuseDueDay(
  dueOn: string,
  today: string,
): { rule: 'in-the-past' | 'too-far-ahead'; message: string } | null {
  if (dueOn < today)
    return {
      rule: 'in-the-past',
      message: 'The day around which the patient is to come back has passed; nothing was changed.',
    };
  const last = `${String(Number(today.slice(0, 4)) + longestRecallYears)}${today.slice(4)}`;
  if (dueOn > last)
    return {
      rule: 'too-far-ahead',
      message: `A recall is put down for ${String(longestRecallYears)} years ahead at most; nothing was changed.`,
    };
  return null;
}
