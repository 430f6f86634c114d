// One valid call of every endpoint about a patient, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import { addPatientNote, listPatientNotes, strikePatientNote } from '#contract/patient-note';
import { changePatientDetails, getPatientRecord } from '#contract/patient-record';
import {
  findNearMatches,
  getPatientHeader,
  getPatientHistory,
  registerPatient,
} from '#contract/patients';
import {
  addPharmacy,
  changePharmacy,
  changePharmacyNetwork,
  listPharmacyNetwork,
} from '#contract/pharmacy';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { givenOrganization } from '../staff/given-organization.ts';
import { givenNote } from './given-note.ts';
import { givenPatient } from './given-patient.ts';
import { givenPayer } from './given-coverage.ts';
import { givenPharmacy } from './given-pharmacy.ts';

export async function givenReachingPatients(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string; patientId: string; authorId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId, patientId } = place;
  const text = 'Secret note';
  const noteId = await givenNote(t, { ...place, text });
  const { organizationId: foreignId } = await givenOrganization(t, { isDemo: true });
  const foreign = { params: { patientId: await givenForeignPatient(t, foreignId) } };
  const foreignPharmacyId = await givenPharmacy(t, foreignId);
  const pharmacy = { params: { pharmacyId: await givenPharmacy(t, place.organizationId) } };
  const payerId = await givenPayer(t, place.organizationId, { name: 'Payer of networks' });
  return {
    reaching: [
      [
        registerPatient,
        {
          body: {
            clinicId,
            family: 'Newcomer',
            given: 'Nils',
            birthOn: '1990-02-03',
            sex: 'male',
          },
        },
      ],
      [
        findNearMatches,
        { body: { clinicId, family: 'Newcomer', given: 'Nils', birthOn: '1990-02-03' } },
      ],
      [addPharmacy, { body: { clinicId, ...aPharmacy } }],
      [changePharmacy, { ...pharmacy, body: { clinicId, expectedVersion: 1, ...aPharmacy } }],
      [listPharmacyNetwork, { params: { pharmacyId: foreignPharmacyId } }],
      [
        changePharmacyNetwork,
        {
          ...pharmacy,
          body: {
            clinicId,
            expectedVersion: 1,
            payerId,
            standing: 'preferred',
            fromOn: '2026-11-01',
          },
        },
      ],
      [getPatientRecord, foreign],
      [
        changePatientDetails,
        { ...foreign, body: { expectedVersion: 1, details: { pronouns: 'she/her' } } },
      ],
      [getPatientHeader, foreign],
      [getPatientHistory, foreign],
      [listPatientNotes, { params: { patientId } }],
      [addPatientNote, { params: { patientId }, body: { clinicId, text: 'Walks slowly.' } }],
      [strikePatientNote, { params: { patientId, noteId }, body: { expectedVersion: 1 } }],
    ],
    secrets: [text, noteId],
  };
}

const aPharmacy = {
  ncpdpId: '2200001',
  name: 'Corner Pharmacy',
  address: '1 Elm St, Boston',
  phone: null,
  pickup: true,
  deliveryDays: null,
  mailDays: null,
};

/** Identity is shared within an organization; the wall stands between organizations. */
function givenForeignPatient(t: TestDatabase, organizationId: string): Promise<string> {
  return givenPatient(t, { organizationId, family: 'Foreigner' });
}
