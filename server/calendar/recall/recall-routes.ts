import {
  addRecall,
  claimRecall,
  countRecalls,
  dropRecall,
  getRecall,
  listPatientRecalls,
  listRecalls,
  postponeRecall,
  releaseRecall,
} from '#contract/recalls';
import { route, type Route } from '../../platform/http/route.ts';
import * as queries from './recall-queries.ts';
import * as service from './recall-service.ts';
import * as tending from './tend-recall-service.ts';

export const recallRoutes: readonly Route[] = [
  route(listRecalls, (ctx, { query }) => queries.listRecalls(ctx, query)),
  route(countRecalls, async (ctx, { query }) => ({
    due: await queries.countDueRecalls(ctx, query.clinicId),
  })),
  route(getRecall, (ctx, { params }) => queries.getRecall(ctx, params.recallId)),
  route(listPatientRecalls, async (ctx, { params }) => ({
    items: await queries.listPatientRecalls(ctx, params.patientId),
  })),
  route(addRecall, (ctx, { body }) => service.addRecall(ctx, body)),
  route(postponeRecall, (ctx, { params, body }) =>
    tending.postponeRecall(ctx, { ...params, ...body }),
  ),
  route(claimRecall, (ctx, { params, body }) => tending.claimRecall(ctx, { ...params, ...body })),
  route(releaseRecall, (ctx, { params, body }) =>
    tending.releaseRecall(ctx, { ...params, ...body }),
  ),
  route(dropRecall, (ctx, { params, body }) => service.dropRecall(ctx, { ...params, ...body })),
];
