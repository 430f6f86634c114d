// The patient's page behind the secret link. Reading changes nothing, however often a scanner or a preview does it;
// answers are posted by the page's own buttons.
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { languageOf, patientLanguages, type PatientLanguage } from '#contract/patient-language';
import type { Ctx, Scope } from '../../platform/context.ts';
import { tokenHash } from '../../platform/auth/secret-link.ts';
import type { Database } from '../../platform/db/database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { acceptOffer, declineOffer } from '../offer-answer-service.ts';
import { offerPath, type WaitlistSettings } from '../offer-link.ts';
import { offerPageHtml, unknownLinkHtml, type Frame } from './offer-page-html.ts';
import { checkBirthDate, isProved } from './birth-date-service.ts';
import { findLink, readOfferPage, type OfferPage } from './offer-page-queries.ts';
import { ruleOutDays, stopAsking } from './patient-wishes-service.ts';

type PatientScope = Extract<Scope, { offerId: string }>;
type Answer = (
  ctx: Ctx,
  asked: { offerId: string; days: readonly string[] },
  settings: WaitlistSettings,
) => Promise<unknown>;

const answers: Readonly<Record<string, Answer>> = {
  accept: (ctx, { offerId }, settings) => acceptOffer(ctx, offerId, settings),
  decline: (ctx, { offerId }, settings) => declineOffer(ctx, offerId, settings),
  'not-these-days': ruleOutDays,
  stop: stopAsking,
};

export function offerPages(database: Database, settings: WaitlistSettings): Router {
  const router = Router();
  router.use('/offer', limitByAddress());
  router.use('/offer/:token', limitByLink(), (_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  });
  router.get('/offer/:token', (request, response) => showPage(database, request, response));
  const form = urlencoded({ extended: false, limit: '1kb' });
  router.post('/offer/:token/birth-date', form, (request, response) =>
    takeBirthDate(database, settings, request, response),
  );
  for (const [act, answer] of Object.entries(answers))
    router.post(`/offer/:token/${act}`, form, (request, response) =>
      takeAnswer(database, answer, settings, request, response),
    );
  return router;
}

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

async function showPage(database: Database, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  const page =
    scope && (await database.inTransaction(scope, (ctx) => readOfferPage(ctx, scope.offerId)));
  if (page) sendPage(response, page, token, chosenLanguage(request) ?? languageOf(page.language));
  else sendUnknown(request, response);
}

/** See-other, so that going back or reloading posts nothing again. */
async function takeAnswer(
  database: Database,
  answer: Answer,
  settings: WaitlistSettings,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  if (!scope) {
    sendUnknown(request, response);
    return;
  }
  const { offerId } = scope;
  const asked = { offerId, days: daysOf(request) };
  await database.inTransaction(scope, async (ctx: Ctx) => {
    const proof = { offerId, proof: fieldOf(request, 'proof') };
    const page = await readOfferPage(ctx, offerId, {
      isProved: isProved(ctx, proof, settings.secretKey),
    });
    // Whoever has not seen what it is about cannot have meant it.
    if (page && !(page.isHidden && page.state === 'open')) await answer(ctx, asked, settings);
  });
  const language = chosenLanguage(request);
  const query = language === null ? '' : `?lang=${language}`;
  response.redirect(303, offerPath(encodeURIComponent(token)) + query);
}

/** Shown at once and not by a redirect: what proves who asks stands in the page alone. */
async function takeBirthDate(
  database: Database,
  { secretKey }: WaitlistSettings,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  const shown =
    scope &&
    (await database.inTransaction(scope, async (ctx) => {
      const { offerId } = scope;
      const before = await readOfferPage(ctx, offerId);
      if (!before?.isHidden || before.state !== 'open') return before && { page: before };
      const birthOn = fieldOf(request, 'birthOn');
      const { proof } = await checkBirthDate(ctx, { offerId, birthOn }, secretKey);
      const page = await readOfferPage(ctx, offerId, { isProved: proof !== null });
      return page && { page, ...(proof === null ? { wasWrong: true } : { proof }) };
    }));
  if (!shown) {
    sendUnknown(request, response);
    return;
  }
  const { page, ...more } = shown;
  sendPage(response, page, token, chosenLanguage(request) ?? languageOf(page.language), more);
}

function fieldOf({ body }: Request, name: string): string {
  const value = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** As the form sends them: one, or several of one name. */
function daysOf({ body }: Request): string[] {
  const { day } = (body ?? {}) as { day?: unknown };
  return [day].flat().filter((each) => typeof each === 'string');
}

async function scopeOfLink(database: Database, token: string): Promise<PatientScope | null> {
  const link = await database.inTransaction({ kind: 'lookup' }, (ctx) => findLink(ctx, token));
  return link && { kind: 'patient', ...link };
}

function sendPage(
  response: Response,
  page: OfferPage,
  token: string,
  language: PatientLanguage,
  more: { proof?: string; wasWrong?: boolean } = {},
): void {
  response
    .status(page.state === 'gone' ? 410 : 200)
    .type('html')
    .send(offerPageHtml(page, token, { ...frameOf(response, language), ...more }));
}

function sendUnknown(request: Request, response: Response): void {
  const language =
    chosenLanguage(request) ?? languageOf(request.acceptsLanguages(...patientLanguages) || 'en');
  response
    .status(404)
    .type('html')
    .send(unknownLinkHtml(frameOf(response, language)));
}

function frameOf(response: Response, language: PatientLanguage): Frame {
  return { language, nonce: String(response.locals['cspNonce'] ?? '') };
}

function tokenOf(request: Request): string {
  return String(request.params['token']);
}

function chosenLanguage(request: Request): PatientLanguage | null {
  return patientLanguages.find((language) => language === request.query['lang']) ?? null;
}
