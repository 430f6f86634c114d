// Keeps one console or one address from starving the others; sign-in has a lock of its own.
import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem.ts';

/** `callerOf` names who calls: a session, a key; whoever is not known is counted by their address. */
export function rateLimit(options: {
  points: number;
  seconds: number;
  callerOf(request: Request): string | undefined;
}): RequestHandler {
  const limiter = new RateLimiterMemory({ points: options.points, duration: options.seconds });
  return (request, _response, next) => {
    const key = options.callerOf(request) ?? `address ${request.ip ?? ''}`;
    limiter.consume(key).then(
      () => next(),
      (refused: unknown) => {
        const wait = refused instanceof RateLimiterRes ? refused.msBeforeNext : 1000;
        const retryAfter = Math.max(1, Math.ceil(wait / 1000));
        next(
          new ProblemError(
            'too-many-requests',
            `Too many requests; try again in ${retryAfter} s. Nothing was changed.`,
            { retryAfter },
          ),
        );
      },
    );
  };
}
