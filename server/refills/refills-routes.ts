import * as recordContract from '#contract/prescription-record';
import * as afterwardsContract from '#contract/refill-afterwards';
import * as decisionContract from '#contract/refill-decisions';
import * as settingsContract from '#contract/refill-settings';
import * as contract from '#contract/refills';
import { route, type Route } from '../platform/http/route.ts';
import { queueRoutes } from '../platform/work/queue-routes.ts';
import { viewRoutes } from '../platform/work/view-routes.ts';
import { refillsInBulk } from './approve-many-service.ts';
import { getRefillCard } from './card-service.ts';
import { coSignRefill } from './co-sign-service.ts';
import * as decision from './decision-service.ts';
import type { DrugKnowledge } from './drug-knowledge.ts';
import * as prescriptions from './prescription-service.ts';
import { listPrescriptionsOf } from './prescription-queries.ts';
import { listProtocols } from './protocol-queries.ts';
import * as protocols from './protocol-service.ts';
import { getOutlook, listCoSigns, listRefillsOf } from './refill-list-queries.ts';
import { refills } from './refills-queue.ts';
import * as sending from './sending-service.ts';
import * as settings from './settings-service.ts';
import * as intake from './take-in-service.ts';
import * as waiting from './waiting-service.ts';

export function refillsRoutes(knowledge: DrugKnowledge | null): Route[] {
  return [
    ...queueRoutes(refillsInBulk, contract.refillQueue),
    ...viewRoutes(refills, contract.refillQueueViews),
    route(contract.takeInRefill, (ctx, { body }) => intake.takeInRefill(ctx, body)),
    route(contract.matchRefill, (ctx, { params, body }) =>
      intake.matchRefill(ctx, { ...params, ...body }),
    ),
    route(contract.getRefillCard, (ctx, { params }) =>
      getRefillCard(ctx, params.itemId, knowledge),
    ),
    ...decisionRoutes(),
    ...afterwardsRoutes(),
    ...prescriptionRoutes(),
    ...settingsRoutes(),
    route(contract.listPatientRefills, async (ctx, { params }) => ({
      items: await listRefillsOf(ctx, params.patientId),
    })),
    route(afterwardsContract.listCoSigns, async (ctx, { query }) => ({
      items: await listCoSigns(ctx, query.clinicId),
    })),
    route(contract.getRefillOutlook, (ctx, { query }) => getOutlook(ctx, query.clinicId)),
  ];
}

function decisionRoutes(): Route[] {
  return [
    route(decisionContract.approveRefill, (ctx, { params, body }) =>
      decision.approveRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.approveRefillWithChanges, (ctx, { params, body }) =>
      decision.approveRefillWithChanges(ctx, { ...params, ...body }),
    ),
    route(decisionContract.bridgeRefill, (ctx, { params, body }) =>
      decision.bridgeRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.replaceRefill, (ctx, { params, body }) =>
      decision.replaceRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.rerouteRefill, (ctx, { params, body }) =>
      decision.rerouteRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.denyRefill, (ctx, { params, body }) =>
      decision.denyRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.answerRefillOnFile, (ctx, { params, body }) =>
      decision.answerRefillOnFile(ctx, { ...params, ...body }),
    ),
    route(decisionContract.askAboutRefill, (ctx, { params, body }) =>
      waiting.askAboutRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.resumeRefill, (ctx, { params, body }) =>
      waiting.resumeRefill(ctx, { ...params, ...body }),
    ),
    route(decisionContract.undoRefillDecision, (ctx, { params, body }) =>
      waiting.undoRefillDecision(ctx, { ...params, ...body }),
    ),
    route(afterwardsContract.withdrawRefill, (ctx, { params, body }) =>
      waiting.withdrawRefill(ctx, { ...params, ...body }),
    ),
  ];
}

function afterwardsRoutes(): Route[] {
  return [
    route(afterwardsContract.sendRefill, (ctx, { params, body }) =>
      sending.sendRefill(ctx, { ...params, ...body }),
    ),
    route(afterwardsContract.noteRefillNews, (ctx, { params, body }) =>
      sending.noteRefillNews(ctx, { ...params, ...body }),
    ),
    route(afterwardsContract.reopenRefill, (ctx, { params, body }) =>
      waiting.reopenRefill(ctx, { ...params, ...body }),
    ),
    route(afterwardsContract.answerCancellation, (ctx, { params, body }) =>
      sending.answerCancellation(ctx, { ...params, ...body }),
    ),
    route(afterwardsContract.coSignRefill, (ctx, { params, body }) =>
      coSignRefill(ctx, { ...params, ...body }),
    ),
  ];
}

function prescriptionRoutes(): Route[] {
  return [
    route(recordContract.listPatientPrescriptions, async (ctx, { params }) => ({
      items: await listPrescriptionsOf(ctx, params.patientId),
    })),
    route(recordContract.addPrescription, (ctx, { body }) =>
      prescriptions.addPrescription(ctx, body),
    ),
    route(recordContract.recordFill, (ctx, { params, body }) =>
      prescriptions.recordFill(ctx, { ...params, ...body }),
    ),
    route(recordContract.endPrescription, (ctx, { params, body }) =>
      prescriptions.endPrescription(ctx, { ...params, ...body }),
    ),
  ];
}

function settingsRoutes(): Route[] {
  return [
    route(settingsContract.listRefillProtocols, async (ctx, { query }) => ({
      items: await listProtocols(ctx, query.clinicId),
    })),
    route(settingsContract.addRefillProtocol, (ctx, { body }) =>
      protocols.addRefillProtocol(ctx, body),
    ),
    route(settingsContract.changeRefillProtocol, (ctx, { params, body }) =>
      protocols.changeRefillProtocol(ctx, { ...params, ...body }),
    ),
    route(settingsContract.signRefillProtocol, (ctx, { params, body }) =>
      protocols.signRefillProtocol(ctx, { ...params, ...body }),
    ),
    route(settingsContract.endRefillProtocol, (ctx, { params, body }) =>
      protocols.endRefillProtocol(ctx, { ...params, ...body }),
    ),
    route(settingsContract.getRefillSettings, (ctx, { query }) =>
      settings.getRefillSettings(ctx, query.clinicId),
    ),
    route(settingsContract.changeRefillTerms, (ctx, { body }) =>
      settings.changeRefillTerms(ctx, body),
    ),
    route(settingsContract.changeDrugGroups, (ctx, { body }) =>
      settings.changeDrugGroups(ctx, body),
    ),
  ];
}
