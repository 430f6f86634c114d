import type { Problem } from '#contract/problem';

/** What a person reads about a refusal. The server's sentence leads; what helps to go on follows. */
export function messageOf(problem: Problem): string {
  const { code, title, retryAfter, requestId } = problem;
  if (code === 'invalid-input') return [title, ...fieldMessages(problem)].join(' ');
  if (code === 'too-many-requests' && retryAfter) {
    return `${title} Try again in ${waitOf(retryAfter)}.`;
  }
  if (code === 'unexpected' && requestId) return `${title} Reference for support: ${requestId}.`;
  return title;
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
