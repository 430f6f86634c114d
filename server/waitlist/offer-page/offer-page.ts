// The patient's page behind the secret link. Reading changes nothing, however often a scanner or a preview does it;
// answers are posted by the page's own buttons.
import type { Request, Response, Router } from 'express';
import { languageOf, type PatientLanguage } from '#contract/patient-language';
import type { Ctx, Scope } from '../../platform/context.ts';
import type { Database } from '../../platform/db/database.ts';
import {
  backTo,
  browserLanguage,
  chosenLanguage,
  frameOf,
  patientRouter,
  pressed,
  tokenOf,
} from '../../platform/http/patient-pages/patient-edge.ts';
import { acceptOffer, declineOffer } from '../offer-answer-service.ts';
import { offerPath, type WaitlistSettings } from '../offer-link.ts';
import { offerPageHtml, unknownLinkHtml } from './offer-page-html.ts';
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
  const router = patientRouter('/offer');
  router.get('/offer/:token', (request, response) => showPage(database, request, response));
  router.post('/offer/:token/birth-date', pressed, (request, response) =>
    takeBirthDate(database, settings, request, response),
  );
  for (const [act, answer] of Object.entries(answers))
    router.post(`/offer/:token/${act}`, pressed, (request, response) =>
      takeAnswer(database, answer, settings, request, response),
    );
  return router;
}

async function showPage(database: Database, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  const page =
    scope && (await database.inTransaction(scope, (ctx) => readOfferPage(ctx, scope.offerId)));
  if (page) sendPage(response, page, token, chosenLanguage(request) ?? languageOf(page.language));
  else sendUnknown(request, response);
}

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
  backTo(offerPath(encodeURIComponent(token)), request, response);
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
  response
    .status(404)
    .type('html')
    .send(unknownLinkHtml(frameOf(response, browserLanguage(request))));
}
