import { getPatientHeader, registerPatient, searchPatients } from '#contract/patients';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './patients-queries.ts';
import * as service from './patients-service.ts';

export const patientsRoutes: readonly Route[] = [
  route(searchPatients, async (ctx, { body }) => ({
    items: await queries.searchPatients(ctx, body),
  })),
  route(getPatientHeader, (ctx, { params }) => service.getPatientHeader(ctx, params.patientId)),
  route(registerPatient, (ctx, { body }) => service.registerPatient(ctx, body)),
];
