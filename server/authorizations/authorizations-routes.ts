import * as contract from '#contract/authorizations';
import * as decisions from '#contract/authorization-decisions';
import * as exchange from '#contract/authorization-exchange';
import { getAuthorizationFigures } from '#contract/authorization-figures';
import * as papers from '#contract/authorization-papers';
import * as ruleContract from '#contract/authorization-rule';
import * as standing from '#contract/authorization-standing';
import { route, type Route } from '../platform/http/route.ts';
import { queueRoutes } from '../platform/work/queue-routes.ts';
import { viewRoutes } from '../platform/work/view-routes.ts';
import { askAnew } from './anew-service.ts';
import * as answers from './answer-service.ts';
import * as appeals from './appeal-service.ts';
import { authorizations } from './authorizations-queue.ts';
import { getAuthorizationClaim } from './fhir/claim-service.ts';
import { takeClaimResponse } from './fhir/take-claim-response-service.ts';
import { getFigures } from './figures-queries.ts';
import { checkVisit } from './guard-service.ts';
import { checkNeed } from './need-check-service.ts';
import * as needs from './need-service.ts';
import { openFromConsole } from './open-service.ts';
import * as paper from './papers-service.ts';
import * as peers from './peer-service.ts';
import { getRecord } from './record-queries.ts';
import { listRules } from './rule-queries.ts';
import * as rules from './rule-service.ts';
import { listStandingsOf } from './standing-queries.ts';
import * as submissions from './submit-service.ts';
import { sendAuthorization } from './x12/send-service.ts';

export const authorizationsRoutes: Route[] = [
  ...queueRoutes(authorizations, contract.authorizationQueue),
  ...viewRoutes(authorizations, contract.authorizationQueueViews),
  route(contract.openAuthorization, (ctx, { body }) => openFromConsole(ctx, body)),
  route(contract.describeAuthorization, (ctx, { params, body }) =>
    needs.describeAuthorization(ctx, { ...params, ...body }),
  ),
  route(contract.getAuthorizationRecord, (ctx, { params }) => getRecord(ctx, params.itemId)),
  ...decisionRoutes(),
  ...appealRoutes(),
  ...paperRoutes(),
  ...exchangeRoutes(),
  ...standingRoutes(),
  ...ruleRoutes(),
  route(getAuthorizationFigures, (ctx, { query }) => getFigures(ctx, query)),
];

function decisionRoutes(): Route[] {
  return [
    route(decisions.settleAuthorizationNeed, (ctx, { params, body }) =>
      needs.settleAuthorizationNeed(ctx, { ...params, ...body }),
    ),
    route(decisions.attestUrgency, (ctx, { params, body }) =>
      needs.attestUrgency(ctx, { ...params, ...body }),
    ),
    route(decisions.submitAuthorization, (ctx, { params, body }) =>
      submissions.submitAuthorization(ctx, { ...params, ...body }),
    ),
    route(decisions.sendAuthorization, (ctx, { params, body }) =>
      sendAuthorization(ctx, { ...params, ...body }),
    ),
    route(decisions.noteReceipt, (ctx, { params, body }) =>
      submissions.noteReceipt(ctx, { ...params, ...body }),
    ),
    route(decisions.recordAnswer, (ctx, { params, body }) =>
      answers.recordAnswer(ctx, { ...params, ...body }),
    ),
    route(decisions.extendGrant, (ctx, { params, body }) =>
      answers.extendGrant(ctx, { ...params, ...body }),
    ),
    route(decisions.takeBackAnswer, (ctx, { params, body }) =>
      answers.takeBackAnswer(ctx, { ...params, ...body }),
    ),
    route(decisions.dismissContradiction, (ctx, { params, body }) =>
      answers.dismissContradiction(ctx, { ...params, ...body }),
    ),
    route(decisions.askAnew, (ctx, { params, body }) => askAnew(ctx, { ...params, ...body })),
  ];
}

function appealRoutes(): Route[] {
  return [
    route(decisions.offerPeerToPeer, (ctx, { params, body }) =>
      peers.offerPeerToPeer(ctx, { ...params, ...body }),
    ),
    route(decisions.endPeerToPeer, (ctx, { params, body }) =>
      peers.endPeerToPeer(ctx, { ...params, ...body }),
    ),
    route(decisions.fileAppeal, (ctx, { params, body }) =>
      appeals.fileAppeal(ctx, { ...params, ...body }),
    ),
    route(decisions.endAppeal, (ctx, { params, body }) =>
      appeals.endAppeal(ctx, { ...params, ...body }),
    ),
    route(decisions.acceptDenial, (ctx, { params, body }) =>
      appeals.acceptDenial(ctx, { ...params, ...body }),
    ),
    route(decisions.cancelLines, (ctx, { params, body }) =>
      appeals.cancelLines(ctx, { ...params, ...body }),
    ),
  ];
}

function paperRoutes(): Route[] {
  return [
    route(papers.askForDocument, (ctx, { params, body }) =>
      paper.askForDocument(ctx, { ...params, ...body }),
    ),
    route(papers.settleDocument, (ctx, { params, body }) =>
      paper.settleDocument(ctx, { ...params, ...body }),
    ),
    route(papers.logPayerCall, (ctx, { params, body }) =>
      paper.logPayerCall(ctx, { ...params, ...body }),
    ),
  ];
}

function exchangeRoutes(): Route[] {
  return [
    route(exchange.getAuthorizationClaim, (ctx, { params }) =>
      getAuthorizationClaim(ctx, params.itemId),
    ),
    route(exchange.takeClaimResponse, (ctx, { params, body }) =>
      takeClaimResponse(ctx, { ...params, ...body }),
    ),
  ];
}

function standingRoutes(): Route[] {
  return [
    route(standing.listPatientAuthorizations, async (ctx, { params }) => ({
      items: await listStandingsOf(ctx, params.patientId),
    })),
    route(standing.checkVisitAuthorization, (ctx, { body }) => checkVisit(ctx, body)),
    route(standing.checkAuthorizationNeed, (ctx, { body }) => checkNeed(ctx, body)),
  ];
}

function ruleRoutes(): Route[] {
  return [
    route(ruleContract.listAuthorizationRules, async (ctx, { query }) => ({
      items: await listRules(ctx, query.clinicId),
    })),
    route(ruleContract.addAuthorizationRule, (ctx, { body }) =>
      rules.addAuthorizationRule(ctx, body),
    ),
    route(ruleContract.changeAuthorizationRule, (ctx, { params, body }) =>
      rules.changeAuthorizationRule(ctx, { ...params, ...body }),
    ),
  ];
}
