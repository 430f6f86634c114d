import { ProblemError } from './problem.ts';

/** What may be logged or stored of an error: its code or its kind, never its message, which may quote a row. */
export function errorCode(error: unknown): string {
  if (error instanceof ProblemError)
    return error.details.rule === undefined ? error.code : `${error.code} ${error.details.rule}`;
  if (!(error instanceof Error)) return 'unknown';
  const { code, constraint } = error as Error & { code?: unknown; constraint?: unknown };
  if (typeof code !== 'string') return error.name;
  return typeof constraint === 'string' ? `${code} ${constraint}` : code;
}
