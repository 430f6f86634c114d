import * as decisions from '#contract/claim-decisions';
import * as files from '#contract/claim-files';
import * as record from '#contract/claim-record';
import * as settings from '#contract/claim-settings';
import { claimQueue, claimQueueViews } from '#contract/claims';
import { readingRoute, route, type Route } from '../platform/http/route.ts';
import { queueRoutes } from '../platform/work/queue-routes.ts';
import { viewRoutes } from '../platform/work/view-routes.ts';
import * as appeals from './appeal-service.ts';
import { billNextPayer } from './bill-next-service.ts';
import { claims } from './claims-queue.ts';
import { correctClaim } from './correct-service.ts';
import * as deposits from './deposit-service.ts';
import * as ends from './end-service.ts';
import { readClaimFile } from './file/read-claim-file.ts';
import { allowClaimFile, importClaimFile, previewClaimFile } from './import-service.ts';
import { matchRemittedClaim } from './match-service.ts';
import { getClaimFile, getFollowUpRecord } from './record-queries.ts';
import { getRemittance, listRemittances } from './remittance-queries.ts';
import { settleRemittance } from './remittance-service.ts';
import * as rules from './settings-service.ts';

export const claimsRoutes: readonly Route[] = [
  ...queueRoutes(claims, claimQueue),
  ...viewRoutes(claims, claimQueueViews),
  ...recordRoutes(),
  ...decisionRoutes(),
  ...endRoutes(),
  ...fileRoutes(),
  ...settingsRoutes(),
];

function recordRoutes(): Route[] {
  return [
    route(record.getFollowUpRecord, (ctx, { params }) => getFollowUpRecord(ctx, params.itemId)),
    route(record.getClaimFile, (ctx, { params }) => getClaimFile(ctx, params.filingId)),
  ];
}

function decisionRoutes(): Route[] {
  return [
    route(decisions.correctClaim, (ctx, { params, body }) =>
      correctClaim(ctx, { ...params, ...body }),
    ),
    route(decisions.askReopening, (ctx, { params, body }) =>
      appeals.askReopening(ctx, { ...params, ...body }),
    ),
    route(decisions.appealClaim, (ctx, { params, body }) =>
      appeals.appealClaim(ctx, { ...params, ...body }),
    ),
    route(decisions.recordAppealAnswer, (ctx, { params, body }) =>
      appeals.recordAppealAnswer(ctx, { ...params, ...body }),
    ),
    route(decisions.sendClaimRecords, (ctx, { params, body }) =>
      appeals.sendClaimRecords(ctx, { ...params, ...body }),
    ),
    route(decisions.billNextPayer, (ctx, { params, body }) =>
      billNextPayer(ctx, { ...params, ...body }),
    ),
    route(decisions.matchRemittedClaim, (ctx, { params, body }) =>
      matchRemittedClaim(ctx, { ...params, ...body }),
    ),
  ];
}

function endRoutes(): Route[] {
  return [
    route(decisions.takeUpFollowUp, (ctx, { params, body }) =>
      ends.takeUpFollowUp(ctx, { ...params, ...body }),
    ),
    route(decisions.transferToPatient, (ctx, { params, body }) =>
      ends.transferToPatient(ctx, { ...params, ...body }),
    ),
    route(decisions.writeOffClaim, (ctx, { params, body }) =>
      ends.writeOffClaim(ctx, { ...params, ...body }),
    ),
    route(decisions.settleWriteOff, (ctx, { params, body }) =>
      ends.settleWriteOff(ctx, { ...params, ...body }),
    ),
    route(decisions.closeFollowUp, (ctx, { params, body }) =>
      ends.closeFollowUp(ctx, { ...params, ...body }),
    ),
    route(decisions.reopenFollowUp, (ctx, { params, body }) =>
      ends.reopenFollowUp(ctx, { ...params, ...body }),
    ),
    route(decisions.setRootCause, (ctx, { params, body }) =>
      ends.setRootCause(ctx, { ...params, ...body }),
    ),
  ];
}

function fileRoutes(): Route[] {
  return [
    readingRoute(files.previewClaimFile, {
      allow: (ctx, { query }) => allowClaimFile(ctx, query),
      read: (bytes) => readClaimFile(bytes),
      take: (ctx, { query }, file) => previewClaimFile(ctx, { ...query, file }),
    }),
    readingRoute(files.importClaimFile, {
      allow: (ctx, { query }) => allowClaimFile(ctx, query),
      read: (bytes) => readClaimFile(bytes),
      take: (ctx, { query, headers }, file) =>
        importClaimFile(ctx, {
          ...{ ...query, file, fileName: headers['X-Daysheet-File-Name'] },
          hash: headers['X-Daysheet-File-Hash'],
        }),
    }),
    route(files.listRemittances, (ctx, { query }) => listRemittances(ctx, query)),
    route(files.getRemittance, (ctx, { params }) => getRemittance(ctx, params.remittanceId)),
    route(files.settleRemittance, (ctx, { params, body }) =>
      settleRemittance(ctx, { ...params, ...body }),
    ),
    route(files.listDeposits, async (ctx, { query }) => ({
      items: await deposits.listDeposits(ctx, query),
    })),
    route(files.addDeposit, (ctx, { body }) => deposits.addDeposit(ctx, body)),
    route(files.matchDeposit, (ctx, { params, body }) =>
      deposits.matchDeposit(ctx, { ...params, ...body }),
    ),
  ];
}

function settingsRoutes(): Route[] {
  return [
    route(settings.getClaimSettings, (ctx, { query }) =>
      rules.getClaimSettings(ctx, query.clinicId),
    ),
    route(settings.changeClaimSettings, (ctx, { body }) => rules.changeClaimSettings(ctx, body)),
    route(settings.listFees, (ctx, { query }) => rules.listFees(ctx, query)),
    route(settings.setFees, (ctx, { body }) => rules.setFees(ctx, body)),
  ];
}
