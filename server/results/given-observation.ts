// Builders for tests: a laboratory value in plain rows, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
import {
  listPatientObservations,
  markObservationInError,
  recordObservation,
} from '#contract/observations';
import { givenPatient } from '../patients/given-patient.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { ObservationRow } from './observation-repository.ts';

/** Haemoglobin A1c of a new patient, a month before the day on which tests begin. */
export async function givenObservation(
  t: TestDatabase,
  { organizationId, clinicId }: { organizationId: string; clinicId: string },
  overrides: Partial<ObservationRow> = {},
): Promise<ObservationRow> {
  const row: ObservationRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: overrides.patient_id ?? (await givenPatient(t, { organizationId })),
    code: '4548-4',
    title: 'Hemoglobin A1c',
    value_text: '8.1',
    value_number: '8.1',
    unit: '%',
    interpretation: 'high',
    status: 'final',
    effective_at: '2026-10-23T12:00:00.000Z',
    source: 'entered by staff',
    reference_id: null,
    in_error_because: null,
    created_at: t.clock.now,
    version: 1,
    ...overrides,
  };
  await t.owner('observation').insert(row);
  await t.owner('observation_version').insert({
    organization_id: organizationId,
    clinic_id: clinicId,
    id: row.id,
    version: 1,
    act: 'recorded',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return row;
}

export async function givenReachingObservations(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const shown = await givenObservation(t, place);
  const wrong = await givenObservation(t, place);
  return {
    reaching: [
      [listPatientObservations, { params: { patientId: shown.patient_id } }],
      [
        recordObservation,
        {
          body: {
            clinicId: place.clinicId,
            patientId: await givenPatient(t, place),
            code: '2823-3',
            title: 'Potassium',
            valueText: '4.1',
            effectiveAt: '2026-11-20T12:00:00.000Z',
          },
        },
      ],
      [
        markObservationInError,
        {
          params: { observationId: wrong.id },
          body: { expectedVersion: 1, reason: 'Of somebody else' },
        },
      ],
    ],
    secrets: [shown.id, wrong.id],
  };
}
