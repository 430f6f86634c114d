import { ProblemError } from '../problem.ts';

/** Runs so much work at once and lets the rest wait in line; a line that is too long takes nobody more. */
export function inTurn(most: {
  atOnce: number;
  waiting: number;
}): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let running = 0;

  async function myTurn(): Promise<void> {
    if (running < most.atOnce) {
      running += 1;
      return;
    }
    if (line.length >= most.waiting)
      throw new ProblemError('too-many-requests', 'Too many are signing in; try again shortly.', {
        retryAfter: 2,
      });
    await new Promise<void>((resolve) => line.push(resolve));
  }

  return async (work) => {
    await myTurn();
    try {
      return await work();
    } finally {
      // The turn goes to the next in line, so that nobody overtakes.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
