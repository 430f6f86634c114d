// What every page of patients begins with: links cannot be guessed, kept, indexed or told on.
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { languageOf, patientLanguages, type PatientLanguage } from '#contract/patient-language';
import { tokenHash } from '../../auth/secret-link.ts';
import { ProblemError } from '../../problem.ts';
import type { Frame } from './patient-sheet.ts';

/** Whatever lies below `path`, e.g. `/offer`; each page behind a secret link as `/offer/:token`. */
export function patientRouter(path: string): Router {
  const router = Router();
  router.use(path, limitByAddress());
  router.use(`${path}/:token`, limitByLink(), (_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  });
  return router;
}

/** The pages' own forms post that they were pressed, and at most a few short fields. */
export const pressed: RequestHandler = urlencoded({ extended: false, limit: '1kb' });

/** Links cannot be guessed; this keeps who tries from keeping the database busy. */
function limitByAddress(): RequestHandler {
  return limitBy((request) => request.ip ?? '', { points: 1500, duration: 10 });
}

/** Nobody needs one page so often; its answers change something only once anyway. */
function limitByLink(): RequestHandler {
  return limitBy((request) => tokenHash(tokenOf(request)).toString('hex'), {
    points: 120,
    duration: 60,
  });
}

function limitBy(
  keyOf: (request: Request) => string,
  rate: { points: number; duration: number },
): RequestHandler {
  const limiter = new RateLimiterMemory(rate);
  return (request, _response, next) => {
    limiter.consume(keyOf(request)).then(
      () => next(),
      () =>
        next(
          new ProblemError('too-many-requests', 'Please try again in a few seconds.', {
            retryAfter: rate.duration,
          }),
        ),
    );
  };
}

export function tokenOf(request: Request): string {
  return String(request.params['token']);
}

export function frameOf(response: Response, language: PatientLanguage): Frame {
  return { language, nonce: String(response.locals['cspNonce'] ?? '') };
}

/** As the page's own link says; `null` = nobody has chosen. */
export function chosenLanguage(request: Request): PatientLanguage | null {
  return patientLanguages.find((language) => language === request.query['lang']) ?? null;
}

/** Of somebody of whom nothing is known but the browser. */
export function browserLanguage(request: Request): PatientLanguage {
  return (
    chosenLanguage(request) ?? languageOf(request.acceptsLanguages(...patientLanguages) || 'en')
  );
}

/** See-other, so that going back or reloading posts nothing again. */
export function backTo(path: string, request: Request, response: Response): void {
  const language = chosenLanguage(request);
  response.redirect(303, path + (language === null ? '' : `?lang=${language}`));
}
