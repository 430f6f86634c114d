import { addPatientNote, listPatientNotes, strikePatientNote } from '#contract/patient-note';
import { changePatientDetails, getPatientRecord } from '#contract/patient-record';
import {
  findNearMatches,
  getPatientHeader,
  getPatientHistory,
  registerPatient,
  searchPatients,
} from '#contract/patients';
import {
  addPharmacy,
  changePharmacy,
  changePharmacyNetwork,
  listPharmacyNetwork,
  searchPharmacies,
} from '#contract/pharmacy';
import { route, type Route } from '../platform/http/route.ts';
import * as notes from './note-service.ts';
import { listPatientHistory } from './patients-history-queries.ts';
import * as queries from './patients-queries.ts';
import * as service from './patients-service.ts';
import * as networks from './pharmacy-network-service.ts';
import * as pharmacies from './pharmacy-service.ts';
import * as records from './record-service.ts';

export const patientsRoutes: readonly Route[] = [
  route(searchPatients, async (ctx, { body }) => ({
    items: await queries.searchPatients(ctx, body),
  })),
  route(getPatientHeader, (ctx, { params }) => service.getPatientHeader(ctx, params.patientId)),
  route(getPatientHistory, async (ctx, { params }) => ({
    items: await listPatientHistory(ctx, params.patientId),
  })),
  route(getPatientRecord, (ctx, { params }) => records.getPatientRecord(ctx, params.patientId)),
  route(changePatientDetails, (ctx, { params, body }) =>
    records.changePatientDetails(ctx, { ...params, ...body }),
  ),
  route(searchPharmacies, async (ctx, { body }) => ({
    items: await pharmacies.searchPharmacies(ctx, body.text),
  })),
  route(addPharmacy, (ctx, { body }) => pharmacies.addPharmacy(ctx, body)),
  route(changePharmacy, (ctx, { params, body }) =>
    pharmacies.changePharmacy(ctx, { ...params, ...body }),
  ),
  route(listPharmacyNetwork, (ctx, { params }) =>
    networks.listPharmacyNetwork(ctx, params.pharmacyId),
  ),
  route(changePharmacyNetwork, (ctx, { params, body }) =>
    networks.changePharmacyNetwork(ctx, { ...params, ...body }),
  ),
  route(findNearMatches, async (ctx, { body }) => ({
    items: await service.findNearMatches(ctx, body),
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
