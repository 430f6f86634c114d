import {
  listPatientObservations,
  markObservationInError,
  recordObservation,
} from '#contract/observations';
import * as critical from '#contract/result-critical';
import * as decisions from '#contract/result-decisions';
import * as intake from '#contract/result-intake';
import * as portal from '#contract/result-portal';
import * as record from '#contract/result-record';
import * as release from '#contract/result-release';
import * as settings from '#contract/result-settings';
import { listResultStandings } from '#contract/result-standing';
import { resultQueue, resultQueueViews } from '#contract/results';
import { route, type Route } from '../platform/http/route.ts';
import { queueRoutes } from '../platform/work/queue-routes.ts';
import { viewRoutes } from '../platform/work/view-routes.ts';
import * as calls from './critical-service.ts';
import { addResultDocument } from './documents-service.ts';
import { takeInResults } from './fhir/fhir-intake-service.ts';
import { openReleasedReport } from './fhir/released-report-service.ts';
import * as holds from './hold-service.ts';
import { matchResult } from './match-service.ts';
import * as observations from './observation-queries.ts';
import * as observationService from './observation-service.ts';
import { listReleased, openReleasedResult } from './portal-service.ts';
import { recordRecallContact } from './recall-contacts-service.ts';
import { getResultRecord, unhideResult } from './record-queries.ts';
import * as review from './review-service.ts';
import { changeResultSettings, getResultSettings } from './settings-service.ts';
import { resultsInBulk } from './sign-many-service.ts';
import { simulateRelease } from './simulate-queries.ts';
import { listResultStandings as listStandings } from './standing-queries.ts';

export const resultsRoutes: readonly Route[] = [
  ...queueRoutes(resultsInBulk, resultQueue),
  ...viewRoutes(resultsInBulk, resultQueueViews),
  ...recordRoutes(),
  ...releaseRoutes(),
  ...reviewRoutes(),
  ...criticalRoutes(),
  ...portalRoutes(),
  ...intakeRoutes(),
  ...observationRoutes(),
];

function recordRoutes(): Route[] {
  return [
    route(record.getResultRecord, (ctx, { params }) => getResultRecord(ctx, params.itemId)),
    route(record.unhideResult, (ctx, { params, body }) =>
      unhideResult(ctx, { ...params, ...body }),
    ),
    route(record.recordRecallContact, (ctx, { params, body }) =>
      recordRecallContact(ctx, { ...params, ...body }),
    ),
    route(listResultStandings, async (ctx, { params }) => ({
      items: await listStandings(ctx, params.patientId),
    })),
    route(settings.getResultSettings, (ctx, { query }) => getResultSettings(ctx, query.clinicId)),
    route(settings.changeResultSettings, (ctx, { body }) => changeResultSettings(ctx, body)),
  ];
}

function releaseRoutes(): Route[] {
  return [
    route(release.getResultRelease, (ctx, { params, query }) =>
      simulateRelease(ctx, { ...params, ...query }),
    ),
    route(release.holdResult, (ctx, { params, body }) =>
      holds.holdResult(ctx, { ...params, ...body }),
    ),
    route(release.endResultHold, (ctx, { params, body }) =>
      holds.endResultHold(ctx, { ...params, ...body }),
    ),
    route(release.releaseResultEarly, (ctx, { params, body }) =>
      holds.releaseResult(ctx, { ...params, ...body }),
    ),
  ];
}

function reviewRoutes(): Route[] {
  return [
    route(decisions.matchResult, (ctx, { params, body }) =>
      matchResult(ctx, { ...params, ...body }),
    ),
    route(decisions.signResult, (ctx, { params, body }) =>
      review.signResult(ctx, { ...params, ...body }),
    ),
    route(decisions.markResultInError, (ctx, { params, body }) =>
      review.markResultInError(ctx, { ...params, ...body }),
    ),
    route(decisions.dropExpectedResult, (ctx, { params, body }) =>
      review.dropExpectedResult(ctx, { ...params, ...body }),
    ),
    route(decisions.expectResultLater, (ctx, { params, body }) =>
      review.expectResultLater(ctx, { ...params, ...body }),
    ),
    route(decisions.categorizeResult, (ctx, { params, body }) =>
      review.categorizeResult(ctx, { ...params, ...body }),
    ),
    route(decisions.askForResultVisit, (ctx, { params, body }) =>
      review.askForResultVisit(ctx, { ...params, ...body }),
    ),
    route(decisions.writeResultLetter, (ctx, { params, body }) =>
      review.writeResultLetter(ctx, { ...params, ...body }),
    ),
  ];
}

function criticalRoutes(): Route[] {
  return [
    route(critical.logCriticalAttempt, (ctx, { params, body }) =>
      calls.logCriticalAttempt(ctx, { ...params, ...body }),
    ),
    route(critical.recordReadBack, (ctx, { params, body }) =>
      calls.recordReadBack(ctx, { ...params, ...body }),
    ),
    route(critical.recordDisposition, (ctx, { params, body }) =>
      calls.recordDisposition(ctx, { ...params, ...body }),
    ),
  ];
}

function portalRoutes(): Route[] {
  return [
    route(portal.listReleasedResults, async (ctx, { params, query }) => ({
      items: await listReleased(ctx, { ...params, ...query }),
    })),
    route(portal.openReleasedResult, (ctx, { params, body }) =>
      openReleasedResult(ctx, { ...params, ...body }),
    ),
    route(portal.openReleasedReport, (ctx, { params, body }) =>
      openReleasedReport(ctx, { ...params, ...body }),
    ),
  ];
}

function intakeRoutes(): Route[] {
  return [
    route(intake.takeInResults, (ctx, { body }) => takeInResults(ctx, body)),
    route(intake.addResultDocument, (ctx, { body }) => addResultDocument(ctx, body)),
  ];
}

function observationRoutes(): Route[] {
  return [
    route(listPatientObservations, async (ctx, { params }) => ({
      items: await observations.listPatientObservations(ctx, params.patientId),
    })),
    route(recordObservation, (ctx, { body }) => observationService.recordObservation(ctx, body)),
    route(markObservationInError, (ctx, { params, body }) =>
      observationService.markObservationInError(ctx, { ...params, ...body }),
    ),
  ];
}
