import {
  addCoverage,
  changeCoverage,
  checkEligibility,
  getCoverageAlert,
  endCoverage,
  listCoverages,
  verifyCoverage,
} from '#contract/coverage';
import { addPayer, changePayer, listPayers } from '#contract/payer';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './coverage-queries.ts';
import * as service from './coverage-service.ts';
import * as eligibility from './eligibility-service.ts';
import * as payerQueries from './payer-queries.ts';
import * as payers from './payer-service.ts';

export const coverageRoutes: readonly Route[] = [
  route(listPayers, async (ctx) => ({ items: await payerQueries.listPayers(ctx) })),
  route(addPayer, (ctx, { body }) => payers.addPayer(ctx, body)),
  route(changePayer, (ctx, { params, body }) => payers.changePayer(ctx, { ...params, ...body })),
  route(listCoverages, (ctx, { params, query }) =>
    queries.listCoveragesIn(ctx, { ...params, ...query }),
  ),
  route(getCoverageAlert, (ctx, { params, query }) =>
    queries.getCoverageAlert(ctx, { ...params, ...query }),
  ),
  route(addCoverage, (ctx, { params, body }) => service.addCoverage(ctx, { ...params, ...body })),
  route(changeCoverage, (ctx, { params, body }) =>
    service.changeCoverage(ctx, { ...params, ...body }),
  ),
  route(verifyCoverage, (ctx, { params, body }) =>
    service.verifyCoverage(ctx, { ...params, ...body }),
  ),
  route(checkEligibility, (ctx, { params, body }) =>
    eligibility.checkEligibility(ctx, { ...params, ...body }),
  ),
  route(endCoverage, (ctx, { params, body }) => service.endCoverage(ctx, { ...params, ...body })),
];
