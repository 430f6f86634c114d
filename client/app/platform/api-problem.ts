// Problems as they come over HTTP, and those that arise without an answer.
import { problemCodes, problemStatus, type Problem, type ProblemCode } from '#contract/problem';

function made(code: ProblemCode, title: string): Problem {
  const status = problemStatus[code];
  return { type: `urn:daysheet:problem:${code}`, code, status, title, requestId: '' };
}

/** No answer came: what was read stays on screen; a write may or may not have arrived. */
export function unreachable(method: 'GET' | 'POST'): Problem {
  return made(
    'unavailable',
    method === 'GET'
      ? 'The server cannot be reached. Check the connection and try again.'
      : 'The server cannot be reached, so it is not known whether this was saved. Look before you repeat it.',
  );
}

export const pageProblem: Problem = made(
  'unexpected',
  'Something went wrong on this page. Reload it and try again.',
);

export async function readProblem(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as unknown;
    if (isProblem(body)) return body;
  } catch {
    // No JSON: something between the server and this browser answered.
  }
  return [502, 503, 504].includes(answer.status)
    ? made('unavailable', 'The server is away for the moment. Nothing was changed; try again soon.')
    : made('unexpected', 'The server gave an answer that makes no sense. Try again.');
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    'title' in body &&
    (problemCodes as readonly unknown[]).includes(body.code)
  );
}
