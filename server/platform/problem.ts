// Expected refusals. Thrown by services, turned into an answer at the edge; anything else thrown is a bug.
import { problemStatus, type Problem, type ProblemCode, type Slot } from '#contract/problem';

type Details = Partial<
  Pick<Problem, 'fields' | 'rule' | 'overridable' | 'current' | 'alternatives' | 'retryAfter'>
>;

export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, title: string, details: Details = {}) {
    super(title);
    this.name = 'ProblemError';
    this.code = code;
    this.details = details;
  }

  toProblem(requestId: string): Problem {
    return {
      type: `urn:daysheet:problem:${this.code}`,
      code: this.code,
      status: problemStatus[this.code],
      title: this.message,
      requestId,
      ...this.details,
    };
  }
}

export function notFound(what: string): ProblemError {
  return new ProblemError('not-found', `There is no such ${what}, or it is not yours to see.`);
}

export function notAllowed(why: string): ProblemError {
  return new ProblemError('not-allowed', why);
}

export function invalidInput(path: string, message: string): ProblemError {
  return new ProblemError(
    'invalid-input',
    'Something in the input is not right; nothing was changed.',
    {
      fields: [{ path, message }],
    },
  );
}

/** What is wrong with a part of the input is told by where it stands in the whole. */
export async function withinField<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.details.fields) throw error;
    const fields = error.details.fields.map((field) => ({
      ...field,
      path: `${path}.${field.path}`,
    }));
    throw new ProblemError(error.code, error.message, { ...error.details, fields });
  }
}

/** `current` is the view as it stands now, where the rule speaks of what somebody else has done. */
export function ruleBroken(rule: string, title: string, current?: unknown): ProblemError {
  return new ProblemError('rule-broken', title, { rule, ...(current ? { current } : {}) });
}

/** `current` is the view as it stands now, so that the console can show what the other person did. */
export function conflict(current: unknown): ProblemError {
  return new ProblemError(
    'conflict',
    'Somebody else changed this a moment ago; nothing was overwritten.',
    { current },
  );
}

export function slotTaken(
  alternatives: Slot[],
  overridable: NonNullable<Problem['overridable']> = [],
): ProblemError {
  return new ProblemError('slot-taken', 'That time has just been taken; nothing was changed.', {
    alternatives,
    ...(overridable.length > 0 ? { overridable } : {}),
  });
}

/** The provider is free, but what the visit needs beside them is not. */
export function resourceTaken(alternatives: Slot[], lacking: string): ProblemError {
  return new ProblemError(
    'slot-taken',
    `No “${lacking}” is free at that time; nothing was changed.`,
    { rule: 'resource-taken', alternatives },
  );
}
