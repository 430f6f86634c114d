import type { Problem } from '#contract/problem';

/** What a person reads about a refusal. The server's sentence leads; what helps to go on follows. */
export function messageOf(problem: Problem): string {
  switch (problem.code) {
    case 'invalid-input':
      return [problem.title, ...fieldMessages(problem)].join(' ');
    case 'too-many-requests':
      return problem.retryAfter
        ? `${problem.title} Try again in ${waitOf(problem.retryAfter)}.`
        : problem.title;
    case 'unexpected':
      return problem.requestId
        ? `${problem.title} Reference for support: ${problem.requestId}.`
        : problem.title;
    default:
      return problem.title;
  }
}

/** What is wrong with one field of a form, by its path in the body; `null` when nothing is. */
export function fieldMessage(problem: Problem | null, path: string): string | null {
  return problem?.fields?.find((field) => field.path === path)?.message ?? null;
}

function fieldMessages(problem: Problem): string[] {
  return (problem.fields ?? []).map(({ path, message }) =>
    path ? `${path}: ${message}.` : `${message}.`,
  );
}

function waitOf(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
