import {
  listPatientObservations,
  markObservationInError,
  recordObservation,
} from '#contract/observations';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './results-queries.ts';
import * as service from './results-service.ts';

export const resultsRoutes: readonly Route[] = [
  route(listPatientObservations, async (ctx, { params }) => ({
    items: await queries.listPatientObservations(ctx, params.patientId),
  })),
  route(recordObservation, (ctx, { body }) => service.recordObservation(ctx, body)),
  route(markObservationInError, (ctx, { params, body }) =>
    service.markObservationInError(ctx, { ...params, ...body }),
  ),
];
