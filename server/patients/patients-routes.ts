import { addPatientNote, listPatientNotes, strikePatientNote } from '#contract/patient-note';
import {
  getPatientHeader,
  getPatientHistory,
  registerPatient,
  searchPatients,
} from '#contract/patients';
import { route, type Route } from '../platform/http/route.ts';
import * as notes from './note-service.ts';
import { listPatientHistory } from './patients-history-queries.ts';
import * as queries from './patients-queries.ts';
import * as service from './patients-service.ts';

export const patientsRoutes: readonly Route[] = [
  route(searchPatients, async (ctx, { body }) => ({
    items: await queries.searchPatients(ctx, body),
  })),
  route(getPatientHeader, (ctx, { params }) => service.getPatientHeader(ctx, params.patientId)),
  route(getPatientHistory, async (ctx, { params }) => ({
    items: await listPatientHistory(ctx, params.patientId),
  })),
  route(registerPatient, (ctx, { body }) => service.registerPatient(ctx, body)),
  route(listPatientNotes, async (ctx, { params }) => ({
    items: await notes.listPatientNotes(ctx, params.patientId),
  })),
  route(addPatientNote, (ctx, { params, body }) =>
    notes.addPatientNote(ctx, { ...params, ...body }),
  ),
  route(strikePatientNote, (ctx, { params, body }) =>
    notes.strikePatientNote(ctx, { ...params, ...body }),
  ),
];
