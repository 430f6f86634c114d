// Builders for tests: a recall in plain rows, and one valid call of every endpoint about them.
import type { Endpoint } from '#contract/endpoint';
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
import { givenPatient } from '../../patients/given-patient.ts';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { newId } from '../../platform/ids.ts';
import type { RecallRow } from './recall-repository.ts';

interface OfClinic {
  organizationId: string;
  clinicId: string;
  visitTypeId: string;
}

/** Open, of a new patient, due in three months of the day on which tests begin. */
export async function givenRecall(
  t: TestDatabase,
  { organizationId, clinicId, visitTypeId }: OfClinic,
  overrides: Partial<RecallRow> = {},
): Promise<RecallRow> {
  const row: RecallRow = {
    organization_id: organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: overrides.patient_id ?? (await givenPatient(t, { organizationId })),
    visit_type_id: visitTypeId,
    provider_id: null,
    due_on: '2027-02-23',
    note: null,
    asked_by: 'clinic',
    claimed_by: null,
    from_appointment_id: null,
    status: 'open',
    appointment_id: null,
    dropped_because: null,
    added_at: t.clock.now,
    version: 1,
    ...overrides,
  };
  await t.owner('recall').insert(row);
  await t.owner('recall_version').insert({
    organization_id: organizationId,
    clinic_id: clinicId,
    id: row.id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    valid_from: t.clock.now,
  });
  return row;
}

export async function givenReachingRecalls(
  t: TestDatabase,
  place: OfClinic,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId, visitTypeId } = place;
  const [shown, dropped] = [await givenRecall(t, place), await givenRecall(t, place)];
  const ofNew = async () => ({ params: { recallId: (await givenRecall(t, place)).id } });
  return {
    reaching: [
      [listRecalls, { query: { clinicId } }],
      [countRecalls, { query: { clinicId } }],
      [listPatientRecalls, { params: { patientId: shown.patient_id } }],
      [claimRecall, { ...(await ofNew()), body: { expectedVersion: 1 } }],
      [releaseRecall, { ...(await ofNew()), body: { expectedVersion: 1 } }],
      [postponeRecall, { ...(await ofNew()), body: { expectedVersion: 1, dueOn: '2027-03-01' } }],
      [getRecall, { params: { recallId: shown.id } }],
      [
        addRecall,
        {
          body: {
            clinicId,
            visitTypeId,
            patientId: await givenPatient(t, place),
            dueOn: '2027-03-01',
          },
        },
      ],
      [
        dropRecall,
        { params: { recallId: dropped.id }, body: { expectedVersion: 1, reason: 'declined' } },
      ],
    ],
    secrets: [shown.id, dropped.id],
  };
}
