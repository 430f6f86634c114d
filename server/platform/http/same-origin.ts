// Cross-site requests are refused three times over: SameSite cookie, this check of Origin, and a header that no
// form can send.
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { notAllowed } from '../problem.ts';

export const csrfHeader = 'x-daysheet-csrf';

/** An absent Origin is a program or a same-origin GET; a present one must be ours. */
export function allowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    // `null` and garbage are no origin of ours.
    return false;
  }
}

export function isSameOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (!allowedOrigin(origin, host, allowed)) return false;
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' || origin !== undefined;
}

/**
 * Of requests that carry no cookie (`isExempt`) no other site can make use. `refused` is told of each call that is not
 * let in.
 */
export function requireSameOrigin(
  allowed: readonly string[],
  {
    isExempt,
    refused,
  }: { isExempt: (request: Request) => boolean; refused: (request: Request) => void },
): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isExempt(request)) {
      next();
      return;
    }
    if (!isSameOrigin(request, allowed) || request.get(csrfHeader) !== '1') {
      refused(request);
      next(notAllowed('This request did not come from the console; nothing was changed.'));
      return;
    }
    next();
  };
}
