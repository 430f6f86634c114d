// Untrusted parts of a request → typed input, or one problem that names every field that is wrong.
import * as z from 'zod/mini';
import type { CallInput, Endpoint } from '#contract/endpoint';
import { ProblemError } from '../problem.ts';

z.config(z.locales.en());

interface FieldFault {
  path: string;
  message: string;
}

export function parseInput<E extends Endpoint>(
  endpoint: E,
  raw: { params: unknown; query: unknown; body: unknown; headers?: unknown },
): CallInput<E> {
  const faults: FieldFault[] = [];
  const read = (part: 'params' | 'query' | 'body' | 'headers'): unknown => {
    const value = raw[part] ?? {};
    const found = z.safeParse(endpoint[part], value);
    if (found.success) return found.data;
    faults.push(...faultsOf(found.error.issues));
    return undefined;
  };
  const input = {
    params: read('params'),
    query: read('query'),
    body: read('body'),
    headers: read('headers'),
  };
  if (faults.length > 0) {
    throw new ProblemError(
      'invalid-input',
      'Something in the input is not right; nothing was changed.',
      { fields: faults },
    );
  }
  return input as CallInput<E>;
}

/** Messages name what is expected; they never repeat what was sent. */
function faultsOf(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.flatMap((issue): FieldFault[] => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path.map(String), key.slice(0, 60)].join('.'),
        message: 'is not a field here',
      }));
    }
    return [{ path, message: issue.message }];
  });
}
