// Every failure leaves as problem details; what is not an expected refusal is logged and told without detail.
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { notFound, ProblemError } from '../problem.ts';

const unavailableStates = new Set([
  '53100',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '55P03',
  '25006',
]);
const unavailableErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
const lostConnection = /Connection terminated|Timeout acquiring a connection|pool is probably full/;

interface Failure {
  code?: string;
  type?: string;
  status?: number;
  constraint?: string;
  message?: string;
}

export function toProblemError(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const failure = (thrown ?? {}) as Failure;
  if (failure.type === 'entity.too.large') return tooLarge(thrown);
  if (failure.type === 'entity.parse.failed' || failure.type === 'encoding.unsupported')
    return bodyFault('is not valid JSON');
  if (failure.type === 'charset.unsupported') return bodyFault('must be UTF-8');
  // Express: a path segment that is not valid percent-encoding.
  if (failure.status === 400) return bodyFault('could not be read');
  // Express: a file of the console that is not there; before the database's missing socket of the same name.
  if (failure.status === 404) return notFound('page');
  if (isUnavailable(failure)) {
    return new ProblemError(
      'unavailable',
      'The database does not answer at the moment; nothing was changed. Try again shortly.',
      { retryAfter: 2 },
    );
  }
  return new ProblemError(
    'unexpected',
    'Something went wrong on our side; nothing was changed. The id below finds it in the log.',
  );
}

export function isUnavailable(failure: Failure): boolean {
  const { code = '', message = '' } = failure;
  return (
    unavailableStates.has(code) ||
    code.startsWith('08') ||
    unavailableErrors.has(code) ||
    lostConnection.test(message)
  );
}

export function sendProblem(response: Response, problem: ProblemError, requestId: string): void {
  const body = problem.toProblem(requestId);
  const status = problem.details.fields?.some(({ message }) => tooLargeMessage.test(message))
    ? 413
    : body.status;
  if (body.retryAfter !== undefined) response.set('Retry-After', String(body.retryAfter));
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** Last in line; `response.locals.requestId` is set by the first middleware. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  // Express knows a handler of failures by its four parameters.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  return (thrown: unknown, _request, response, _next) => {
    if (response.headersSent) {
      // Express would print the error's own words.
      response.destroy();
      return;
    }
    const problem = toProblemError(thrown);
    const requestId = response.locals['requestId'] as string;
    // A refusal of our own needs no trace; what was thrown at us does.
    if (!(thrown instanceof ProblemError) && problem.code !== 'invalid-input')
      log.error({ requestId, fault: faultOf(thrown) }, 'request failed');
    sendProblem(response, problem, requestId);
  };
}

/** SQLSTATE, constraint and where in our code; never the message or detail, which may carry a row. */
export function faultOf(thrown: unknown): Record<string, unknown> {
  const { code, constraint } = (thrown ?? {}) as Failure;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const at = stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim());
  return { name, code, constraint, at };
}

const tooLargeMessage = /^is larger than \d+ kB$/;
/** The endpoint’s own limit, as whoever read the body says it, in bytes. */
function tooLarge(thrown: unknown): ProblemError {
  const { limit } = thrown as { limit?: number };
  return bodyFault(`is larger than ${Math.floor((limit ?? 65_536) / 1024)} kB`);
}

function bodyFault(message: string): ProblemError {
  return new ProblemError('invalid-input', 'The request could not be read; nothing was changed.', {
    fields: [{ path: '', message }],
  });
}
