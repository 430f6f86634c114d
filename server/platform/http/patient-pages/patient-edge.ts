// What every page of patients begins with: links cannot be guessed, kept, indexed or told on.
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { languageOf, patientLanguages, type PatientLanguage } from '#contract/patient-language';
import { ProblemError } from '../../problem.ts';
import type { Frame } from './patient-sheet.ts';

/** Whatever lies below `path`, e.g. `/offer`. */
export function patientRouter(path: string): Router {
  const router = Router();
  router.use(path, limitByAddress(), (_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  });
  return router;
}

/** The pages' own buttons post no more than that they were pressed. */
export const pressed: RequestHandler = urlencoded({ extended: false, limit: '1kb' });

/** Links cannot be guessed; this keeps who tries from keeping the database busy. */
function limitByAddress(): RequestHandler {
  const limiter = new RateLimiterMemory({ points: 1500, duration: 10 });
  return (request, _response, next) => {
    limiter.consume(request.ip ?? '').then(
      () => next(),
      () =>
        next(
          new ProblemError('too-many-requests', 'Please try again in a few seconds.', {
            retryAfter: 10,
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
