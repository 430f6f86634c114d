// The patient's page of a visit behind the secret link. Reading changes nothing, however often a scanner or a preview does
// it; answers are posted by the page's own buttons.
import type { Request, Response, Router } from 'express';
import { languageOf } from '#contract/patient-language';
import type { ReplyMeaning } from '#contract/outreach';
import type { Scope } from '../../platform/context.ts';
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
import { replyToVisit } from '../reply-service.ts';
import { findVisitLink } from '../visit-link-repository.ts';
import { unknownVisitHtml, visitPageHtml } from './visit-page-html.ts';
import { readVisitPage } from './visit-page-queries.ts';

type VisitScope = Extract<Scope, { visitId: string }>;

export function visitPages(database: Database): Router {
  const router = patientRouter('/visit');
  router.get('/visit/:token', (request, response) => showPage(database, request, response));
  for (const meaning of ['comes', 'cannot-come'] as const)
    router.post(`/visit/:token/${meaning}`, pressed, (request, response) =>
      takeReply(database, meaning, request, response),
    );
  return router;
}

async function showPage(database: Database, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  const page =
    scope && (await database.inTransaction(scope, (ctx) => readVisitPage(ctx, scope.visitId)));
  if (!page) {
    sendUnknown(request, response);
    return;
  }
  const frame = frameOf(response, chosenLanguage(request) ?? languageOf(page.language));
  response
    .status(page.state === 'gone' ? 410 : 200)
    .type('html')
    .send(visitPageHtml(page, token, frame));
}

async function takeReply(
  database: Database,
  meaning: ReplyMeaning,
  request: Request,
  response: Response,
): Promise<void> {
  const token = tokenOf(request);
  const scope = await scopeOfLink(database, token);
  if (!scope) {
    sendUnknown(request, response);
    return;
  }
  await database.inTransaction(scope, (ctx) => replyToVisit(ctx, scope.visitId, meaning));
  backTo(`/visit/${encodeURIComponent(token)}`, request, response);
}

async function scopeOfLink(database: Database, token: string): Promise<VisitScope | null> {
  const link = await database.inTransaction({ kind: 'lookup' }, (ctx) => findVisitLink(ctx, token));
  return link && { kind: 'patient', ...link };
}

function sendUnknown(request: Request, response: Response): void {
  response
    .status(404)
    .type('html')
    .send(unknownVisitHtml(frameOf(response, browserLanguage(request))));
}
